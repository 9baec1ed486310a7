"""Kills and stops runs at the K-th call that acts on their files, whichever it is: see interposer.c."""
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .oracle import SECONDS, Failure

# What creates the last files of a set: from here on a run publishes.
FIRST_OF_PUBLISH = "_schema.json"


class Interposer:
    def __init__(self, lab):
        self.lab, self.library, self.log = lab, lab.work / "interposer.so", lab.work / "calls"
        compile_library(self.library, "interposer.c")

    def environment(self, place, **settings):
        settings = place.settings | settings
        root = {"LABORATORY_ROOT": str(place.parent), "LD_PRELOAD": str(self.library)}
        return os.environ | root | {f"LABORATORY_{name.upper()}": str(value) for name, value in settings.items()}

    def kill(self, job, place, number, *options, settings=None, **arguments):
        """Runs a job that is killed at its `number`th change; returns it as it ended: killed, or before that."""
        settings = {"kill": number} | (settings or {})
        done = job.run(place, *options, env=self.environment(place, **settings), **arguments)
        if done.returncode < 0 and done.returncode != -signal.SIGKILL:
            raise Failure(f"signal {-done.returncode} instead of SIGKILL")
        return done

    def record(self, job, place, *options, **arguments):
        """The calls of an undisturbed run, each as (number, result, name, path, other path), and how it ended."""
        self.log.unlink(missing_ok=True)
        done = job.run(place, *options, env=self.environment(place, log=self.log), **arguments)
        lines = [line.split("\t") for line in self.log.read_text(errors="surrogateescape").splitlines()]
        return [(int(line[0]), int(line[1]), *line[2:]) for line in lines], done

    def window(self, job, place, *options):
        """The numbers of the first change of the publish and of the last of a run."""
        calls, done = self.record(job, place, *options)
        if done.returncode != job.status:
            raise Failure(f"an undisturbed run ended with {done.returncode}")
        numbers = [number for number, _, _, path, _ in calls if number and path.endswith(FIRST_OF_PUBLISH)]
        return min(numbers), max(number for number, *_ in calls)

    def stop(self, job, place, number, *options, **arguments):
        """Starts a job that is stopped at its `number`th call; returns it, and whether it has got so far."""
        environment = self.environment(place, stop=number, counts="all")
        process = job.start(place, *options, env=environment, **arguments)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if found:
                return process, found.si_code == os.CLD_STOPPED
            time.sleep(0.0005)
        process.kill()
        raise Failure(f"no end within {SECONDS} s")


def compile_library(library, source):
    """Makes a library to be loaded before the C library."""
    compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), "cc")
    path = Path(__file__).with_name(source)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, path, "-ldl"], check=True)
