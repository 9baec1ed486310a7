"""Everything that is in a directory, for runs that must not change anything."""
import hashlib
import os
import stat

from .oracle import Failure, differences, run, text


def snapshot(directory):
    """Everything in a directory by name: its kind and permissions; of files the content, size, times and inode as well."""
    entries = {}
    for parent, directories, files in os.walk(os.fsencode(directory)):
        for name in directories + files:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            entry = [stat.S_IFMT(status.st_mode), stat.S_IMODE(status.st_mode)]
            if stat.S_ISREG(status.st_mode):
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                entry += [status.st_size, status.st_mtime_ns, status.st_ino, digest]
            elif stat.S_ISLNK(status.st_mode):
                entry.append(os.readlink(path))
            entries[os.path.relpath(path, os.fsencode(directory))] = entry
    return entries


def check_unchanged(directory, before):
    """A refused run has changed nothing at all."""
    if changed := differences(snapshot(directory), before):
        raise Failure(f"changed, although the run was refused: {changed[:5]}")


def check_status(lab, place):
    """`status` shows no dead run as running, and changes nothing."""
    before = snapshot(place.parent)
    done = run([lab.binary, "status", place.output])
    if done.returncode != 0 and (place.output / "_status.ndjson").exists():
        raise Failure(f"status ended with {done.returncode}: {text(done.stderr)}")
    if b" running " in done.stdout:
        raise Failure(f"a dead run is shown as running: {text(done.stdout)}")
    check_unchanged(place.parent, before)
