"""Publishes records and has Spark read them: `parquet_spark.py SLUICE DIRECTORY`.

In Parquet every row must be what pyarrow reads, with Spark's vectorised reader and without it. With the columns of
`_schema.ddl` every format must have the same values.
"""

import datetime
import glob
import json
import random
import subprocess
import sys

import pyarrow.parquet
from pyspark.sql import SparkSession

sluice, scratch = sys.argv[1:]
draw = random.Random(7)

SCHEMA = {
    "type": "object",
    "properties": {
        "i64": {"type": "integer"},
        "i32": {"type": "integer", "minimum": -9, "maximum": 9},
        "number": {"type": "number"},
        "text": {"type": "string"},
        "flag": {"type": "boolean"},
        "colour": {"enum": ["red", "green", "blue"]},
        "date": {"type": "string", "format": "date"},
        "instant": {"type": "string", "format": "date-time"},
        "local": {"type": "string", "x-format": "local-date-time"},
        "decimal9": {"type": "number", "x-parquet": "decimal(9,2)"},
        "decimal18": {"type": "number", "x-parquet": "decimal(18,4)"},
        "decimal38": {"type": "number", "x-parquet": "decimal(38,10)"},
        "group": {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "string"}}, "required": ["x"]},
        "list": {"type": "array", "items": {"type": ["integer", "null"]}},
        "lists": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        "groups": {
            "type": "array",
            "items": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "number"}}},
        },
        # The same few values, then ever new ones: dictionaries, and pages without.
        "mixed": {"type": "string"},
    },
    "required": ["i64"],
}


def stamp():
    day = datetime.date(1583, 1, 1) + datetime.timedelta(days=draw.randrange(300_000))
    return f"{day}T{draw.randrange(24):02}:{draw.randrange(60):02}:59.{draw.randrange(10**6):06}"


def integer(low, high):
    """An integer, now and then spelt with a point: `5.0`."""
    number = draw.randint(low, high)
    return float(number) if draw.random() < 0.2 else number


def values(number):
    yield "i32", integer(-9, 9)
    yield "number", draw.randrange(1_000) / 8
    yield "text", f"text {draw.randrange(50_000)}"
    yield "flag", draw.random() < 0.5
    yield "colour", draw.choice(["red", "green", "blue"])
    yield "date", stamp()[:10]
    yield "instant", stamp() + "Z"
    yield "local", stamp()
    yield "decimal9", -draw.randrange(1_000) - 0.5
    yield "decimal18", number + 0.25
    yield "decimal38", -draw.getrandbits(40) - 0.5
    yield "group", {"x": integer(number, number), **({"y": "y"} if draw.random() < 0.5 else {})}
    yield "list", [draw.choice([None, 1, 2.0]) for _ in range(draw.randrange(4))]
    yield "lists", [["a"] * draw.randrange(3) for _ in range(draw.randrange(3))]
    yield "groups", [{"a": "a", **({"b": 0.5} if draw.random() < 0.5 else {})} for _ in range(draw.randrange(3))]
    yield "mixed", f"value {draw.randrange(9) if number % 40_000 < 20_000 else number}"


def write_records(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            record = {name: value for name, value in values(number) if draw.random() < 0.8}
            print(json.dumps({"i64": draw.getrandbits(64) - 2**63, **record}), file=file)


def canonical(value):
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dict):
        return {key: canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(inner) for inner in value]
    return value


def rows_of(records):
    return sorted((canonical(record) for record in records), key=repr)


def check(spark, directory):
    wanted = rows_of(
        row for part in sorted(glob.glob(directory + "/part-*.parquet")) for row in pyarrow.parquet.read_table(part).to_pylist()
    )
    for vectorised in ("true", "false"):
        spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorised)
        found = rows_of(row.asDict(recursive=True) for row in spark.read.parquet(directory).collect())
        if found != wanted:
            first = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), (len(found), len(wanted)))
            sys.exit(f"{directory}: Spark (vectorised: {vectorised}) reads {first[0]}, not {first[1]}")
        print(f"{len(found)} rows are equal, vectorised: {vectorised}")


def types_of(schema):
    # Whether a column may have nulls is not said of files by Spark itself.
    return json.loads(schema.json().replace('"nullable":false', '"nullable":true'))


def check_columns(spark, source, schema, count):
    """Reads each format with the columns that are published beside it; any value that does not fit ends the run."""
    counts = []
    for form in ("parquet", "ndjson", "csv"):
        directory = f"{source}.{form}"
        subprocess.run([sluice, "ingest", source, "-o", directory, "--schema", schema, "--format", form, "-q"], check=True)
        with open(directory + "/_schema.ddl", encoding="utf-8") as file:
            reader = spark.read.schema(file.read()).option("mode", "FAILFAST")
        if form == "parquet":
            frame = reader.parquet(directory)
            if types_of(frame.schema) != types_of(spark.read.parquet(directory).schema):
                sys.exit(f"{directory}: the columns differ: {frame.schema} and {spark.read.parquet(directory).schema}")
        elif form == "ndjson":
            frame = reader.json(directory)
        else:
            frame = reader.csv(directory, header=True, multiLine=True, escape='"', enforceSchema=False)
        rows = frame.collect()
        counts.append({name: sum(row[name] is not None for row in rows) for name in frame.columns if name != "_extra"})
        if len(rows) != count or counts[0] != counts[-1]:
            sys.exit(f"{directory}: {len(rows)} rows, values {counts[-1]}; in Parquet {counts[0]}")
    print(f"{count} rows have the same values in Parquet, NDJSON and CSV, read with _schema.ddl")


schema = scratch + "/schema.json"
with open(schema, "w", encoding="utf-8") as file:
    json.dump(SCHEMA, file)
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
for count, chunk_size in ((0, 1 << 20), (1, 1 << 20), (100_000, 300_000)):
    source, directory = f"{scratch}/{count}.ndjson", f"{scratch}/{count}"
    write_records(source, count)
    if count == 0:
        with open(source, "w", encoding="utf-8") as file:
            file.write("[]")
    subprocess.run(
        [sluice, "ingest", source, "-o", directory, "--schema", schema, "--format", "parquet", "-q"]
        + ["--chunk-size", str(chunk_size)],
        check=True,
    )
    check(spark, directory)
    check_columns(spark, source, schema, count)
