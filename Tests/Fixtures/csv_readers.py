"""Reads published CSV parts with Python's csv, pyarrow and DuckDB; prints a line for each value that is not as it was.

Standard input: one JSON object with `directory`, `input` (NDJSON), `fields`, `null`, `lineEnd` and `keepsExtra`.
"""

import csv
import glob
import json
import sys

import duckdb
import pyarrow
import pyarrow.csv


class Number(str):
    """A number as its text."""


def parse(text):
    return json.loads(text, parse_float=Number, parse_int=Number)


def expected_rows(job):
    with open(job["input"], encoding="utf-8") as file:
        for line in file:
            record = parse(line)
            row = [record.get(name) for name in job["fields"]]
            if job["keepsExtra"]:
                extra = {key: value for key, value in record.items() if key not in job["fields"]}
                row.append(extra or None)
            yield row


def is_equal(expected, cell):
    if isinstance(cell, set):
        return any(is_equal(expected, choice) for choice in cell)
    if expected is None or cell is None:
        return expected is None and cell is None
    if isinstance(expected, bool):
        return cell == ("true" if expected else "false")
    if isinstance(expected, (dict, list)):
        return cell is not None and parse(cell) == expected
    return cell == expected


def python_rows(paths, null, header):
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file, strict=True))
        if rows[0] != header:
            print(f"{path}: header {rows[0]}")
        for row in rows[1:]:
            yield [{None, cell} if cell == null else cell for cell in row]


def arrow_rows(paths, null, header):
    convert = pyarrow.csv.ConvertOptions(
        column_types={name: pyarrow.string() for name in header},
        null_values=[null],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    for path in paths:
        table = pyarrow.csv.read_csv(path, parse_options=options, convert_options=convert)
        if table.column_names != header:
            print(f"{path}: pyarrow has the columns {table.column_names}")
        columns = [column.to_pylist() for column in table.columns]
        yield from (list(row) for row in zip(*columns))


def duckdb_rows(paths, null, header):
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    line_end = {"lf": "\\n", "crlf": "\\r\\n"}[job["lineEnd"]]
    for path in paths:
        query = (
            f"select * from read_csv('{path}', header=true, delim=',', quote='\"', escape='\"', nullstr='{null}',"
            f" allow_quoted_nulls=false, auto_detect=false, columns={{{columns}}}, new_line='{line_end}')"
        )
        yield from (list(row) for row in duckdb.sql(query).fetchall())


job = json.load(sys.stdin)
paths = sorted(glob.glob(job["directory"] + "/part-*.csv"))
header = job["fields"] + (["_extra"] if job["keepsExtra"] else [])
expected = list(expected_rows(job))
# Python's reader does not tell a text in quotes from one without, and so not a null from what is written like it.
readers = {"pyarrow": arrow_rows, "DuckDB": duckdb_rows, "csv": python_rows}
for name, reader in readers.items():
    found = list(reader(paths, job["null"], header))
    if len(found) != len(expected):
        print(f"{name}: {len(found)} rows, not {len(expected)}")
    for number, (row, cells) in enumerate(zip(expected, found)):
        for field, value, cell in zip(header, row, cells):
            if not is_equal(value, cell):
                print(f"{name}: row {number}, {field}: {cell!r}, not {value!r}")
