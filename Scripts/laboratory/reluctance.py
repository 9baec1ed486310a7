"""System calls that are interrupted, or do less than they were asked to: a run takes no notice."""
import os
import shutil
import subprocess
from pathlib import Path

from .oracle import Failure, Trial, text


class Reluctance:
    def __init__(self, lab):
        self.lab, self.library = lab, lab.work / "reluctant.so"
        source = Path(__file__).with_name("reluctant.c")
        subprocess.run([self.compiler(), "-shared", "-fPIC", "-O1", "-o", self.library, source, "-ldl"], check=True)

    @staticmethod
    def compiler():
        return next((name for name in ("cc", "clang") if shutil.which(name)), "cc")

    def trial(self, seed, format):
        trial = Trial(self.lab, seed, format)
        environment = os.environ | {"LD_PRELOAD": str(self.library), "RELUCTANT_SEED": str(seed)}
        done = subprocess.run(trial.command(False), capture_output=True, env=environment)
        if done.returncode != 0:
            raise Failure(f"exit status {done.returncode}: {text(done.stderr)}")
        trial.job.check_whole(trial.output)
