"""A fault at the K-th call of a system call, by strace."""
import shutil
import subprocess

from .oracle import Failure, Job, published, text

CALLS = [
    "openat", "write", "fsync", "fdatasync", "renameat", "unlinkat", "mkdirat", "ftruncate", "fchmod", "flock", "mmap",
    "read",
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


def paths(output, source):
    """All that a run over `source` touches."""
    names = ["", "_status.ndjson", "_manifest.json", "_SUCCESS", "_rejects", "_rejects/part-00000.ndjson"]
    names += ["checkpoint.new", "checkpoint.json", "replacing", "replaced", "_schema.json", "_schema.ddl"]
    names += [f"part-{number:05}.{format}" for format in ("ndjson", "csv", "parquet") for number in range(12)]
    directories = [output, output / "_temporary", output / "_temporary/replacing", output / "_temporary/replaced"]
    return [source] + [directory / name for directory in directories for name in names]


def traced(job, output, call, fault, number, *options):
    """Runs with a fault at the `number`th call in each thread; returns the process and whether there was such a call."""
    log = job.lab.work / "strace"
    command = job.command(output, "--jobs", "2", *options)
    # Only what has to do with the run's own files: the loader's calls come first and are not on trial.
    watched = [f"--trace-path={path}" for path in paths(output, job.source)]
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    process = subprocess.run(["strace", "-f", "-qq", "-o", str(log), *watched, *inject, *command], capture_output=True)
    lines = log.read_text(errors="replace")
    return process, "(INJECTED)" in lines or "killed by SIGKILL" in lines


def call_fault(lab, format, call, fault, number, mode):
    """A fault at a system call, or with `5+` at all from the fifth on; returns whether there was such a call."""
    job, output = Job.small(lab, format), lab.work / "out"
    shutil.rmtree(output, ignore_errors=True)
    old = lab.old_run(output) if mode == ["--overwrite"] else {}
    options = ["--checkpoint-interval", "0"]
    if mode == ["--resume"]:
        # A run that has been killed when it put its third checkpoint in place.
        traced(job, output, "renameat", "signal=SIGKILL", 3, *options)
        if not (output / "_temporary/checkpoint.json").exists():
            raise Failure("no checkpoint to resume from")
    # One that is killed while it publishes has moved some files in place, which the next one that gets so far takes back.
    before = published(output)
    process, wasThere = traced(job, output, call, fault, number, *options, *mode)
    if not wasThere:
        if process.returncode != 0:
            raise Failure(f"exit status {process.returncode} without a fault: {text(process.stderr)}")
        return False
    if process.returncode == 0:
        # A fault after the publish has left litter at most, which the next run clears away.
        job.finish(output, *options)
        return True
    if fault == "error=EINTR" and call in INTERRUPTIBLE:
        raise Failure(f"an interrupted call was not made again: {text(process.stderr)}")
    if "signal=" not in fault:
        # A run that was killed while it published has left parts there; and what fails for good cannot be taken back.
        moved = [before] if mode == ["--resume"] else []
        lasts = str(number).endswith("+")
        if lasts:
            moved += [old, job.reference]
        check_failure(job, output, process, old, moved, lasts)
    job.finish(output, *options, *(mode if old else []))
    return True


def check_failure(job, output, process, old, moved, lasts):
    """The run has ended by itself: with a status that tells why, and with all or nothing published.

    Some files of runs that were `moved` may stand there too, but no `_SUCCESS`. Where the fault `lasts`, a run may be
    unable to clear away what it needs no more; the next one does.
    """
    if process.returncode not in FAILURES:
        raise Failure(f"exit status {process.returncode}: {text(process.stderr)}")
    if b"the data is published" in process.stderr:
        job.check_published(output)
        if not lasts:
            job.check_cleared(output)
    elif published(output) != old and not is_remainder(published(output), moved):
        raise Failure(f"published: {sorted(published(output))}, {text(process.stderr)}")


def is_remainder(found, runs):
    return "_SUCCESS" not in found and all(any(run.get(name) == found[name] for run in runs) for name in found)
