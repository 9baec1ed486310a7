"""What an interrupted run has left, with a bit flipped or a piece cut off."""
import random
import shutil
import signal
import subprocess
import time

from .oracle import Failure, Job, PART_SIZES, published, text


class Damage:
    def __init__(self, lab, format):
        self.job = Job(lab, lab.input, format, PART_SIZES[format][0], 4_096)
        self.kept = lab.work / f"kept-{format}"
        self.interrupt()

    def interrupt(self):
        """Makes a directory that an interrupted run has left with a checkpoint in the middle."""
        for delay in range(1, 400):
            shutil.rmtree(self.kept, ignore_errors=True)
            command = self.job.command(self.kept, "--checkpoint-interval", "0")
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            time.sleep(delay / 500)
            process.send_signal(signal.SIGTERM)
            process.wait()
            temporary = self.kept / "_temporary"
            if len(list(temporary.glob("part-*"))) > 3 and (temporary / "checkpoint.json").exists():
                return
        raise SystemExit("no run could be interrupted in its middle")

    def trial(self, seed):
        """Damages one file: the run is refused, or the damage is without any effect."""
        chance, output = random.Random(seed), self.job.lab.work / "out"
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(self.kept, output)
        files = sorted(path for path in (output / "_temporary").rglob("*") if path.is_file())
        path = chance.choice(files + [output / "_temporary" / "checkpoint.json"] * len(files))
        data = bytearray(path.read_bytes())
        if chance.random() < 0.3:
            data = data[: chance.randrange(len(data))]
        elif data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        self.check(output, path.name)

    def check(self, output, name):
        done = subprocess.run(self.job.command(output, "--resume"), capture_output=True)
        if done.returncode == 0:
            return self.job.check_whole(output)
        if done.returncode != 2 or b"--overwrite" not in done.stderr:
            raise Failure(f"exit status {done.returncode}: {text(done.stderr)}")
        if name == "checkpoint.json" and b"damaged" not in done.stderr:
            raise Failure(f"refused for another reason: {text(done.stderr)}")
        if published(output):
            raise Failure(f"published: {sorted(published(output))}")
        anew = subprocess.run(self.job.command(output, "--overwrite"), capture_output=True)
        if anew.returncode != 0:
            raise Failure(f"--overwrite ended with {anew.returncode}: {text(anew.stderr)}")
        self.job.check_whole(output)
