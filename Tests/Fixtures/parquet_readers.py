"""Reads published Parquet parts with pyarrow, DuckDB and Polars, and compares them with the records they were made of.

Standard input is one JSON object: `directory`, `input` (NDJSON without bad records) and `schema` (JSON Schema).
Prints a line for each difference, and one line with the facts that a test may want to know.
"""

import datetime
import decimal
import glob
import json
import re
import struct
import sys

import duckdb
import polars
import pyarrow.parquet


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def instant(text):
    match = re.fullmatch(r"(.{19})(\.\d+)?(Z|[+-]\d\d:\d\d)?", text)
    stamp = datetime.datetime.fromisoformat(match[1])
    stamp += datetime.timedelta(microseconds=int((match[2] or ".0")[1:7].ljust(6, "0")))
    if match[3] is None:
        return stamp
    offset = datetime.timedelta(0)
    if match[3] != "Z":
        hours, minutes = match[3][1:].split(":")
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if match[3][0] == "-" else 1)
    return (stamp - offset).replace(tzinfo=datetime.timezone.utc)


def expected(schema, value):
    """What a column of the schema is to hold for a value; numbers come as decimals and integers."""
    if value is None:
        return None
    types = schema.get("type")
    types = [t for t in types if t != "null"] if isinstance(types, list) else [types]
    if types == ["number"] and "x-parquet" in schema:
        return decimal.Decimal(value)
    if types == ["number"]:
        return float(value)
    if types == ["integer"]:
        return int(value)
    if types == ["string"] and schema.get("format") == "date":
        return datetime.date.fromisoformat(value)
    if types == ["string"] and ("x-format" in schema or schema.get("format") == "date-time"):
        return instant(value)
    if types == ["object"] and "properties" in schema:
        return {name: expected(inner, value.get(name)) for name, inner in schema["properties"].items()}
    if types == ["array"] and "items" in schema:
        return [expected(schema["items"], item) for item in value]
    if types in (["string"], ["boolean"]) or "enum" in schema:
        return value
    return compact(value)


def canonical(value):
    """Values that are equal and no others are equal in this form: it tells -0.0 from 0.0."""
    if isinstance(value, float):
        return struct.pack("<d", value)
    if isinstance(value, decimal.Decimal):
        # Not rounded to the precision of a context.
        return decimal.Context(prec=60).normalize(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(datetime.timezone.utc).replace(tzinfo=None), "UTC"
    if isinstance(value, dict):
        return {key: canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(inner) for inner in value]
    return value


def compare(reader, rows, wanted):
    if len(rows) != len(wanted):
        print(f"{reader}: {len(rows)} rows, not {len(wanted)}")
    differences = 0
    for number, (row, record) in enumerate(zip(rows, wanted)):
        for name, value in record.items():
            if canonical(row[name]) != canonical(value) and differences < 10:
                print(f"{reader}: row {number}, {name}: {row[name]!r}, not {value!r}")
                differences += 1


def check_statistics(file, names):
    """Every value lies between the bounds that the footer tells, and the counts of nulls are right."""
    metadata = file.metadata
    for group in range(metadata.num_row_groups):
        rows = file.read_row_group(group)
        for index in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(index)
            if "." in chunk.path_in_schema or chunk.statistics is None:
                continue
            values = rows[chunk.path_in_schema].to_pylist()
            present = [value for value in values if value is not None]
            if chunk.statistics.null_count != len(values) - len(present):
                print(f"{chunk.path_in_schema}: the null count is {chunk.statistics.null_count}")
            if not present or not chunk.statistics.has_min_max:
                continue
            low, high = chunk.statistics.min, chunk.statistics.max
            if isinstance(low, str):
                low, high = low.encode(), high.encode()
                present = [value.encode() for value in present]
            if low > min(present) or high < max(present):
                print(f"{chunk.path_in_schema}: {low!r} to {high!r}, but {min(present)!r} to {max(present)!r}")


job = json.load(sys.stdin)
schema = json.loads(job["schema"])
records = []
with open(job["input"], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line, parse_float=decimal.Decimal)
        records.append({name: expected(inner, record.get(name)) for name, inner in schema["properties"].items()})

parts = sorted(glob.glob(job["directory"] + "/part-*.parquet"))
files = [pyarrow.parquet.ParquetFile(part) for part in parts]
compare("pyarrow", [row for file in files for row in file.read().to_pylist()], records)
for file in files:
    check_statistics(file, schema["properties"])

duckdb.sql("set TimeZone = 'UTC'")
duck = []
for part in parts:
    relation = duckdb.sql(f"from read_parquet('{part}')")
    duck += [dict(zip(relation.columns, row)) for row in relation.fetchall()]
compare("duckdb", duck, records)
compare("polars", [row for part in parts for row in polars.read_parquet(part).to_dicts()], records)

encodings = set()
for file in files:
    for group in range(file.metadata.num_row_groups):
        for index in range(file.metadata.num_columns):
            encodings.update(file.metadata.row_group(group).column(index).encodings)
print(
    "facts:",
    f"parts {len(parts)}",
    f"groups {sum(file.metadata.num_row_groups for file in files)}",
    f"rows {sum(file.metadata.num_rows for file in files)}",
    f"encodings {' '.join(sorted(encodings))}",
)
