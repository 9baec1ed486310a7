"""Reads published Parquet parts with pyarrow, DuckDB and Polars, and compares them with the records they were made of.

Standard input is one JSON object: `directory`, `input` (NDJSON without bad records) and `schema` (JSON Schema).
Prints a line for each difference, and one line with the facts that a test may want to know.
"""

import datetime
import decimal
import glob
import json
import math
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
    if types == ["object"] and (inner := map_values(schema)):
        return {key: expected(inner, member) for key, member in value.items()}
    if types == ["object"] and "properties" in schema:
        return {name: expected(inner, value.get(name)) for name, inner in schema["properties"].items()}
    if types == ["array"] and "items" in schema:
        return [expected(schema["items"], item) for item in value]
    if types in (["string"], ["boolean"]) or "enum" in schema:
        return value
    return compact(value)


def map_values(schema):
    """The schema of the values of a map, or nothing."""
    if "properties" in schema:
        return None
    patterns = list(schema.get("patternProperties", {}).values())
    return patterns[0] if patterns else schema.get("additionalProperties")


def with_maps(schema, value):
    """A value that was read, with maps as dictionaries: readers have lists of entries for them."""
    if isinstance(value, dict) and "properties" in schema:
        return {name: with_maps(schema["properties"].get(name, {}), inner) for name, inner in value.items()}
    if isinstance(value, (dict, list)) and isinstance(inner := map_values(schema), dict):
        entries = value.items() if isinstance(value, dict) else [
            (entry["key"], entry["value"]) if isinstance(entry, dict) else entry for entry in value
        ]
        keys = [key for key, _ in entries]
        if len(set(keys)) < len(keys):
            print(f"the keys {keys} of a map")
        return {key: with_maps(inner, member) for key, member in entries}
    return [with_maps(schema.get("items", {}), item) for item in value] if isinstance(value, list) else value


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
            found = with_maps(schema["properties"][name], row[name])
            if canonical(found) != canonical(value) and differences < 10:
                print(f"{reader}: row {number}, {name}: {found!r}, not {value!r}")
                differences += 1


class Thrift:
    """Reads structs of Thrift's compact protocol as dictionaries by field."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def zigzag(self):
        number = self.varint()
        return number >> 1 ^ -(number & 1)

    def binary(self):
        length = self.varint()
        self.at += length
        return bytes(self.data[self.at - length : self.at])

    def structure(self):
        fields, field = {}, 0
        while (header := self.byte()) != 0:
            field = field + (header >> 4) if header >> 4 else self.zigzag()
            fields[field] = header & 15 == 1 if header & 15 in (1, 2) else self.value(header & 15)
        return fields

    def value(self, kind):
        if kind in (1, 2):
            return self.byte() == 1
        if kind in (4, 5, 6):
            return self.zigzag()
        if kind == 9:
            header = self.byte()
            count = header >> 4 if header >> 4 < 15 else self.varint()
            return [self.value(header & 15) for _ in range(count)]
        return {3: self.byte, 8: self.binary, 12: self.structure}[kind]()


def leaves(value, kind, path):
    """What one column has of a value, a null for each container without a value in it; `path` leads to the column."""
    if value is None:
        return [None]
    if not path:
        return [value]
    if pyarrow.types.is_struct(kind):
        return leaves(value[path[0]], kind.field(path[0]).type, path[1:])
    if not value:
        return [None]
    # The path goes through the repeated group.
    if pyarrow.types.is_map(kind):
        place, inner = (0, kind.key_type) if path[1] == "key" else (1, kind.item_type)
        return [leaf for entry in value for leaf in leaves(entry[place], inner, path[2:])]
    return [leaf for item in value for leaf in leaves(item, kind.value_type, path[2:])]


def column_leaves(table, column, start, end):
    name, *path = column.split(".")
    values = table[name].slice(start, end - start).to_pylist()
    return [leaf for value in values for leaf in leaves(value, table[name].type, path)]


def comparable(value):
    """A value of a column as its bounds are compared."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, datetime.datetime):
        epoch = datetime.datetime(1970, 1, 1, tzinfo=value.tzinfo)
        return (value - epoch) // datetime.timedelta(microseconds=1)
    if isinstance(value, datetime.date):
        return (value - datetime.date(1970, 1, 1)).days
    return value


def bound(column, data):
    """A bound as values are compared, from its bytes."""
    kind = column.physical_type
    if kind in ("BYTE_ARRAY", "BOOLEAN"):
        return data if kind == "BYTE_ARRAY" else data != b"\0"
    if kind == "DOUBLE":
        return struct.unpack("<d", data)[0]
    number = int.from_bytes(data, "big" if kind == "FIXED_LEN_BYTE_ARRAY" else "little", signed=True)
    scale = json.loads(column.logical_type.to_json()).get("scale")
    return number if scale is None else decimal.Decimal(number).scaleb(-scale, decimal.Context(prec=60))


def check_bounds(name, column, data, values):
    low, high = bound(column, data[0]), bound(column, data[1])
    if low > min(values) or high < max(values):
        print(f"{name}: {low!r} to {high!r}, but {min(values)!r} to {max(values)!r}")
    if column.physical_type == "DOUBLE":
        for value, sign in ((low, -1), (high, 1)):
            if value == 0 and math.copysign(1, value) != sign:
                print(f"{name}: a bound of {value}")


def check_pages(path, file):
    """Each chunk has one encoding beside the dictionary's, and the page index is right; returns the number of pages."""
    with open(path, "rb") as part:
        data = part.read()
    footer = Thrift(data, len(data) - 8 - int.from_bytes(data[-8:-4], "little")).structure()
    count = 0
    for group, row_group in enumerate(footer[4]):
        table = file.read_row_group(group)
        for index, chunk in enumerate(row_group[1]):
            count += check_chunk(data, chunk, row_group[3], file.schema.column(index), table)
    return count


def check_chunk(data, chunk, rows, column, table):
    name, encodings = column.path, []
    if 4 not in chunk or 6 not in chunk:
        print(f"{name}: no page index")
        return 0
    offsets = Thrift(data, chunk[4])
    pages = offsets.structure()[1]
    indexes = Thrift(data, chunk[6])
    bounds = indexes.structure()
    if (offsets.at, indexes.at) != (chunk[4] + chunk[5], chunk[6] + chunk[7]):
        print(f"{name}: an index has another length")
    next_page, lows, highs = chunk[3][9], [], []
    for number, page in enumerate(pages):
        reader = Thrift(data, page[1])
        header = reader.structure()
        encodings.append(header[5][2])
        end = pages[number + 1][3] if number + 1 < len(pages) else rows
        if page[1] != next_page or page[2] != reader.at - page[1] + header[3] or page[3] >= end:
            print(f"{name}: the page {page} is not where {next_page} and {header} say")
        next_page = page[1] + page[2]
        values = column_leaves(table, name, page[3], end)
        present = [comparable(value) for value in values if value is not None]
        if bounds[5][number] != len(values) - len(present) or bounds[1][number] == bool(present):
            print(f"{name}: {bounds[5][number]} nulls in the page {number}")
        if present:
            data_of_bounds = bounds[2][number], bounds[3][number]
            check_bounds(name, column, data_of_bounds, present)
            lows.append(bound(column, data_of_bounds[0]))
            highs.append(bound(column, data_of_bounds[1]))
    if len(set(encodings) - {8}) > 1:
        print(f"{name}: the encodings {encodings}")
    order = 1 if lows and lows == sorted(lows) and highs == sorted(highs) else 0
    if order == 0 and lows and lows == sorted(lows, reverse=True) and highs == sorted(highs, reverse=True):
        order = 2
    if bounds[4] != order:
        print(f"{name}: the order is {bounds[4]}, not {order}")
    return len(pages)


def check_statistics(file, names):
    """Every value lies between the bounds that the footer tells, and the counts of nulls are right."""
    metadata = file.metadata
    for group in range(metadata.num_row_groups):
        rows = file.read_row_group(group)
        for index in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(index)
            if chunk.statistics is None:
                print(f"{chunk.path_in_schema}: no statistics")
                continue
            values = column_leaves(rows, chunk.path_in_schema, 0, rows.num_rows)
            present = [value for value in values if value is not None]
            if chunk.statistics.null_count != len(values) - len(present):
                print(f"{chunk.path_in_schema}: the null count is {chunk.statistics.null_count}")
            if not present:
                continue
            if not chunk.statistics.has_min_max:
                print(f"{chunk.path_in_schema}: no bounds")
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
pages = sum(check_pages(part, file) for part, file in zip(parts, files))

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
    f"pages {pages}",
    f"encodings {' '.join(sorted(encodings))}",
)
