"""What an interrupted run has left, with a bit flipped or a piece cut off."""
import random
import shutil

from .calls import interrupted
from .jobs import PART_SIZES, Job
from .oracle import Failure, check_cleared, check_set, text
from .places import Place
from .snapshots import check_unchanged, snapshot


class Damage:
    def __init__(self, lab, format):
        self.lab, self.job = lab, Job(lab, lab.input, format, PART_SIZES[format][0], 4_096)
        self.kept = Place(lab.work / f"kept-{format}")

    def interrupt(self):
        """Makes a directory that a killed run has left with a checkpoint in the middle."""
        for checkpoint in range(5, 100, 5):
            interrupted(self.job, self.kept.make(), "--checkpoint-interval", "0", at=checkpoint)
            if len(list(self.kept.workspace.rglob("part-*"))) > 3:
                return
        raise Failure("no run could be killed in its middle")

    def trial(self, seed):
        """Damages one file: the run is refused, or the damage is without any effect."""
        if not self.kept.checkpoint.exists():
            self.interrupt()
        chance, place = random.Random(seed), self.lab.place()
        shutil.rmtree(place.parent)
        shutil.copytree(self.kept.parent, place.parent)
        files = sorted(path for path in place.workspace.rglob("*") if path.is_file())
        path = chance.choice(files + [place.checkpoint] * len(files))
        data = bytearray(path.read_bytes())
        if chance.random() < 0.3:
            data = data[: chance.randrange(len(data))] if data else data
        elif data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        self.check(place, path.name)

    def check(self, place, name):
        before = snapshot(place.parent)
        done = self.job.run(place, "--resume")
        if done.returncode == 0:
            # A journal with a damaged line is still one.
            check_set(place, self.job.reference)
            return check_cleared(place)
        if done.returncode != 2:
            raise Failure(f"exit status {done.returncode}: {text(done.stderr)}")
        check_unchanged(place.parent, before)
        if name in ("workspace.json", "_status.ndjson"):
            # Without its marker the directory is not known to be Sluice's own, nor is a journal that cannot be read.
            return
        if b"--overwrite" not in done.stderr:
            raise Failure(f"{name}: no way out is named: {text(done.stderr)}")
        if name == "checkpoint.json" and b"damaged" not in done.stderr:
            raise Failure(f"refused for another reason: {text(done.stderr)}")
        check_set(place, {})
        self.job.end(place, "--overwrite")
