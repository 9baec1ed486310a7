"""The runs that are on trial, and what has to be true after each of them."""
import hashlib
import json
import random
import shutil
import subprocess
import time

RECORDS = 20_000
PART_SIZES = {
    "ndjson": ["64KiB", "1MiB", "128MiB"],
    "csv": ["64KiB", "1MiB", "128MiB"],
    "parquet": ["8KiB", "60KiB", "128MiB"],
}
FORMATS = list(PART_SIZES)


class Failure(Exception):
    """What a trial has found to be wrong."""


def text(data):
    return data.decode("utf-8", "replace").strip()[-400:]


def published(output):
    """What stands in a directory by its name, without the times in it."""
    files = {}
    for path in sorted(output.rglob("*")) if output.exists() else []:
        name = str(path.relative_to(output))
        if path.is_dir() or name == "_status.ndjson" or name.split("/")[0] in {"_temporary", "lost+found"}:
            continue
        if name == "_manifest.json":
            manifest = json.loads(path.read_bytes())
            files[name] = json.dumps([manifest[key] for key in ("complete", "parts", "errors", "cleaning", "ledger")])
        else:
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return files


class Job:
    """One run's input and the options that its output's bytes hang on."""

    def __init__(self, lab, source, format, part_size, chunk_size):
        self.lab, self.source, self.format = lab, source, format
        self.part_size, self.chunk_size = part_size, chunk_size

    @classmethod
    def small(cls, lab, format="ndjson"):
        return cls(lab, lab.small, format, PART_SIZES[format][0], 20_000)

    def command(self, output, *options, source=None):
        return [
            self.lab.binary, "ingest", str(source or self.source), "-o", str(output), "--schema", "items", "--on-error",
            "quarantine", "--format", self.format, "--part-size", self.part_size, "--chunk-size", str(self.chunk_size),
            "--retries", "0", "-q", *map(str, options),
        ]

    @property
    def key(self):
        return (self.source, self.format, self.part_size, self.chunk_size)

    @property
    def reference(self):
        """What an undisturbed run publishes."""
        if self.key not in self.lab.references:
            output = self.lab.work / "reference"
            shutil.rmtree(output, ignore_errors=True)
            start = time.monotonic()
            subprocess.run(self.command(output), check=True)
            self.lab.durations[self.key] = time.monotonic() - start
            self.lab.references[self.key] = published(output)
        return self.lab.references[self.key]

    @property
    def duration(self):
        """How long an undisturbed run takes, in seconds."""
        return self.reference and self.lab.durations[self.key]

    def check_whole(self, output):
        self.check_published(output)
        self.check_cleared(output)

    def check_published(self, output):
        found, wanted = published(output), self.reference
        if found != wanted:
            names = {name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)}
            raise Failure(f"these differ from an undisturbed run's: {sorted(names)}")

    def check_cleared(self, output):
        if (output / "_temporary").exists():
            raise Failure("left behind: _temporary")

    def finish(self, output, *options):
        """Continues the run without any fault, and asks the oracle."""
        done = subprocess.run(self.command(output, "--resume", *options), capture_output=True)
        if done.returncode != 0:
            raise Failure(f"--resume ended with {done.returncode}: {text(done.stderr)}")
        self.check_whole(output)


class Laboratory:
    def __init__(self, binary, work):
        self.binary, self.work = str(binary), work
        # What undisturbed runs have published, and how long they took.
        self.references, self.durations = {}, {}
        self.input, self.small = work / "input.json", work / "small.json"
        self.generate(self.input, RECORDS, "2%")
        self.generate(self.small, RECORDS // 20, "2%")

    def generate(self, path, records, invalid):
        with open(path, "wb") as file:
            command = [self.binary, "generate", "--records", str(records), "--invalid", invalid, "--seed", "7"]
            subprocess.run(command, stdout=file, check=True)
        return path

    def old_run(self, output):
        """Publishes something that the run under trial is to replace."""
        old = self.work / "old.json"
        old.write_text('{"old":1}\n')
        subprocess.run([self.binary, "ingest", str(old), "-o", str(output), "-q"], check=True)
        return published(output)


class Trial:
    """One directory, made anew, with options that the seed decides."""

    def __init__(self, lab, seed, format, source=None):
        self.lab, self.random = lab, random.Random(seed)
        self.output = lab.work / "out"
        shutil.rmtree(self.output, ignore_errors=True)
        part_size = self.random.choice(PART_SIZES[format])
        self.job = Job(lab, source or lab.input, format, part_size, self.random.choice([4_096, 50_000, 1 << 20]))
        self.options = [
            "--jobs", self.random.choice([1, 2, 4]), "--checkpoint-interval", self.random.choice([0, 0.01, 1]),
        ]
        self.old = {}
        if self.random.random() < 0.3:
            self.old = lab.old_run(self.output)

    def command(self, resume):
        mode = (["--resume"] if resume else []) + (["--overwrite"] if self.old else [])
        return self.job.command(self.output, *self.options, *mode)

    def check_nothing_new(self):
        """A run that ended by itself without success has published nothing, and left the old output alone."""
        if published(self.output) != self.old:
            raise Failure(f"a failed run has left {sorted(published(self.output))} instead of {sorted(self.old)}")
