"""Compares Sluice with what users would pick instead. `Scripts/compare-peers` sets up what it needs and starts it."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import chart
import parsing
import report
import whole_jobs
from contenders import INPUTS, contenders

ROOT = pathlib.Path(__file__).resolve().parents[2]


def arguments():
    # The options are described by the script's help.
    parser = argparse.ArgumentParser(usage="Scripts/compare-peers [OPTION...]; see --help", add_help=False)
    parser.add_argument("--records", type=int)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--directory", type=pathlib.Path, default=tempfile.gettempdir())
    parser.add_argument("--only", choices=["jobs", "parquet", "parsing"])
    parser.add_argument("--name")
    parser.add_argument("--chart", type=pathlib.Path, default=ROOT / "Benchmarks/peers.svg")
    parser.add_argument("--dry", action="store_true")
    # What the script hands over.
    for name in ("machine", "sluice", "benchmarks"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--driver", type=pathlib.Path, required=True)
    return parser.parse_args()


def main():
    options = arguments()
    if options.runs < 1:
        sys.exit("compare-peers: --runs: expected 1 or more")
    present, absent = contenders(options.sluice)
    missing = [{"name": one.name, "reason": one.reason} for one in absent]
    driver = options.driver if options.driver.exists() else None
    if not driver:
        missing.append({"name": "simdjson", "reason": "its driver could not be built"})
    for one in missing:
        print(f"missing: {one['name']}: {one['reason']}", file=sys.stderr)
    result = {
        "machine": options.machine,
        "date": time.strftime("%Y-%m-%d"),
        "records": options.records or 1_000_000,
        "runs": options.runs,
        "whole_jobs": [],
        "parquet_jobs": [],
        "parsing": [],
        "missing": missing,
    }
    with tempfile.TemporaryDirectory(prefix="sluice-peers-", dir=options.directory) as scratch:
        directory = pathlib.Path(scratch)
        result["filesystem"] = filesystem(directory)
        if options.only != "parsing":
            inputs = {shape: write_items(options, shape, directory) for shape in INPUTS}
            os.sync()
        if options.only in (None, "jobs"):
            result["whole_jobs"] = whole_jobs.measure(present, missing, inputs, directory, options.runs)
        if options.only in (None, "parquet"):
            writers = [one for one in present if one.writes_parquet]
            result["parquet_jobs"] = whole_jobs.measure(
                writers, missing, inputs, directory, options.runs, "output.parquet"
            )
        if options.only in (None, "parsing"):
            inputs = {shape: write_shape(options, shape, directory) for shape in parsing.SHAPES}
            result["parsing"] = parsing.measure(options.benchmarks, driver, inputs, options.runs)
    publish(result, options)


def publish(result, options):
    # Half of the figures would replace the whole.
    if not options.dry and not options.only:
        path = ROOT / f"Benchmarks/baselines/peers-{options.name or default_name(result)}.json"
        path.write_text(json.dumps(result, indent=2) + "\n")
        options.chart.write_text(chart.svg(result))
        print(f"figures: {path}\nchart: {options.chart}", file=sys.stderr)
    print(report.markdown(result), end="")


def default_name(result):
    """Returns the processors and the file system as a file's name."""
    words = f"{result['machine'].split(';')[0]} {result['filesystem']}".lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words).split())


def write_items(options, shape, directory):
    path = directory / f"items-{shape}"
    records = options.records or 1_000_000
    with open(path, "wb") as file:
        words = [options.sluice, "generate", "--records", str(records), "--style", shape]
        subprocess.run(words, stdout=file, check=True)
    return path


def write_shape(options, shape, directory):
    path = directory / shape
    count = ["--records", str(options.records)] if options.records else []
    subprocess.run([options.benchmarks, *count, "--write", shape, str(path)], check=True)
    return path


def filesystem(directory):
    """Returns the kind of file system that a directory is on."""
    try:
        words = ["df", "--output=fstype", str(directory)]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()[-1]
    except (OSError, subprocess.CalledProcessError):
        return "an unknown file system"


if __name__ == "__main__":
    main()
