"""Publishes records in every format and has Spark read them: `spark_readers.py SLUICE DIRECTORY`.

Prints a line for each difference, and at the end what was compared.
"""

import datetime
import decimal
import json
import random
import subprocess
import sys

from pyspark.sql import SparkSession, functions

sluice, scratch = sys.argv[1:]
draw = random.Random(7)
differences = 0


def report(text):
    global differences
    differences += 1
    if differences <= 20:
        print(text)


def publish(name, records, schema, form, *options):
    """Publishes records; returns the directory."""
    source, directory = f"{scratch}/{name}.json", f"{scratch}/{name}.{form}{''.join(options)}"
    with open(source, "w", encoding="utf-8") as file:
        # An input without a document is an error.
        file.write("".join(json.dumps(record) + "\n" for record in records) or "[]")
    with open(f"{scratch}/{name}.schema.json", "w", encoding="utf-8") as file:
        json.dump(schema, file)
    command = [sluice, "ingest", source, "-o", directory, "--schema", file.name, "--format", form, "-q", *options]
    subprocess.run(command, check=True)
    return directory


def read(directory):
    """Reads a directory as its own files say that it is to be read; a value that does not fit ends the run."""
    with open(directory + "/_manifest.json", encoding="utf-8") as file:
        reading = json.load(file)["spark"]
    with open(directory + "/_schema.ddl", encoding="utf-8") as file:
        reader = spark.read.schema(file.read())
    return reader.format(reading["format"]).options(**reading["options"]).option("mode", "FAILFAST").load(directory)


def compare(title, frame, wanted, key):
    """Compares rows with records, which `key` identifies."""
    found = {row[key]: row.asDict(recursive=True) for row in frame.collect()}
    if sorted(found) != sorted(record[key] for record in wanted):
        report(f"{title}: {len(found)} rows, not {len(wanted)}")
    for record in wanted:
        row = found.get(record[key], {})
        for name, value in record.items():
            if row.get(name) != value or isinstance(row.get(name), bool) != isinstance(value, bool):
                report(f"{title}: {name} is {row.get(name)!r}, not {value!r}")


# Every type, in every format.

TYPES = {
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
    "map": {"type": "object", "additionalProperties": {"type": "integer"}},
    "map_of_groups": {
        "type": "object",
        "additionalProperties": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "number"}}},
    },
    "optional": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
    "either": {"oneOf": [{"type": "integer", "maximum": -1}, {"type": "number", "minimum": 0}]},
    # The same few values, then ever new ones: dictionaries, and pages without.
    "mixed": {"type": "string"},
    "gaps": {"type": "integer"},
    # Rows of numbers, then random ones: pages of integers have one encoding all the same.
    "rows": {"type": "integer"},
}


def stamp():
    """A time in any year."""
    day = datetime.date(1, 1, 1) + datetime.timedelta(days=draw.randrange(3_652_059))
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
    # Pages of nothing but nulls, too.
    if number % 4_000 >= 2_000:
        yield "group", {"x": integer(number, number), "y": "y" if draw.random() < 0.5 else None}
        yield "gaps", draw.randrange(3)
    yield "list", [draw.choice([None, 1, 2.0]) for _ in range(draw.randrange(4))]
    yield "lists", [["a"] * draw.randrange(3) for _ in range(draw.randrange(3))]
    yield "groups", [{"a": "a", "b": draw.choice([0.5, None])} for _ in range(draw.randrange(3))]
    yield "map", {draw.choice(["a", "b\n", '"', "\\", ""]): integer(-9, 9) for _ in range(draw.randrange(4))}
    yield "map_of_groups", {f"k{key}": {"a": "a", "b": draw.choice([0.5, None])} for key in range(draw.randrange(3))}
    yield "optional", integer(-9, 9)
    yield "either", draw.choice([-1, 0.5, 7])
    yield "mixed", f"value {draw.randrange(9) if number % 4_000 < 2_000 else number}"
    yield "rows", number if number % 4_000 < 2_000 else draw.getrandbits(64) - 2**63


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) if isinstance(inner, dict) else inner for inner in value] if isinstance(value, list) else value


def plain(value):
    """The value with integers as they are written: 5.0 as 5."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def typed(name, value, form):
    """The value that the column of a format has."""
    if value is None:
        return None
    if form == "parquet" and name == "date":
        return datetime.date.fromisoformat(value)
    if form == "parquet" and name in ("instant", "local"):
        return datetime.datetime.fromisoformat(value.removesuffix("Z"))
    if form == "parquet" and name.startswith("decimal"):
        return decimal.Decimal(str(value))
    if form == "csv" and isinstance(value, (dict, list)):
        return json.dumps(plain(without_nulls(value)), separators=(",", ":"))
    return value


def check_types(count):
    records = []
    for number in range(count):
        record = {name: value for name, value in values(number) if draw.random() < 0.8}
        records.append({"i64": draw.getrandbits(64) - 2**63, **record})
    schema = {"type": "object", "properties": TYPES, "required": ["i64"]}
    for form in ("parquet", "ndjson", "csv"):
        directory = publish(f"types{count}", map(without_nulls, records), schema, form, "--chunk-size", "300000")
        wanted = [{name: typed(name, record.get(name), form) for name in TYPES} for record in records]
        for vectorised in ("true", "false") if form == "parquet" else ("true",):
            spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorised)
            frame = read(directory)
            compare(f"{form}, {count} rows, vectorised: {vectorised}", frame, wanted, "i64")
            if form == "parquet" and types_of(frame) != types_of(spark.read.parquet(directory)):
                report(f"the columns are {frame.schema}, not {spark.read.parquet(directory).schema}")
            if form == "parquet":
                check_filters(frame, wanted)


def types_of(frame):
    # Whether a column may have nulls is not said of files by Spark itself.
    return json.loads(frame.schema.json().replace('"nullable":false', '"nullable":true'))


def check_filters(frame, wanted):
    """What filters find does not depend on the bounds that pages, chunks and dictionaries are skipped by."""
    for name in ("i64", "i32", "number", "text", "date", "instant", "local", "decimal9", "decimal18", "decimal38", "rows"):
        present = sorted(record[name] for record in wanted if record[name] is not None)
        if not present:
            continue
        value = present[len(present) // 3]
        kind = {"date": "date", "instant": "timestamp", "local": "timestamp_ntz"}.get(name)
        column, literal = functions.col(name), functions.lit(str(value) if kind else value)
        literal = literal.cast(kind) if kind else literal
        found = [frame.filter(column == literal).count(), frame.filter(column < literal).count()]
        if found != [present.count(value), present.index(value)]:
            report(f"{name}: {found} rows are equal to and less than {value}")
    # A column of nothing but nulls has no bounds.
    if (found := frame.filter("_extra < 'x' OR _extra IS NULL").count()) != len(wanted):
        report(f"_extra: {found} rows have none")


# Days and times before the calendar of today, which Spark refuses or moves in files that do not say what they have.

OLD_SCHEMA = {
    "properties": {
        "id": {"type": "integer"},
        "date": {"type": "string", "format": "date"},
        "instant": {"type": "string", "format": "date-time"},
        "local": {"type": "string", "x-format": "local-date-time"},
        "list": {"type": "array", "items": {"type": "string", "format": "date"}},
        "group": {"type": "object", "properties": {"t": {"type": "string", "format": "date-time"}}, "required": ["t"]},
    },
    "additionalProperties": False,
}


def check_old_dates():
    days = ["0001-01-01", "0004-02-29", "0999-12-31", "1500-03-01", "1582-10-04", "1582-10-05", "1582-10-14", "1582-10-15"]
    days += ["1883-11-18", "1899-12-31", "1900-01-01", "1969-12-31", "9999-12-31"]
    records = []
    for number, day in enumerate(days):
        time = f"{day}T11:59:07"
        records.append({"id": number, "date": day, "instant": time + "Z", "local": time, "list": [day], "group": {"t": time + "Z"}})
    directory = publish("old", records, OLD_SCHEMA, "parquet")
    for zone in ("UTC", "America/Los_Angeles"):
        spark.conf.set("spark.sql.session.timeZone", zone)
        for vectorised in ("true", "false"):
            spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorised)
            frame = read(directory)
            texts = frame.selectExpr(
                "id", "CAST(date AS STRING) date", "unix_micros(instant) instant", "CAST(local AS STRING) local",
                "CAST(list AS STRING) list", "unix_micros(group.t) group",
            )
            wanted = []
            for record in records:
                day = record["date"]
                passed = datetime.datetime.fromisoformat(record["local"]) - datetime.datetime(1970, 1, 1)
                micros = passed // datetime.timedelta(microseconds=1)
                wanted.append({**record, "instant": micros, "local": day + " 11:59:07", "list": f"[{day}]", "group": micros})
            compare(f"old dates, {zone}, vectorised: {vectorised}", texts, wanted, "id")
            found = frame.filter("date < DATE'1582-10-15'").count()
            if found != 7:
                report(f"old dates: {found} are before 1582-10-15")
    spark.conf.set("spark.sql.session.timeZone", "UTC")


# Texts of every kind: an empty one is no null, and line breaks are what they were.

PIECES = [chr(code) for code in range(0x20)] + ["\r\n", '"', '""', ",", "\\", "'", "#", "\x7f", " ", "é", "\u2028", "\ufeff", "\U0001f600"]
PIECES += ["NULL", "null", r"\N", "NaN", "a", "b"]


def text():
    # Spark loses the character 0 in a field with quotes.
    text = "".join(draw.choice(PIECES) for _ in range(draw.choice([0, 1, 1, 2, 5])))
    return text.replace("\0", "") if '"' in text else text


def check_texts():
    properties = {name: {"type": ["string", "null"]} for name in ("first", "second", "last")}
    properties["id"] = {"type": "integer"}
    schema = {"properties": {**properties, "last": properties["last"]}, "additionalProperties": False}
    records = [{"first": piece, "id": number, "last": piece} for number, piece in enumerate(PIECES + [""])]
    records += [{"first": "", "second": "", "id": len(records), "last": ""}, {"id": len(records) + 1}]
    records += [{**{name: text() for name in ("first", "second", "last") if draw.random() < 0.7}, "id": number}
                for number in range(len(records), 2_000)]
    wanted = [{name: record.get(name) for name in ("first", "second", "last", "id")} for record in records]
    for form in ("csv", "ndjson", "parquet"):
        compare(f"texts, {form}", read(publish("texts", records, schema, form)), wanted, "id")
    # With line ends of two characters Spark loses the character 0 in any field in quotes.
    records, wanted = (
        [{name: value.replace("\0", "") if isinstance(value, str) else value for name, value in record.items()} for record in list]
        for list in (records, wanted)
    )
    compare("texts, crlf", read(publish("texts", records, schema, "csv", "--csv-line-end", "crlf")), wanted, "id")
    alone = {"properties": {"v": {"type": "string"}}, "required": ["v"], "additionalProperties": False}
    records = [{"v": piece} for piece in PIECES + [""]]
    compare("one column", read(publish("alone", records, alone, "csv")), records, "v")


# Maps, and types that a schema says with references and alternatives.

RESOLVED = {
    "$defs": {
        "Node": {"type": "object", "properties": {"v": {"type": "integer"}, "next": {"$ref": "#/$defs/Node"}}},
        "Money": {"type": "object", "properties": {"amount": {"type": "number"}}, "required": ["amount"]},
    },
    "properties": {
        "id": {"type": "integer"},
        "counts": {"type": ["object", "null"], "additionalProperties": {"type": ["integer", "null"]}},
        "short": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 9}},
        "texts": {"type": "object", "patternProperties": {"^": {"type": "string"}}, "additionalProperties": False},
        "lists": {"type": "object", "additionalProperties": {"type": ["array", "null"], "items": {"type": "number"}}},
        "maps": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {"type": "boolean"}}},
        "list": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}},
        "group": {"type": "object", "properties": {"m": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Money"}}}},
        "money": {"anyOf": [{"$ref": "#/$defs/Money"}, {"type": "null"}]},
        "node": {"$ref": "#/$defs/Node"},
        "nodes": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
        "tuple": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]},
        "free": {"type": "object", "additionalProperties": True},
        "nullable": {"type": "string", "nullable": True},
    },
    "required": ["id"],
    "additionalProperties": False,
}
TEXT = {"node", "tuple", "free"}


def check_maps():
    records = [
        {
            "id": 1, "counts": {"a": 1, "b": None, "é\n\"": 2.0, "": -3}, "short": {"x": 9}, "texts": {"k": "v\n", "e": ""},
            "lists": {"a": [1, 0.5], "b": [], "c": None}, "maps": {"o": {"i": True}, "e": {}}, "list": [{"a": "b"}, {}],
            "group": {"m": {"k": {"amount": 2.5}}}, "money": {"amount": 1}, "node": {"v": 1, "next": {"v": 2}},
            "nodes": [{"v": 1}, {}], "tuple": [1, "a"], "free": {"a": {"b": [True]}}, "nullable": None,
        },
        {"id": 2, "counts": None, "short": {}, "texts": {}, "lists": {}, "maps": {}, "list": [], "group": {"m": {}}, "money": None},
        {"id": 3, "counts": {}, "nullable": "x"},
        {"id": 4},
    ]
    records += [{"id": number, "counts": {f"k{draw.randrange(50)}": draw.randrange(9) for _ in range(3)},
                 "maps": {str(number): {str(draw.randrange(3)): True}}} for number in range(5, 5_000)]

    def wanted(form, name, value):
        if value is None or form == "csv" and not isinstance(value, (dict, list)):
            return value
        if name in TEXT or form == "csv":
            return json.dumps(plain(value) if name == "counts" else value, separators=(",", ":"), ensure_ascii=False)
        return [json.dumps(item, separators=(",", ":")) for item in value] if name == "nodes" else value

    for form in ("parquet", "ndjson", "csv"):
        directory = publish("maps", records, RESOLVED, form, "--chunk-size", "50000")
        rows = [{name: wanted(form, name, record.get(name)) for name in RESOLVED["properties"]} for record in records]
        if form == "csv":
            # A null inside a value is written as one; json.dumps escapes what the input has escaped.
            rows[0]["counts"] = '{"a":1,"b":null,"\\u00e9\\n\\"":2,"":-3}'
        for vectorised in ("true", "false") if form == "parquet" else ("true",):
            spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorised)
            frame = read(directory)
            compare(f"maps, {form}, vectorised: {vectorised}", frame, rows, "id")
            if form == "parquet" and types_of(frame) != types_of(spark.read.parquet(directory)):
                report(f"the columns are {frame.schema}, not {spark.read.parquet(directory).schema}")
            if form != "csv" and (found := frame.filter("maps['7']['0'] OR maps['7']['1'] OR maps['7']['2']").count()) != 1:
                report(f"maps, {form}: {found} rows have a key")


def check_wide_integers():
    """Integers beyond 64 bits, with the schema that is inferred from them."""
    records = [{"id": number, "wide": value, "l": [value], "o": {"w": value}} for number, value in enumerate([0, 2**63, -(2**64), 10**37, 7])]
    source = f"{scratch}/wide.json"
    with open(source, "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(record) + "\n" for record in records))
    schema = subprocess.run([sluice, "schema", "infer", source], check=True, stdout=subprocess.PIPE).stdout
    for form in ("parquet", "ndjson", "csv"):
        wanted = records if form != "csv" else [{"id": record["id"], "wide": record["wide"]} for record in records]
        compare(f"wide integers, {form}", read(publish("wide", records, json.loads(schema), form)), wanted, "id")


def check_skipping():
    """A filter reads the pages that may match, and no more."""
    records = [{"id": number, "name": f"Item {number}"} for number in range(20_000)]
    schema = {"properties": {"id": {"type": "integer"}, "name": {"type": "string"}}, "additionalProperties": False}
    directory = publish("skipping", records, schema, "parquet", "--chunk-size", "50000")
    for vectorised in ("true", "false"):
        spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorised)
        frame = read(directory).filter("id < 1000")
        rows = len(frame.collect())
        plan = frame._jdf.queryExecution().executedPlan()
        scanned = plan.collectLeaves().apply(0).metrics().get("numOutputRows").get().value()
        if rows != 1_000 or scanned > 3_000:
            report(f"{scanned} rows are read for the first {rows}")


spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.adaptive.enabled", "false")
    .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
for count in (0, 1, 10_000):
    check_types(count)
check_old_dates()
check_texts()
check_maps()
check_wide_integers()
check_skipping()
print(f"Spark {spark.version}: {differences} differences")
spark.stop()
