"""Readers that list a directory, wait, and open what they have listed, while it is replaced again and again."""
import hashlib
import multiprocessing
import os
import random
import time

from .jobs import Job
from .oracle import Failure, text

OUTCOMES = ["whole", "errors", "mixtures", "partial sets"]
# The longest that a reader waits between listing and opening, in seconds.
PAUSE = 0.02
READERS = 2
# With 2,000 reads there are 300 overwrites.
READS_PER_OVERWRITE = 2000 / 300
# It is not continued when so many reads have been wrong.
ENOUGH = 10


def parts(output, pause=0):
    """The parts of a directory: a digest of what each name leads to."""
    names = [name for name in os.listdir(output) if name.startswith("part-")]
    time.sleep(pause)
    found = {}
    for name in names:
        with open(output / name, "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def outcome(found, sets):
    if found in sets:
        return "whole"
    # An empty listing is a part of any set.
    return "partial sets" if any(found.items() <= each.items() for each in sets) else "mixtures"


def read(output, sets, seed, pause, counts, isOver):
    """Reads again and again; counts what comes of it."""
    chance = random.Random(seed)
    while not isOver.is_set():
        try:
            result = outcome(parts(output, chance.uniform(0, pause)), sets)
        except (FileNotFoundError, NotADirectoryError):
            result = "errors"
        with counts.get_lock():
            counts[OUTCOMES.index(result)] += 1


class Readers:
    def __init__(self, lab, format, kind="beside"):
        self.lab, self.kind = lab, kind
        self.jobs = [Job.tiny(lab, format, name) for name in ("one", "two")]

    def trial(self, reads, seed, pause=PAUSE):
        """Overwrites in turn with two inputs until there have been enough reads; returns what has been read, as text."""
        place, sets = self.lab.place(self.kind), []
        for job in self.jobs:
            job.publish(place, "--overwrite")
            sets.append(parts(place.output))
        context = multiprocessing.get_context("fork")
        counts, isOver = context.Array("l", len(OUTCOMES)), context.Event()
        readers = []
        for number in range(READERS):
            arguments = (place.output, sets, seed + number, pause, counts, isOver)
            readers.append(context.Process(target=read, args=arguments))
            readers[-1].start()
        overwrites = 0
        try:
            while sum(counts) < reads or overwrites < reads / READS_PER_OVERWRITE:
                if sum(counts[2:]) >= ENOUGH:
                    break
                done = self.jobs[overwrites % 2].run(place, "--overwrite")
                if done.returncode != 0:
                    raise Failure(f"overwrite {overwrites + 1} ended with {done.returncode}: {text(done.stderr)}")
                overwrites += 1
        finally:
            isOver.set()
            for reader in readers:
                reader.join()
        found = dict(zip(OUTCOMES, counts))
        said = f"{overwrites} overwrites, reads: " + ", ".join(f"{count} {name}" for name, count in found.items())
        if found["mixtures"] or found["partial sets"]:
            raise Failure(said)
        self.jobs[(overwrites - 1) % 2].check_whole(place)
        return said
