"""The whole job in ClickHouse, by chdb: clickhouse_job.py INPUT OUTPUT array|lines; writes Parquet where OUTPUT's name says so"""

import sys

import chdb

# The format reads an array and lines alike.
source, target, _ = sys.argv[1:]
form = "Parquet" if target.endswith(".parquet") else "JSONEachRow"
columns = (
    "id Int64, name String, category String, value Float64, quantity Int64, is_active Bool, created_at String"
)
chdb.query(
    f"""
    INSERT INTO FUNCTION file('{target}', '{form}', '{columns}')
    SELECT id, trimBoth(name) AS name, upper(trimBoth(category)) AS category, round(value, 2) AS value, quantity,
           is_active, created_at
    FROM file('{source}', 'JSONEachRow', '{columns}')
    WHERE value >= 0 AND quantity > 0 AND upper(trimBoth(category)) IN ('A', 'B', 'C', 'D')
    SETTINGS output_format_json_quote_64bit_integers = 0, output_format_parquet_compression_method = 'zstd'
    """
)
