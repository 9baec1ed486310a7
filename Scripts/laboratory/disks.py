"""Disks that are full, and disks whose power is cut."""
import contextlib
import fcntl
import os
import random
import subprocess

from .calls import traced
from .oracle import Failure, Job, PART_SIZES, published, text

# Of the kernel's <linux/fs.h>: ends all access to a file system at once, without writing what waits in memory.
FS_IOC_SHUTDOWN = 0x8004587D
WITHOUT_FLUSHING_THE_LOG = (2).to_bytes(4, "little")
# The calls whose order decides what is on the disk.
PERSISTING = ["openat", "write", "fsync", "fdatasync", "renameat", "unlinkat", "mkdirat"]


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
        output, options = mount / "out", ["--checkpoint-interval", "0"]
        process = subprocess.run(job.command(output, *options), capture_output=True)
        if process.returncode == 0:
            return job.check_whole(output)
        if process.returncode != 5:
            raise Failure(f"exit status {process.returncode}: {text(process.stderr)}")
        if published(output):
            raise Failure(f"published: {sorted(published(output))}")
        subprocess.run(["mount", "-o", "remount,size=64m", str(mount)], check=True)
        job.finish(output, *options)


class PowerCuts:
    """An ext4 file system in a file, which loses what was not synced."""

    def __init__(self, lab):
        self.lab, self.image = lab, lab.work / "ext4"
        with open(self.image, "wb") as file:
            file.truncate(48 << 20)

    def trial(self, format, call, number, mode, fault="signal=SIGKILL"):
        """Cuts the power at the `number`th call in a thread; returns whether there was such a call."""
        job, options = Job.small(self.lab, format), ["--checkpoint-interval", "0"]
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        with mounted(self.lab, "-o", "loop", self.image) as mount:
            output = mount / "out"
            old = self.lab.old_run(output) if mode else {}
            os.sync()
            process, wasThere = traced(job, output, call, fault, number, *options, *mode)
            said = process.returncode == 0
            descriptor = os.open(mount, os.O_RDONLY)
            fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, WITHOUT_FLUSHING_THE_LOG)
            os.close(descriptor)
        with mounted(self.lab, "-o", "loop", self.image) as mount:
            output = mount / "out"
            self.check(job, output, old, said)
            job.finish(output, *options, *mode)
        return wasThere

    def sabotaged(self, format):
        """A whole run whose syncs do nothing, and a power cut behind it: what it says it has published is lost."""
        return self.trial(format, "fsync,fdatasync", "1+", [], fault="retval=0")

    @staticmethod
    def check(job, output, old, said):
        """With a `_SUCCESS` all of one run stands there; a run that has said it is published is."""
        found = published(output)
        if said and found != job.reference:
            raise Failure(f"published, and lost: {sorted(found)}")
        if "_SUCCESS" in found and found not in (old, job.reference):
            raise Failure(f"a mixture is published: {sorted(found)}")
