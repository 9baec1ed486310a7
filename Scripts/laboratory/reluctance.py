"""System calls that are interrupted, or do less than they were asked to: a run continues regardless."""
import os

from .interposer import compile_library
from .workbench import Trial
from .oracle import Failure, run, text


class Reluctance:
    def __init__(self, lab):
        self.lab, self.library = lab, lab.work / "reluctant.so"
        compile_library(self.library, "reluctant.c")

    def trial(self, seed, format):
        trial = Trial(self.lab, seed, format)
        environment = os.environ | {"LD_PRELOAD": str(self.library), "RELUCTANT_SEED": str(seed)}
        done = run(trial.command(False), cwd=trial.place.cwd, env=environment)
        if done.returncode != trial.job.status:
            raise Failure(f"exit status {done.returncode}: {text(done.stderr)}")
        trial.check_whole()
