"""What happens while a run is stopped at its K-th call: it is asked to end, twice, or someone changes the directory."""
import os
import signal

from .jobs import Job
from .oracle import Failure, check_cleared, check_no_work, check_set, names, published, text, wait

OPTIONS = ["--jobs", "1", "--checkpoint-interval", "0"]
FOREIGN = "notes.txt"
TEXT = b"mine\n"


class Encounters:
    def __init__(self, lab, format, kind):
        self.lab, self.kind, self.job = lab, kind, Job.tiny(lab, format, "one")

    def stopped(self, number):
        """Returns the place, and a run that is stopped there; `None` if it has ended before its `number`th call."""
        place = self.lab.place(self.kind)
        self.old = self.lab.old_run(place, "whole", self.job.format)
        process, isStopped = self.lab.interposer.stop(self.job, place, number, *OPTIONS, "--overwrite", quiet=False)
        if not isStopped:
            wait(process)
            return place, None
        return place, process

    def asked_twice(self, number):
        """It ends at once and has published nothing, or it has published."""
        place, process = self.stopped(number)
        if not process:
            return False
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCONT):
            process.send_signal(each)
        errors, status = wait(process), process.returncode
        if status == 0:
            check_set(place, self.job.reference)
        elif status in (128 + signal.SIGTERM, 128 + signal.SIGINT, -signal.SIGTERM, -signal.SIGINT):
            check_set(place, self.old)
        else:
            raise Failure(f"exit status {status}: {text(errors)}")
        self.job.end(place, *OPTIONS, "--resume", "--overwrite")

    def intruded(self, number):
        """What someone puts into the directory while a run is under way is kept: there, or in the working directory."""
        place, process = self.stopped(number)
        if not process:
            return False
        (place.output / FOREIGN).write_bytes(TEXT)
        process.send_signal(signal.SIGCONT)
        errors, status = wait(process), process.returncode
        kept = [path for path in place.parent.rglob(FOREIGN) if path.read_bytes() == TEXT]
        if len(kept) != 1:
            raise Failure(f"{FOREIGN} is gone; exit status {status}: {text(errors)}")
        os.unlink(kept[0])
        if status not in (0, 2):
            raise Failure(f"exit status {status}: {text(errors)}")
        check_set(place, self.old if status == 2 else self.job.reference)
        if status == 2 and not place.checkpoint.exists():
            check_no_work(place)
        elif status == 2:
            # Without the file it can be continued.
            return self.job.end(place, *OPTIONS, "--resume", "--overwrite")
        elif kept[0].parent == place.output:
            check_cleared(place)
        elif FOREIGN.encode() not in errors:
            raise Failure(f"it is not said that {FOREIGN} is in {kept[0].parent}")
        self.job.end(place, *OPTIONS, "--overwrite")

    def displaced(self, number):
        """Someone moves the directory away and makes another one: nothing of that is touched."""
        place, process = self.stopped(number)
        if not process:
            return False
        aside = place.parent / "aside"
        place.output.rename(aside)
        place.output.mkdir()
        (place.output / FOREIGN).write_bytes(TEXT)
        process.send_signal(signal.SIGCONT)
        errors, status = wait(process), process.returncode
        if status not in (0, 2, 5):
            raise Failure(f"exit status {status}: {text(errors)}")
        if sorted(path.name for path in place.output.iterdir()) != [FOREIGN]:
            raise Failure(f"the other directory is not as it was; exit status {status}: {text(errors)}")
        found = published(aside)
        if found != self.job.reference and (status == 0 or found != self.old):
            raise Failure(f"exit status {status}, and the directory holds {names(found)}: {text(errors)}")
