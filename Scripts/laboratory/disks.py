"""Disks that are full, and disks whose power is cut."""
import contextlib
import fcntl
import os
import random
import subprocess

from .calls import traced
from .jobs import PART_SIZES, Job
from .oracle import Failure, check_after_kill, check_set, differences, published, text
from .places import Place

# Of the kernel's <linux/fs.h>: ends all access to a file system at once, without writing what waits in memory.
FS_IOC_SHUTDOWN = 0x8004587D
WITHOUT_FLUSHING_THE_LOG = (2).to_bytes(4, "little")
# The calls whose order decides what is on the disk.
PERSISTING = [
    "openat", "write", "fsync", "fdatasync", "renameat", "renameat2", "linkat", "unlinkat", "mkdirat",
]


@contextlib.contextmanager
def mounted(lab, *arguments):
    """A file system under `disk`."""
    mount = lab.work / "disk"
    mount.mkdir(exist_ok=True)
    subprocess.run(["mount", *map(str, arguments), str(mount)], check=True)
    try:
        yield mount
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def full_disk(lab, format, seed, share):
    """A disk with room for a `share` of what is to be written, and room for all of it later."""
    job = Job(lab, lab.input, format, random.Random(seed).choice(PART_SIZES[format]), 50_000)
    needed = 4 << 20 if format != "parquet" else 1 << 20
    with mounted(lab, "-t", "tmpfs", "-o", f"size={max(int(share * needed), 16 << 10)}", "none") as mount:
        place, options = Place(mount), ["--checkpoint-interval", "0"]
        done = job.run(place, *options)
        if done.returncode == 0:
            return job.check_whole(place)
        if done.returncode != 5:
            raise Failure(f"exit status {done.returncode}: {text(done.stderr)}")
        check_set(place, {})
        subprocess.run(["mount", "-o", "remount,size=64m", str(mount)], check=True)
        job.finish(place, *options)


class PowerCuts:
    """An ext4 file system in a file, which loses what was not synced."""

    def __init__(self, lab):
        self.lab, self.image = lab, lab.work / "ext4"
        with open(self.image, "wb") as file:
            file.truncate(48 << 20)

    def trial(self, format, call, number, kind, mode, fault="signal=SIGKILL"):
        """Cuts the power at the `number`th call in a thread; returns whether there was such a call."""
        job, options = Job.small(self.lab, format), ["--checkpoint-interval", "0"]
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        with mounted(self.lab, "-o", "loop", self.image) as mount:
            place = Place(mount, kind)
            if kind == "inside":
                place.output.mkdir()
            old = self.lab.old_run(place) if mode else {}
            os.sync()
            process, wasThere = traced(job, place, call, fault, number, *options, *mode)
            said = process.returncode == 0
            descriptor = os.open(mount, os.O_RDONLY)
            fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, WITHOUT_FLUSHING_THE_LOG)
            os.close(descriptor)
        with mounted(self.lab, "-o", "loop", self.image) as mount:
            self.check(job, place, old, said)
            job.finish(place, *options, *mode)
        return wasThere

    def sabotaged(self, format):
        """A whole run whose syncs do nothing, and then a power cut: what it says it has published is lost."""
        return self.trial(format, "fsync,fdatasync", "1+", "beside", [], fault="retval=0")

    @staticmethod
    def check(job, place, old, said):
        """A reader sees one set whole; if the run has said that its own is published, that one."""
        found = published(place.output)
        if said and found != job.reference:
            raise Failure(f"published, and lost: {differences(found, job.reference)}")
        check_after_kill(place, [old, job.reference])
