"""Inputs and options that differ from those of the run that --resume is to continue: it is refused, and nothing is changed."""
import os
import shutil

from .calls import interrupted
from .jobs import Job
from .oracle import Failure, check_set, published, text
from .places import Place
from .snapshots import check_unchanged, snapshot

OPTIONS = ["--jobs", "1", "--checkpoint-interval", "0"]


def overwrite(path):
    """Other values of the same length, and the time of modification as it was."""
    status = path.stat()
    with open(path, "r+b") as file:
        data = file.read()
        file.seek(0)
        file.write(data.translate(bytes.maketrans(b"23456789", b"1" * 8)))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace(path):
    """A copy with the same times."""
    copy = path.with_name("copy.json")
    shutil.copy2(path, copy)
    copy.rename(path)


# What is done to the input between the two runs, and how the second one differs.
INPUTS = {
    "overwritten, with its time put back": overwrite,
    "replaced by a copy of the same time": replace,
    "touched": lambda path: os.utime(path),
    "longer": lambda path: path.open("ab").write(b"\n"),
    "made read-only": lambda path: path.chmod(0o400),
}
CHOICES = {
    "another part size": ["--part-size", "9KiB"],
    "unknown fields dropped": ["--unknown-fields", "drop"],
    "a limit of errors": ["--max-errors", "1000"],
}


class Bindings:
    def __init__(self, lab, format):
        self.lab, self.job = lab, Job.small(lab, format)
        self.path = lab.work / "bound.json"

    def all(self):
        for state in ("interrupted", "published"):
            for name, change in INPUTS.items():
                yield f"{state}, the input {name}", lambda s=state, c=change: self.trial(s, c, [])
            for name, options in CHOICES.items():
                yield f"{state}, {name}", lambda s=state, o=options: self.trial(s, None, o)

    def trial(self, state, change, options):
        place = self.lab.place()
        shutil.copyfile(self.job.source, self.path)
        if state == "interrupted":
            interrupted(self.job, place, *OPTIONS, source=self.path)
        elif (done := self.job.run(place, *OPTIONS, source=self.path)).returncode != 0:
            raise Failure(f"ended with {done.returncode}: {text(done.stderr)}")
        if change:
            change(self.path)
        before = snapshot(place.parent)
        done = self.job.run(place, *OPTIONS, "--resume", *options, source=self.path)
        if done.returncode != 2 or b"--overwrite" not in done.stderr:
            raise Failure(f"--resume ended with {done.returncode}: {text(done.stderr)}")
        check_unchanged(place.parent, before)
        self.start_over(place, options)

    def start_over(self, place, options):
        """The way out that the message names: a run over the input as it is now."""
        fresh = Place(self.lab.work / "fresh").make()
        for each in (place, fresh):
            done = self.job.run(each, "--overwrite", *options, source=self.path)
            if done.returncode != 0:
                raise Failure(f"--overwrite ended with {done.returncode}: {text(done.stderr)}")
        check_set(place, published(fresh.output))
