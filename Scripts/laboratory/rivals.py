"""Two runs at once on one directory: one publishes, the other is refused or comes after it."""
import random
import signal
import time

from .calls import interrupted
from .jobs import Job
from .oracle import Failure, check_after_kill, check_cleared, check_set, names, published, text, wait
from .places import Place

OPTIONS = ["--jobs", "1", "--checkpoint-interval", "0"]
# What is there before; the modes of both runs; how the second one names the directory.
SCENES = {
    "both make it": (None, [], [], "path"),
    "both overwrite": ("whole", ["--overwrite"], ["--overwrite"], "path"),
    "both resume": ("interrupted", ["--resume"], ["--resume"], "path"),
    "one overwrites, one resumes": ("interrupted", ["--overwrite"], ["--resume"], "path"),
    "both overwrite, one through a link": ("whole", ["--overwrite"], ["--overwrite"], "link"),
    "both overwrite, one from inside": ("whole", ["--overwrite"], ["--overwrite"], "inside"),
}


class Rivals:
    def __init__(self, lab, format, scene):
        self.lab, self.format = lab, format
        self.before, self.firstMode, self.secondMode, self.view = SCENES[scene]
        self.first = self.second = Job.small(lab, format)
        if self.before != "interrupted":
            self.first, self.second = Job.tiny(lab, format, "one"), Job.tiny(lab, format, "two")

    def prepare(self):
        place, self.old = self.lab.place(), {}
        if self.before == "whole":
            self.old = self.lab.old_run(place, "line")
        if self.before == "interrupted":
            interrupted(self.first, place, *OPTIONS)
        self.link = place.parent / "link"
        if self.view == "link":
            self.link.symlink_to("out")
        self.other = Place(place.parent, "inside") if self.view == "inside" else place
        return place

    def start_second(self, place):
        output = self.link if self.view == "link" else None
        return self.second.start(self.other, *OPTIONS, *self.secondMode, output=output)

    def together(self, seed):
        """Both start at about the same time."""
        chance, place = random.Random(seed), self.prepare()
        delay = chance.choice([0, chance.uniform(0, self.first.duration)])
        first = self.first.start(place, *OPTIONS, *self.firstMode)
        time.sleep(delay)
        second = self.start_second(place)
        self.check(place, [(first, wait(first)), (second, wait(second))])

    def held(self, number):
        """The first stops at its `number`th call, and continues when the second has ended."""
        place = self.prepare()
        first, isStopped = self.lab.interposer.stop(self.first, place, number, *OPTIONS, *self.firstMode)
        if not isStopped:
            wait(first)
            return False
        try:
            second = self.start_second(place)
            errors = wait(second)
            if self.view != "inside":
                check_after_kill(place, [self.old, self.first.reference, self.second.reference])
        finally:
            first.send_signal(signal.SIGCONT)
            firstErrors = wait(first)
        self.check(place, [(first, firstErrors), (second, errors)])

    def check(self, place, runs):
        """At least one has published, and its set is there; the other has ended as is right, too."""
        references = []
        for (process, errors), job, mode in zip(runs, [self.first, self.second], [self.firstMode, self.secondMode]):
            status = process.returncode
            if status == 0:
                references.append(job.reference)
            elif status == 5 and self.view == "inside" and b"No such file or directory" in errors:
                # Its working directory has been replaced, and removed.
                continue
            elif not (status == 5 and b"another run" in errors or status == 2 and mode != ["--overwrite"]):
                raise Failure(f"one of two runs ended with {status}: {text(errors)}")
        found = published(place.output)
        if not references:
            raise Failure(f"neither run has published; there is {names(found)}")
        if found not in references:
            check_set(place, references[-1])
        check_cleared(place)
