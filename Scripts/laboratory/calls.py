"""A fault at the K-th call of a system call, by strace."""
import signal

from .jobs import Job
from .oracle import Failure, check_after_kill, check_cleared, check_remainder, check_set, published, run, text

CALLS = [
    "openat", "write", "fsync", "fdatasync", "renameat", "renameat2", "linkat", "unlinkat", "mkdirat", "ftruncate", "fchmod",
    "flock", "mmap", "read",
]
# Once, and errors also for good.
FAULTS = [("signal=SIGKILL", "")] + [
    (f"error={name}", when) for name in ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EMFILE", "EINTR") for when in ("", "+")
]
# An interrupted call is made again, and so is one that is interrupted for good.
FAULTS.remove(("error=EINTR", "+"))
# POSIX lets these fail with EINTR.
INTERRUPTIBLE = {"openat", "write", "fsync", "fdatasync", "ftruncate", "fchmod", "flock", "read"}
# A run that cannot read its input, or write its output.
FAILURES = {4, 5}
WORKING = [
    "workspace.json", "workspace.new", "checkpoint.json", "checkpoint.new", "_status.ndjson", "_manifest.json", "_SUCCESS",
    "_schema.json", "_schema.ddl",
]


def paths(job, place):
    """All that a run touches; a part that is being written does not have its checksum in its name yet."""
    names = WORKING + sorted(job.reference) + [f"part-{number:05}.{job.format}" for number in range(12)]
    trees = [place.output, place.workspace / "new", place.workspace / "old"]
    directories = [place.parent, place.workspace, place.workspace / "probe"]
    directories += [tree / name for tree in trees for name in ("", "_rejects")]
    files = [place.workspace / name for name in WORKING] + [tree / name for tree in trees for name in names]
    return list(dict.fromkeys([job.source, *directories, *files]))


def traced(job, place, call, fault, number, *options):
    """Runs with a fault at the `number`th call in each thread; returns the process and whether there was such a call."""
    log = job.lab.work / "strace"
    command = job.command(place, "--jobs", "2", *options)
    # Only what has to do with the run's own files: the loader's calls come first and are not on trial.
    watched = [f"--trace-path={path}" for path in paths(job, place)]
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    strace = ["strace", "-f", "-qq", "-o", str(log), *watched, *inject, *command]
    process = run(strace, cwd=place.cwd)
    lines = log.read_text(errors="replace")
    return process, "(INJECTED)" in lines or "killed by SIGKILL" in lines


def interrupted(job, place, *options, at=1, **arguments):
    """Makes a run that was killed right after it had put a checkpoint in place, by default its first."""
    settings = {"match": "checkpoint.new\t/", "after": 1}
    job.lab.interposer.kill(job, place, at, *options, settings=settings, **arguments)
    if not place.checkpoint.exists():
        raise Failure("no checkpoint to resume from")


def call_fault(lab, format, kind, call, fault, number, mode):
    """A fault at a system call, or with `5+` at all from the fifth on; returns whether there was such a call."""
    job, place = Job.small(lab, format), lab.place(kind)
    old = lab.old_run(place) if mode == ["--overwrite"] else {}
    options = ["--checkpoint-interval", "0"]
    if mode == ["--resume"]:
        interrupted(job, place, *options)
    process, wasThere = traced(job, place, call, fault, number, *options, *mode)
    if not wasThere:
        if process.returncode != 0:
            raise Failure(f"exit status {process.returncode} without a fault: {text(process.stderr)}")
        return False
    again = mode if old else []
    if process.returncode == 0:
        # A fault after the publish has left working files at most, which the next run clears away.
        check_set(place, job.reference)
        job.finish(place, *options)
        return True
    if fault == "error=EINTR" and call in INTERRUPTIBLE:
        raise Failure(f"an interrupted call was not made again: {text(process.stderr)}")
    if "signal=" in fault:
        # strace ends as the process it has watched.
        if process.returncode not in (-signal.SIGKILL, 128 + signal.SIGKILL):
            raise Failure(f"exit status {process.returncode} instead of SIGKILL: {text(process.stderr)}")
        check_after_kill(place, [old, job.reference])
    else:
        check_failure(job, place, process, old, lasts=str(number).endswith("+"))
    job.finish(place, *options, *again)
    return True


def check_failure(job, place, process, old, lasts):
    """The run has ended by itself: with a status that says why, and with all or nothing published.

    Where the fault `lasts` and a set is not put in place in one step, there may be files of both sets, but no `_SUCCESS`.
    """
    if process.returncode not in FAILURES:
        raise Failure(f"exit status {process.returncode}: {text(process.stderr)}")
    found = published(place.output)
    if b"the data is published" in process.stderr:
        check_set(place, job.reference)
        if not lasts:
            check_cleared(place)
    elif found != old:
        if not lasts or place.isAtomic or "_SUCCESS" in found:
            raise Failure(f"published: {sorted(found)}, {text(process.stderr)}")
        check_remainder(found, [old, job.reference])
