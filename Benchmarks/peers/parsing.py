"""Parsing on one core: a stage of Sluice and simdjson over the same file, in turn in one run."""

import json
import statistics
import subprocess
import sys

# The stage that does at least what simdjson's driver does: every byte read, every value checked and in place.
STAGE = "check"

# `bad` is left out: simdjson gives up at the first record that is not JSON.
SHAPES = ["pretty", "compact", "ndjson", "optional", "shuffled", "columns", "text", "nested", "numbers"]


class Reader:
    """A process that reads the file once for each line that it is given, and answers with the time it took."""

    def __init__(self, words, key):
        self.key = key
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def turn(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args[0]} has ended")
        self.answer = json.loads(line)
        return self.answer[self.key]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(benchmarks, driver, inputs, runs):
    """Returns a figure for each shape and parser; `driver` is `None` where there is no simdjson."""
    figures = []
    for shape, path in inputs.items():
        simdjson = [str(driver), str(path), "--every", "--runs", str(runs)]
        readers = {"Sluice": Reader([benchmarks, "--turns", STAGE, str(path)], "seconds")}
        if driver:
            readers["simdjson"] = Reader([*simdjson, "--one-thread"], "median_seconds")
        if driver and is_lines(path):
            readers["simdjson, 2 threads"] = Reader(simdjson, "median_seconds")
        seconds = {name: [] for name in readers}
        for _ in range(runs):
            for name, reader in readers.items():
                seconds[name].append(reader.turn())
        records = {name: reader.answer["records"] for name, reader in readers.items()}
        if len(set(records.values())) != 1:
            raise RuntimeError(f"{shape}: not the same records were read: {records}")
        for name, reader in readers.items():
            figures.append(
                {
                    "parser": reader.answer.get("parser", f"Sluice, {STAGE}"),
                    "name": name,
                    "implementation": reader.answer.get("implementation"),
                    "shape": shape,
                    "bytes": path.stat().st_size,
                    "records": records[name],
                    "median_seconds": statistics.median(seconds[name]),
                    "minimum_seconds": min(seconds[name]),
                    "maximum_seconds": max(seconds[name]),
                    "bytes_per_second": path.stat().st_size / statistics.median(seconds[name]),
                }
            )
            reader.close()
        print(f"{shape}: parsed", file=sys.stderr)
    return figures


def is_lines(path):
    with open(path, "rb") as file:
        return file.read(1) != b"["
