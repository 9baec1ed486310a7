"""What is not Sluice's own, in every kind of place, and inputs inside the output: the run is refused, and changes nothing."""
import itertools
import os
import shutil

from .calls import interrupted
from .foreign import INPUTS, TAMPERINGS, THINGS, remove
from .jobs import Job
from .oracle import Failure, published, text
from .snapshots import check_unchanged, snapshot

OPTIONS = ["--jobs", "1", "--checkpoint-interval", "0"]
# Where something else may be, relative to the place's `parent`; `W` stands for the working directory.
WHERE = ["out", "out/_rejects", "W", "W/new", "W/new/_rejects", "W/old", "out/_temporary"]
# These are not made by anyone but Sluice, or another program: without a marker they are not Sluice's.
MADE = {"W", "out/_temporary"}


class Refusals:
    def __init__(self, lab, format, kind):
        self.lab, self.format, self.kind = lab, format, kind
        self.job, self.longer = Job.tiny(lab, format, "one"), Job.small(lab, format)
        start, end = lab.interposer.window(self.job, self.published(), *OPTIONS, "--overwrite")
        self.states = {"published": self.published, "interrupted": self.interrupted}
        for number in range(start, end + 1):
            self.states[f"killed at change {number}"] = lambda number=number: self.killed(number)

    def published(self):
        place = self.lab.place(self.kind)
        self.lab.old_run(place, "whole", self.format)
        return place

    def interrupted(self):
        interrupted(self.longer, place := self.published(), *OPTIONS, "--overwrite")
        return place

    def killed(self, number):
        place = self.published()
        self.lab.interposer.kill(self.job, place, number, *OPTIONS, "--overwrite")
        return place

    def all(self):
        """Every thing in every place of every state, each a label and what to call."""
        # The first states with all things; the others, which differ in what recovery would do, in turn.
        things = itertools.cycle(THINGS)
        for state, where in itertools.product(self.states, WHERE):
            for thing in THINGS if not state.startswith("killed") else [next(things)]:
                if thing == "a part of another name" and where.startswith("W/"):
                    # A working file may have that name.
                    continue
                yield f"{state}, {thing} in {where}", lambda s=state, w=where, t=thing: self.trial(s, w, t)
        for tampering in TAMPERINGS:
            yield f"published, {tampering}", lambda t=tampering: self.tampered(t)
        for state, where in itertools.product(["published", "interrupted"], INPUTS):
            yield f"{state}, the input is {where}", lambda s=state, w=where: self.inside(s, w)

    def trial(self, state, where, thing):
        place = self.states[state]()
        directory = place.parent / where.replace("W", str(place.workspace.relative_to(place.parent)), 1)
        if not directory.is_dir():
            if where not in MADE:
                return "late"
            directory.mkdir()
            made = directory
        else:
            made = None
        path, said = THINGS[thing](os.fsencode(directory))
        if not (directory / "workspace.json").exists():
            # A working directory that is not Sluice's is named itself.
            said = directory.name if where in MADE else said
        for mode in [["--overwrite"], ["--resume", "--overwrite"]]:
            self.check(place, said, *mode)
        remove(path)
        if made:
            made.rmdir()
        self.job.end(place, *OPTIONS, "--overwrite")

    def tampered(self, tampering):
        """Something of Sluice's own name that is no longer what the manifest says."""
        place = self.published()
        TAMPERINGS[tampering](place.output)
        self.check(place, None, "--overwrite")

    def inside(self, state, where):
        place = self.states[state]()
        source = INPUTS[where](place, self.job)
        # A part of CSV or Parquet is no JSON, which is said before the output is looked at.
        if source is None or source.resolve().suffix in {".csv", ".parquet"}:
            return "late"
        for mode in [["--overwrite"], ["--resume", "--overwrite"]]:
            self.check(place, None, *mode, source=source)

    def check(self, place, said, *mode, **arguments):
        before = snapshot(place.parent)
        done = self.job.run(place, *OPTIONS, *mode, **arguments)
        if done.returncode == 0 and "--resume" in mode and self.job.reference.items() <= published(place.output).items():
            # There is nothing left to do.
            return check_unchanged(place.parent, before)
        if done.returncode != 2:
            raise Failure(f"{' '.join(mode)} ended with {done.returncode}: {text(done.stderr)}")
        check_unchanged(place.parent, before)
        message = done.stderr.decode("utf-8", "surrogateescape")
        if not message.replace("\n", "").isprintable():
            raise Failure(f"a name is not escaped: {message!r}")
        if said and said not in message:
            raise Failure(f"{said} is not named: {message!r}")
