"""The whole job as the first stage's own Python does it: python_job.py INPUT OUTPUT array|lines"""

import json
import sys


def load(path, framing):
    with open(path) as file:
        return json.load(file) if framing == "array" else [json.loads(line) for line in file]


def is_valid(record):
    try:
        return (
            isinstance(record["id"], int)
            and isinstance(record["name"], str)
            and isinstance(record["category"], str)
            and isinstance(record["value"], (int, float))
            and isinstance(record["quantity"], int)
            and record["value"] >= 0
            and record["quantity"] > 0
            and record["category"].strip().upper() in ("A", "B", "C", "D")
        )
    except KeyError:
        return False


def clean(record):
    record["name"] = record["name"].strip()
    record["category"] = record["category"].strip().upper()
    record["value"] = round(record["value"], 2)
    return record


source, target, framing = sys.argv[1:]
records = load(source, framing)
with open(target, "w") as file:
    for record in records:
        if is_valid(record):
            # `json.dump` would encode in Python what `json.dumps` encodes in C.
            file.write(json.dumps(clean(record)))
            file.write("\n")
