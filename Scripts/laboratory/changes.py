"""An input that another process changes while it is read."""
import os
import shutil
import time

from .workbench import Trial
from .oracle import Failure, check_no_work, text, wait

# Read long enough to be changed meanwhile.
LARGE_RECORDS = 150_000
# What is done to an input while it is read, and what the message then says.
CHANGES = {
    "truncated": b"bytes and is now", "shortened": b"bytes and is now", "emptied": b"bytes and is now 0;",
    "grown": b"bytes and is now", "overwritten": b"its modification time was", "replaced": b"it was deleted or replaced",
    "deleted": b"it was deleted or replaced",
}
# The last words of a process that has trapped on bytes that changed between two looks at them.
TRAPPED = b"error: the input changed while it was being read; "
# The latest a change comes, as a share of the time that a run takes: earlier and earlier until the run has met it.
SHARES = [0.9, 0.6, 0.3, 0.1]


class Changes:
    def __init__(self, lab):
        self.lab, self.path = lab, lab.work / "changing.json"
        self.source = lab.generate("large.json", LARGE_RECORDS, "0.1%")

    def trial(self, seed, format, kind):
        """A change at a random instant while the input is read."""
        if not any(self.is_met(seed, format, kind, share) for share in SHARES):
            return "late"

    def is_met(self, seed, format, kind, share):
        """One change within a `share` of the time that a run takes; returns whether the run has met it."""
        trial = Trial(self.lab, seed, format, self.source)
        shutil.copyfile(self.source, self.path)
        delay = trial.random.uniform(0, share * trial.job.duration)
        process = trial.start(False, source=self.path)
        while process.poll() is None and not is_open(process, self.path):
            pass
        time.sleep(delay)
        change(self.path, kind, trial.random)
        errors = wait(process)
        if process.returncode == 0:
            trial.check_whole()
            return False
        check_refusal(trial, kind, process.returncode, errors)
        return True


def change(path, kind, chance):
    """Changes an input as another process may."""
    size = path.stat().st_size
    if kind == "deleted":
        return path.unlink()
    if kind == "replaced":
        new = path.with_suffix(".new")
        new.write_bytes(b'{"new":1}\n')
        return new.rename(path)
    with open(path, "r+b") as file:
        if kind == "truncated":
            file.truncate(chance.randrange(1, size))
        elif kind == "shortened":
            # In the last page nothing is raised, and zeros are read.
            file.truncate(size - chance.randint(1, (size - 1) % 4096 or 1))
        elif kind == "emptied":
            file.truncate(0)
        elif kind == "grown":
            file.seek(size)
            file.write(b" " * chance.choice([1, 4096, 100_000]))
        else:
            overwrite(file, chance.randrange(size - 65536), chance)


def overwrite(file, start, chance):
    """Replaces some of the bytes: half of the time they are still JSON, of other numbers."""
    file.seek(start)
    old = file.read(65536)
    file.seek(start)
    file.write(old.translate(bytes.maketrans(b"023456789", b"1" * 9)) if chance.random() < 0.5 else bytes(65536))


def is_open(process, path):
    """Whether the process reads the file by now."""
    directory = f"/proc/{process.pid}/fd"
    try:
        return any(os.readlink(f"{directory}/{name}") == str(path) for name in os.listdir(directory))
    except OSError:
        return False


def check_refusal(trial, kind, status, errors):
    if status != 4:
        raise Failure(f"exit status {status}: {text(errors)}")
    trial.check_nothing_new()
    if TRAPPED in errors:
        # The process has ended in the middle of its work: the next run clears what is left.
        return
    if b"changed while it was being read: " not in errors or CHANGES[kind] not in errors:
        raise Failure(f"another message: {text(errors)}")
    check_no_work(trial.place)
