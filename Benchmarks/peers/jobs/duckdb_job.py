"""The whole job in DuckDB: duckdb_job.py INPUT OUTPUT array|lines; writes Parquet where OUTPUT's name says so"""

import sys

import duckdb

source, target, framing = sys.argv[1:]
options = "FORMAT parquet, COMPRESSION zstd" if target.endswith(".parquet") else "FORMAT json"
form = {"array": "array", "lines": "newline_delimited"}[framing]
columns = """{id: 'BIGINT', name: 'VARCHAR', category: 'VARCHAR', value: 'DOUBLE', quantity: 'BIGINT',
              is_active: 'BOOLEAN', created_at: 'VARCHAR'}"""
duckdb.sql(
    f"""
    COPY (
        SELECT id, trim(name) AS name, upper(trim(category)) AS category, round(value, 2) AS value, quantity,
               is_active, created_at
        FROM read_json('{source}', format = '{form}', columns = {columns})
        WHERE value >= 0 AND quantity > 0 AND upper(trim(category)) IN ('A', 'B', 'C', 'D')
    ) TO '{target}' ({options})
    """
)
