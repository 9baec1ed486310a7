"""The whole job in Polars: polars_job.py INPUT OUTPUT array|lines; writes Parquet where OUTPUT's name says so"""

import sys

import polars as pl

source, target, framing = sys.argv[1:]
schema = {
    "id": pl.Int64,
    "name": pl.String,
    "category": pl.String,
    "value": pl.Float64,
    "quantity": pl.Int64,
    "is_active": pl.Boolean,
    "created_at": pl.String,
}
if framing == "array":
    frame = pl.read_json(source, schema=schema).lazy()
else:
    frame = pl.scan_ndjson(source, schema=schema)
items = (
    frame.with_columns(
        pl.col("name").str.strip_chars(),
        pl.col("category").str.strip_chars().str.to_uppercase(),
        pl.col("value").round(2),
    )
    .filter(pl.col("value") >= 0, pl.col("quantity") > 0, pl.col("category").is_in(["A", "B", "C", "D"]))
)
if target.endswith(".parquet"):
    items.sink_parquet(target, compression="zstd")
else:
    items.sink_ndjson(target)
