"""One kill at each change of a run, and two: of a run at its K-th change while it publishes, and of the next at its J-th.

Then a last run publishes; before it another one may be refused, or fail. With small inputs all pairs can be tried.
"""
import itertools
import random

from .jobs import Job
from .oracle import Failure, check_after_kill, check_no_work, journal, names, published, text
from .snapshots import check_status, check_unchanged, snapshot

# What is published before, and whether the input of the run on trial breaks off.
SCENES = {
    "a set over a set": ("whole", False),
    "an incomplete set over a set": ("whole", True),
    "a set over an incomplete one": ("incomplete", False),
    "the first set": (None, False),
    "the first set, incomplete": (None, True),
}
# How the next run continues: with another input in place of what there is, or with the same one where it stopped.
MODES = [["--overwrite"], ["--resume"]]
OPTIONS = ["--jobs", "1", "--checkpoint-interval", "0"]
# Which thread does what when is not the same each time, nor is what the second run finds.
SLACK = 50
# Recovery is in the first changes of a run: half of a sample is among them.
RECOVERY = 25


class Doubles:
    """Trials in one scene; `kind` is that of the place, or of two for runs that come to the same directory in two ways."""

    def __init__(self, lab, format, kind, scene, mode):
        self.lab, self.kind, self.mode = lab, kind, mode
        self.firstKind, self.secondKind = (kind.split(" then ") * 2)[:2]
        self.oldKind, isBroken = SCENES[scene]
        self.first = Job.tiny(lab, format, "one", isBroken)
        self.second = self.first if mode == ["--resume"] else Job.tiny(lab, format, "three")
        self.replacing = ["--overwrite"] if self.oldKind else []
        self.secondMode = OPTIONS + list(dict.fromkeys(mode + self.replacing))
        self.endings = {
            "published": self.publish, "refused": self.refuse, "failed": self.fail, "looked at": self.look,
            "continued": self.go_back,
        }

    def prepare(self):
        place = self.lab.place(self.firstKind)
        self.old = self.lab.old_run(place, self.oldKind, self.first.format) if self.oldKind else {}
        self.earlier = journal(place.output / "_status.ndjson")
        return place

    def windows(self):
        """The numbers of the first run's changes while it publishes, and of all of the second's."""
        record = self.lab.interposer.window
        start, end = record(self.first, self.prepare(), *OPTIONS, *self.replacing)
        _, last = record(self.second, self.prepare(), *OPTIONS, *self.replacing)
        return range(start, end + 1), range(1, last + 1)

    def singles(self, step):
        """A group of trials for each ending, with one kill at every `step`th change."""
        def group(ending):
            numbers = range(1, self.windows()[0].stop + SLACK, step)
            return ((f"kill {k}, then {ending}", lambda k=k: self.trial(k, None, self.endings[ending])) for k in numbers)

        return (group(ending) for ending in self.endings)

    def sample(self, count, seed):
        """Trials of `count` pairs, each a label and what to call."""
        publishing, recovering = self.windows()
        chance = random.Random(f"{seed} {self.kind} {self.mode}")
        for _ in range(count):
            k, j = chance.choice(publishing), chance.choice(chance.choice([recovering[:RECOVERY], recovering]))
            yield f"kills {k} and {j}", lambda k=k, j=j: "late" if self.trial(k, j) is False else None

    def all(self):
        """A group of trials for each K: until the second run has ended before its J-th change."""
        publishing, recovering = self.windows()

        def group(k):
            numbers = range(1, len(recovering) + SLACK)
            return ((f"kills {k} and {j}", lambda j=j: self.trial(k, j)) for j in numbers)

        return (group(k) for k in publishing)

    def trial(self, k, j, ending=None):
        """One kill, or two; returns whether there was such a change."""
        place, kill = self.prepare(), self.lab.interposer.kill
        if kill(self.first, place, k, *OPTIONS, *self.replacing).returncode >= 0:
            return False
        seen = check_after_kill(place, [self.old, self.first.reference])
        # What has been seen whole does not go back; what has been moved in part goes to either side.
        sets = [seen if seen is not None else self.old, self.second.reference]
        if not seen and not place.isAtomic:
            sets += [self.old, self.first.reference]
        place.kind, place.isAtomic = self.secondKind, self.kind == "beside"
        place.isMixed = place.isMixed or self.firstKind != self.secondKind
        if j is not None:
            second = kill(self.second, place, j, *self.secondMode)
            if second.returncode >= 0:
                if second.returncode != self.second.status:
                    raise Failure(f"the second run ended with {second.returncode}: {text(second.stderr)}")
                self.second.check_whole(place, self.earlier)
                return False
            check_after_kill(place, sets)
        ending = ending or list(self.endings.values())[(k + j) % len(self.endings)]
        ending(place, sets)

    def publish(self, place, _):
        self.second.end(place, *self.secondMode, earlier=self.earlier)

    def look(self, place, sets):
        check_status(self.lab, place)
        self.publish(place, sets)

    def go_back(self, place, sets):
        """The run that was killed first is continued, unless there is another one to be continued."""
        before = snapshot(place.parent)
        done = self.first.run(place, *OPTIONS, "--resume", *self.replacing)
        isOther = b"different file" in done.stderr or b"the input has changed" in done.stderr
        if done.returncode == 2 and (isOther or not self.old and b"not empty" in done.stderr):
            check_unchanged(place.parent, before)
            return self.publish(place, sets)
        if done.returncode != self.first.status:
            raise Failure(f"the first run was continued, and ended with {done.returncode}: {text(done.stderr)}")
        self.first.check_whole(place, self.earlier)

    def refuse(self, place, sets):
        """A run that may not replace anything is refused and changes nothing, unless there never was anything."""
        before = snapshot(place.parent)
        done = self.second.run(place, *OPTIONS)
        if done.returncode == 2:
            check_unchanged(place.parent, before)
            if self.mode == ["--resume"]:
                return self.publish(place, sets)
            # A first set is there by now: without --overwrite nothing takes its place.
            return self.second.end(place, *OPTIONS, "--overwrite", earlier=self.earlier)
        if self.old or done.returncode != self.second.status:
            raise Failure(f"a run that may not replace a set ended with {done.returncode}: {text(done.stderr)}")
        self.second.check_whole(place)

    def fail(self, place, sets):
        """A run that meets a bad record publishes nothing; what there was is whole afterwards."""
        before = published(place.output)
        done = self.second.run(place, *OPTIONS, "--overwrite", on_error="fail")
        if done.returncode != 3:
            raise Failure(f"a bad record ended a run with {done.returncode}: {text(done.stderr)}")
        found = published(place.output)
        if found not in ([before] if before in sets and place.isAtomic else sets):
            raise Failure(f"after a failed run there is {names(found)}")
        check_no_work(place)
        self.publish(place, sets)


def scenes(lab, format):
    """All scenes in all kinds of places, each with its name."""
    mixed = ["beside then inside", "inside then beside"] if {"beside", "inside"} <= set(lab.kinds) else []
    for kind, scene, mode in itertools.product(lab.kinds + mixed, SCENES, MODES):
        # There must be a directory to be inside of.
        if kind not in mixed or SCENES[scene][0]:
            yield f"{scene}, {kind}, {mode[0]}", Doubles(lab, format, kind, scene, mode)
