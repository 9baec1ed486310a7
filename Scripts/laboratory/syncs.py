"""Whether a run syncs what it has to, and in time, whatever the file system would do without: judged from its calls.

A power cut shows a missing sync only where the file system loses something by it; ext4 writes all of its log at any sync.
"""
import os

from .jobs import Job
from .oracle import Failure, text

# Rewritten by each run, and never part of what is published.
JOURNAL = "_status.ndjson"
CONTENT = {"create", "write", "pwrite", "writev", "ftruncate", "fchmod", "fchown"}
MARKER = "workspace.json"


class Disk:
    """What has been changed since it was last synced: files, and the entries of directories."""

    def __init__(self):
        self.files, self.directories = set(), set()

    def apply(self, name, path, other):
        parent = os.path.dirname(path)
        if name in CONTENT:
            self.files.add(path)
        if name in ("fsync", "fdatasync"):
            self.files.discard(path)
            self.directories.discard(path)
        if name in ("create", "mkdirat", "unlinkat", "renameat", "exchange"):
            self.directories.add(parent)
        if name == "linkat":
            self.directories.add(os.path.dirname(other))
        if name == "unlinkat":
            self.files.discard(path)
            self.directories.discard(path)
        if name in ("renameat", "exchange"):
            self.files = {self.moved(each, name, path, other) for each in self.files}
            self.directories = {self.moved(each, name, path, other) for each in self.directories}
            self.directories |= {parent, os.path.dirname(other)}

    @staticmethod
    def moved(each, name, path, other):
        for old, new in [(path, other)] + [(other, path)] * (name == "exchange"):
            if each == old or each.startswith(old + "/"):
                return new + each[len(old):]
        return each

    def below(self, directory):
        """What is not synced of a directory and all that is in it."""
        found = sorted(
            each for each in self.files | self.directories if each == directory or each.startswith(directory + "/")
        )
        return [each for each in found if not each.endswith(JOURNAL)]


class Watch:
    """Follows a run, and objects when it goes on without a sync."""

    def __init__(self, place):
        self.disk, self.place = Disk(), place
        self.output, self.workspace = str(place.output), str(place.workspace)
        # Where the new set's names are entered.
        self.home = str(place.parent) if place.isAtomic else self.output
        self.isPublishing, self.isPending, self.atMarker = False, False, []

    def follow(self, name, path, other):
        if name in ("renameat", "exchange"):
            self.before_move(path, other)
        if name == "unlinkat" and self.isPublishing and path.startswith(self.workspace) and self.isPending:
            raise Failure(f"{path} is removed before the new set is synced in its place")
        self.disk.apply(name, path, other)
        if name in ("fsync", "fdatasync") and path == self.home:
            self.isPending = False

    def before_move(self, path, other):
        installs = path.startswith(self.workspace + "/new") and other.startswith(self.output)
        if self.place.isAtomic:
            if not installs and not (other.startswith(self.workspace + "/new") and path == self.output):
                return
            self.demand(self.disk.below(self.workspace + "/new"), "the set is put in place")
            self.isPublishing = self.isPending = True
            return
        if os.path.basename(other) == MARKER:
            self.demand([each for each in self.disk.files if each == path], "the marker is put in place")
            self.atMarker = self.disk.below(self.output)
        elif installs and "/_temporary" not in other:
            if not self.isPublishing:
                self.demand(self.disk.below(self.workspace + "/new"), "the first file is put in place")
                self.demand(self.disk.directories & {self.workspace}, "the first file is put in place")
                old = (self.output, self.workspace + "/old")
                self.demand([each for each in self.atMarker if each in old], "the state `installing` is written")
            if os.path.basename(other) == "_SUCCESS":
                own = [each for each in self.disk.below(self.output) if not each.startswith(self.workspace)]
                self.demand(own, "_SUCCESS is put in place")
            self.isPublishing = self.isPending = True
        elif other.startswith(self.workspace + "/old"):
            self.demand(self.disk.directories & {self.workspace}, "an old file is moved away")

    @staticmethod
    def demand(unsynced, event):
        if unsynced:
            raise Failure(f"not synced before {event}: {sorted(unsynced)}")

    def end(self):
        if not self.isPublishing:
            raise Failure("the set was not put in place by any move that is known")
        if self.isPending:
            raise Failure("the run has ended before the new set is synced in its place")


def syncs(lab, format, kind, oldKind, isBroken=False):
    """Follows an undisturbed run."""
    place = lab.place(kind)
    if oldKind:
        lab.old_run(place, oldKind, format)
    job, watch = Job.tiny(lab, format, "one", isBroken), Watch(place)
    calls, done = lab.interposer.record(job, place, *(["--overwrite"] if oldKind else []))
    if done.returncode != job.status:
        raise Failure(f"ended with {done.returncode}: {text(done.stderr)}")
    for _, result, name, path, other in calls:
        if result >= 0:
            watch.follow(name, path, other)
    watch.end()
