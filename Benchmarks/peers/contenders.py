"""Who takes part in the whole job, and how each is started."""

import importlib.metadata
import pathlib
import sys
from dataclasses import dataclass

JOBS = pathlib.Path(__file__).parent / "jobs"

# The two inputs of the whole job: a shape of the benchmarks, and its framing as the Python jobs name it.
INPUTS = {"pretty": "array", "ndjson": "lines"}


@dataclass(frozen=True)
class Contender:
    name: str
    # Returns the words of the command for an input, an output that does not exist, and the input's framing.
    command: object
    # Whether the output is checked records, and not a copy of the input.
    is_job: bool = True
    # Whether it can write them as Parquet: where the output's name says so.
    writes_parquet: bool = False


@dataclass(frozen=True)
class Missing:
    name: str
    reason: str


# The package on PyPI, what the table calls it, the script of its job, and whether that writes Parquet.
PACKAGES = [
    ("chdb", "ClickHouse (chdb {})", "clickhouse_job.py", True),
    ("duckdb", "DuckDB {}", "duckdb_job.py", True),
    ("polars", "Polars {}", "polars_job.py", True),
    ("msgspec", "msgspec {}", "msgspec_job.py", False),
    ("pydantic", "pydantic {}", "pydantic_job.py", False),
]


def contenders(sluice):
    """Returns those who take part, and those who cannot."""
    present = [
        Contender("cp", lambda source, target, _: ["cp", source, target], is_job=False),
        Contender("cp, then sync", lambda source, target, _: copy_and_sync(source, target), is_job=False),
        Contender("Sluice", lambda source, target, _: sluice_job(sluice, source, target), writes_parquet=True),
    ]
    missing = []
    for package, name, script, writes_parquet in PACKAGES:
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            missing.append(Missing(name.format("").strip(), f"pip could not install {package}"))
            continue
        present.append(Contender(name.format(version), python_job(script), writes_parquet=writes_parquet))
    version = ".".join(map(str, sys.version_info[:3]))
    present.append(Contender(f"Python {version}, json", python_job("python_job.py")))
    return present, missing


def copy_and_sync(source, target):
    # Sluice syncs what it publishes; `cp` alone does not.
    return ["sh", "-c", 'cp "$1" "$2" && sync "$2"', "sh", source, target]


def sluice_job(sluice, source, target):
    form = "parquet" if target.endswith(".parquet") else "ndjson"
    return [sluice, "ingest", source, "--output", target, "--schema", "items", "--format", form, "--quiet"]


def python_job(script):
    return lambda source, target, framing: [sys.executable, str(JOBS / script), source, target, framing]
