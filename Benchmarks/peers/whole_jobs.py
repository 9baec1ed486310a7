"""Runs whole jobs as processes, in turn, and takes their time and memory."""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys

from contenders import INPUTS


def measure(contenders, missing, inputs, directory, runs, name="output"):
    """Returns a figure for each contender and input; those who fail become missing ones.

    `name` is the output's, and says its format.
    """
    figures = []
    for shape, framing in INPUTS.items():
        source = inputs[shape]
        expected = digest(source) if framing == "lines" else None
        sizes = {}
        taking_part = list(contenders)
        seconds = {contender.name: [] for contender in contenders}
        memory = {contender.name: 0 for contender in contenders}
        # The first round warms the caches, and what it writes is looked at.
        for round_number in range(runs + 1):
            for contender in list(taking_part):
                target = directory / name
                try:
                    taken, peak = run(contender.command(str(source), str(target), framing))
                    if round_number == 0 and contender.is_job:
                        found = digest(target)
                        sizes[contender.name] = sum(file.stat().st_size for file in parts(target))
                        expected = expected or found
                        if found != expected:
                            raise RuntimeError(f"has written {found}, expected {expected}")
                except (RuntimeError, OSError, ValueError, KeyError) as error:
                    taking_part.remove(contender)
                    missing.append({"name": contender.name, "input": shape, "reason": str(error)})
                    continue
                finally:
                    remove(target)
                if round_number > 0:
                    seconds[contender.name].append(taken)
                    memory[contender.name] = max(memory[contender.name], peak)
            print(f"{shape}: round {round_number} of {runs}", file=sys.stderr)
        for contender in taking_part:
            of_all = figure(contender.name, shape, source, seconds[contender.name], memory[contender.name])
            figures.append(of_all | {"output_bytes": sizes.get(contender.name)})
    return figures


def figure(name, shape, source, seconds, peak):
    return {
        "tool": name,
        "input": shape,
        "bytes": source.stat().st_size,
        "median_seconds": statistics.median(seconds),
        "minimum_seconds": min(seconds),
        "maximum_seconds": max(seconds),
        # Zero: too little to be seen.
        "peak_memory_bytes": peak or None,
    }


def run(words):
    """Runs a command to its end; returns its seconds and its peak memory, zero where that is too little to be told."""
    launcher = [sys.executable, "-I", "-S", str(pathlib.Path(__file__).parent / "launch.py")]
    launched = subprocess.run([*launcher, *words], capture_output=True, text=True, errors="replace")
    errors = launched.stderr.strip()
    if launched.returncode != 0:
        raise RuntimeError(f"cannot be started: {errors.splitlines()[-1]}")
    seconds, status, peak = launched.stdout.split()
    if status != "0":
        raise RuntimeError(errors.splitlines()[-1] if errors else f"has ended with {status}")
    return float(seconds), int(peak)


def digest(path):
    """What must be the same of all outputs: the records and the sums of their numbers."""
    if path.suffix == ".parquet":
        return parquet_digest(path)
    count = ids = quantities = hundredths = letters = 0
    for file in parts(path):
        with open(file, "rb") as lines:
            for line in lines:
                record = json.loads(line)
                count += 1
                ids += record["id"]
                quantities += record["quantity"]
                hundredths += round(record["value"] * 100)
                letters += len(record["name"]) + ord(record["category"]) + len(record["created_at"])
    return {"records": count, "ids": ids, "quantities": quantities, "hundredths": hundredths, "letters": letters}


def parts(path):
    return sorted(path.glob("part-*")) if path.is_dir() else [path]


def parquet_digest(path):
    # Any of them would do; a reader whose own output is looked at proves less than one that reads all of them.
    import duckdb

    files = ", ".join(f"'{file}'" for file in parts(path))
    names = ["records", "ids", "quantities", "hundredths", "letters"]
    row = duckdb.sql(
        f"""
        SELECT count(*), sum(id), sum(quantity), sum(round(value * 100)::BIGINT),
               sum(length(name) + ascii(category) + length(created_at))
        FROM read_parquet([{files}])
        """
    ).fetchall()[0]
    return dict(zip(names, map(int, row)))


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        pathlib.Path(path).unlink(missing_ok=True)
