"""The runs that are on trial."""
import json
import subprocess
import time

from .oracle import Failure, check_cleared, check_journal, check_report, check_set, published, run, text, wait
from .places import Place
from .references import check_reference

PART_SIZES = {
    "ndjson": ["64KiB", "1MiB", "128MiB"],
    "csv": ["64KiB", "1MiB", "128MiB"],
    "parquet": ["8KiB", "60KiB", "128MiB"],
}
FORMATS = list(PART_SIZES)
# The exit status of a run over an input that breaks off: it publishes what came before, without `_SUCCESS`.
INCOMPLETE = 3


class Job:
    """One run's input and the options that decide the bytes of its output."""

    def __init__(self, lab, source, format, part_size, chunk_size):
        self.lab, self.source, self.format = lab, source, format
        self.part_size, self.chunk_size = part_size, chunk_size
        # Where the records of some inputs are, or what these inputs are.
        self.location = ["--at", "/data/items"] if "wrapped" in source.name else []
        if source.name == "rejects.ndjson":
            self.location = ["--replay"]
        # How a run ends that has published.
        self.status = INCOMPLETE if source.name.startswith("broken") else 0

    @classmethod
    def small(cls, lab, format="ndjson"):
        return cls(lab, lab.small, format, PART_SIZES[format][0], 20_000)

    @classmethod
    def tiny(cls, lab, format, name, isBroken=False):
        """One with so few calls that every pair of them can be tried; it still has two parts, and rejects."""
        source = lab.tiny[format == "parquet", name]
        return cls(lab, lab.broken[source] if isBroken else source, format, "4KiB", 8_192 if format == "parquet" else 4_096)

    def command(self, place, *options, source=None, output=None, on_error="quarantine", quiet=True):
        return [
            self.lab.binary, "ingest", str(source or self.source), "-o", str(output or place.argument), "--schema", "items",
            "--on-error", on_error, "--format", self.format, "--part-size", self.part_size, "--chunk-size",
            str(self.chunk_size), "--retries", "0", *self.location, *(["-q"] if quiet else []), *map(str, options),
        ]

    def run(self, place, *options, env=None, **arguments):
        return run(self.command(place, *options, **arguments), cwd=place.cwd, env=env or self.environment(place))

    def start(self, place, *options, env=None, **arguments):
        command = self.command(place, *options, **arguments)
        env = env or self.environment(place)
        null = subprocess.DEVNULL
        return subprocess.Popen(command, stdout=null, stderr=subprocess.PIPE, cwd=place.cwd, env=env)

    def environment(self, place):
        """That of a run in this place; `None` for the usual one."""
        return self.lab.interposer.environment(place) if place.settings else None

    @property
    def key(self):
        return (self.source, self.format, self.part_size, self.chunk_size)

    @property
    def reference(self):
        """What an undisturbed run publishes."""
        if self.key not in self.lab.references:
            place = Place(self.lab.work / "reference").make()
            self.lab.references[self.key] = self.publish(place)
            check_reference(self, place.output)
            self.lab.durations[self.key] = min(self.measured(place.make()) for _ in range(3))
            place.remove()
        return self.lab.references[self.key]

    def measured(self, place):
        process, start = self.start(place), time.monotonic()
        wait(process)
        return time.monotonic() - start

    @property
    def duration(self):
        """How long an undisturbed run takes once it has been started, in seconds."""
        return self.reference and self.lab.durations[self.key]

    def publish(self, place, *options):
        """An undisturbed run; returns what is published then."""
        done = self.run(place, *options)
        if done.returncode != self.status:
            raise Failure(f"an undisturbed run ended with {done.returncode}: {text(done.stderr)}")
        return published(place.output)

    def check_whole(self, place, earlier=()):
        check_set(place, self.reference)
        check_cleared(place)
        check_journal(place, earlier)

    def finish(self, place, *options, earlier=()):
        """Continues the run, undisturbed, and asks the oracle."""
        self.end(place, "--resume", *options, earlier=earlier)

    def end(self, place, *options, earlier=()):
        done = self.run(place, *options, "--report", "json")
        if done.returncode != self.status:
            mode = [option for option in options if option in ("--resume", "--overwrite")]
            raise Failure(f"the last run {mode} ended with {done.returncode}: {text(done.stderr)}")
        check_report(place, json.loads(done.stdout), done.returncode)
        self.check_whole(place, earlier)
