"""The laboratory that runs are tried in, and one trial there."""
import functools
import gzip
import random
import shutil
import subprocess

from .interposer import Interposer
from .jobs import PART_SIZES, Job
from .oracle import Failure, check_set, journal, published
from .places import Place

RECORDS = 20_000
# How many files a directory of inputs has.
FILES = 40


class Laboratory:
    def __init__(self, binary, work, kinds):
        self.binary, self.work, self.kinds = str(binary), work, kinds
        # What undisturbed runs have published, and how long they took.
        self.references, self.durations = {}, {}
        self.current = Place(work / "place")
        self.input = self.generate("input.json", RECORDS, "2%")
        self.small = self.generate("small.json", RECORDS // 20, "2%")
        # By whether they are for Parquet, whose smallest parts have more records.
        self.tiny = {
            (isParquet, name): self.generate(f"{name}-{records}.json", records, "4%", seed)
            for isParquet, usual in [(False, 50), (True, 200)]
            # The second one has more parts, so that names of it are missing in the others.
            for name, seed, records in [("one", "7", usual), ("two", "8", usual * 2), ("three", "9", usual)]
        }
        self.broken = {path: self.breaking_off(path) for path in [self.input, *self.tiny.values()]}
        self.directories = [self.generate_files("files"), self.generate_files("broken-files", breaking=FILES // 3)]

        # The inputs of trials, whole and breaking off: plain, inside a document, in the lines of a file, as gzip of several
        # members, and as zstd; and the rejects of an earlier run.
        self.whole = [self.input, self.wrapped(), self.wrapped_pages(), *self.compressed(self.input)]
        self.breaking = [self.broken[self.input], *map(self.cut, self.whole[1:])]
        self.whole.append(self.rejects())

    def wrapped(self):
        """The records of the input inside a document."""
        path = self.work / "wrapped.json"
        path.write_bytes(b'{"meta":{"items":[]},"data":{"items":' + self.input.read_bytes() + b',"next":null},"z":[{}]}\n')
        return path

    def wrapped_pages(self):
        """Records in documents, twenty in each, with a line for each document."""
        lines = self.generate("page-records.json", RECORDS, "2%", "11", "ndjson").read_bytes().splitlines()
        path = self.work / "wrapped-pages.json"
        with open(path, "wb") as file:
            for start in range(0, len(lines), 20):
                file.write(b'{"took":1,"data":{"items":[' + b",".join(lines[start : start + 20]) + b'],"n":20}}\n')
        return path

    def rejects(self):
        """The rejects of a run that has set all records of the input aside."""
        schema, output = self.work / "none.schema.json", self.work / "rejected"
        schema.write_text('{"required":["none"]}')
        command = [self.binary, "ingest", self.input, "--schema", schema, "-o", output, "--on-error", "quarantine"]
        subprocess.run([*command, "--allow-empty", "-q"], check=True, capture_output=True)
        return (output / "_rejects/part-00000.ndjson").rename(self.work / "rejects.ndjson")

    def compressed(self, path):
        """The input compressed with each program that there is."""
        data = path.read_bytes()
        members = path.with_name(path.name + ".gz")
        size = len(data) // 3
        members.write_bytes(b"".join(gzip.compress(data[start : start + size]) for start in range(0, len(data), size)))
        if not shutil.which("zstd"):
            return [members]
        frame = path.with_name(path.name + ".zst")
        subprocess.run(["zstd", "-q", path, "-o", frame], check=True)
        return [members, frame]

    def cut(self, path):
        """A copy of a compressed input whose stream is truncated."""
        data = path.read_bytes()
        broken = path.with_name(f"broken-{path.name}")
        broken.write_bytes(data[: len(data) * 9 // 10])
        return broken

    @functools.cached_property
    def interposer(self):
        return Interposer(self)

    def generate(self, name, records, invalid, seed="7", style="pretty"):
        path = self.work / name
        with open(path, "wb") as file:
            command = [self.binary, "generate", "--records", str(records), "--invalid", invalid, "--seed", seed]
            subprocess.run([*command, "--style", style], stdout=file, check=True)
        return path

    def generate_files(self, name, breaking=None):
        """A directory of arrays and lines, one of them empty; that with the number `breaking` breaks off."""
        directory = self.work / name
        directory.mkdir()
        for number in range(FILES):
            style = ["pretty", "ndjson", "compact"][number % 3]
            path = self.generate(f"{name}/{number:02}.json", RECORDS // FILES, "2%", str(number), style)
            if number == breaking:
                path.write_bytes(path.read_bytes()[:-20])
        (directory / "empty.json").touch()
        return directory

    def breaking_off(self, path):
        """A copy of an input that ends in the middle of a record."""
        data = path.read_bytes()
        broken = path.with_name(f"broken-{path.name}")
        broken.write_bytes(data[: data.rindex(b'"value"', 0, len(data) * 9 // 10)])
        return broken

    def place(self, kind="beside"):
        """A new place, in place of the one before."""
        self.close()
        self.current = Place(self.work / "place", kind)
        return self.current.make()

    def close(self):
        self.current.remove()

    def old_run(self, place, kind="line", format="ndjson"):
        """Publishes a set that the run on trial is to replace: one line, or a whole or incomplete set of several parts."""
        if kind == "line":
            old = self.work / "old.json"
            old.write_text('{"old":1}\n')
            subprocess.run([self.binary, "ingest", old, "-o", place.argument, "-q"], check=True, cwd=place.cwd)
            return published(place.output)
        return Job.tiny(self, format, "two", isBroken=kind == "incomplete").publish(place)


class Trial:
    """One directory with options that the seed decides."""

    def __init__(self, lab, seed, format, source=None):
        self.lab, self.random = lab, random.Random(seed)
        self.place = lab.place(self.random.choice(lab.kinds + ["beside"] * 2 * ("beside" in lab.kinds)))
        part_size = self.random.choice(PART_SIZES[format])
        source = source or self.random.choices(
            [*lab.whole, *lab.breaking, *lab.directories],
            weights=[40 / len(lab.whole)] * len(lab.whole) + [20 / len(lab.breaking)] * len(lab.breaking) + [30, 10],
        )[0]
        self.job = Job(lab, source, format, part_size, self.random.choice([4_096, 50_000, 1 << 20]))
        self.options = [
            "--jobs", self.random.choice([1, 2, 4]), "--checkpoint-interval", self.random.choice([0, 0.01, 1]),
        ]
        self.old = {}
        if self.random.random() < 0.4:
            self.old = lab.old_run(self.place, self.random.choice(["line", "whole", "incomplete"]), format)
            # A set that is replaced as a whole has the permissions of the directory that it replaces.
            self.place.output.chmod(self.random.choice([0o755, 0o750]))
        self.permissions = self.place.permissions
        self.earlier = journal(self.place.output / "_status.ndjson")

    def mode(self, resume):
        return (["--resume"] if resume else []) + (["--overwrite"] if self.old else [])

    def command(self, resume):
        return self.job.command(self.place, *self.options, *self.mode(resume))

    def start(self, resume, **arguments):
        return self.job.start(self.place, *self.options, *self.mode(resume), **arguments)

    def check_whole(self):
        self.job.check_whole(self.place, self.earlier)
        if self.permissions not in (None, self.place.permissions):
            raise Failure(f"the directory's permissions are {self.place.permissions:o} instead of {self.permissions:o}")

    def check_nothing_new(self):
        """A run that ended by itself without success has published nothing, and left the old output alone."""
        check_set(self.place, self.old)
