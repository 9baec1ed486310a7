"""Processes that end at a random instant, and runs that are continued until they are done."""
import signal
import subprocess
import time

from .oracle import Failure, Trial, text


def kill(lab, seed, format, numbers):
    """Signals at random instants until the run is done; after a few, the last attempt is left alone."""
    trial = Trial(lab, seed, format)
    number = trial.random.choice(numbers)
    for attempt in range(trial.random.randint(1, 5)):
        process = subprocess.Popen(trial.command(attempt > 0), stderr=subprocess.PIPE)
        time.sleep(trial.random.uniform(0, 0.12))
        process.send_signal(number)
        errors = process.communicate()[1]
        if process.returncode == 0:
            return trial.job.check_whole(trial.output)
        if number != signal.SIGKILL:
            check_ending(trial, process.returncode, number, errors)
    done = subprocess.run(trial.command(True), capture_output=True)
    if done.returncode != 0:
        raise Failure(f"the last attempt ended with {done.returncode}: {text(done.stderr)}")
    trial.job.check_whole(trial.output)


def check_ending(trial, status, number, errors):
    """A run that was asked to end has said how it is continued, if it can be."""
    if status not in (128 + number, -number):
        raise Failure(f"exit status {status} after signal {number}: {text(errors)}")
    trial.check_nothing_new()
    checkpoint = trial.output / "_temporary" / "checkpoint.json"
    if status > 0 and checkpoint.exists() != (b"continue with: " in errors):
        raise Failure(f"a checkpoint is {'' if checkpoint.exists() else 'not '}there: {text(errors)}")
