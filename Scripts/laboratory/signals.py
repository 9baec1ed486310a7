"""Processes that end at a random instant, and runs that are continued until they are done."""
import signal
import time

from .workbench import Trial
from .oracle import Failure, check_after_kill, text, wait


def kill(lab, seed, format, numbers):
    """Signals at random instants until the run is done; after a few, the last attempt is left alone."""
    trial = Trial(lab, seed, format)
    number = trial.random.choice(numbers)
    for attempt in range(trial.random.randint(1, 5)):
        # Another run in the meantime discards what there is to continue.
        resume = attempt > 0 and (not trial.old or trial.random.random() < 0.8)
        delay = trial.random.uniform(0, trial.job.duration)
        process = trial.start(resume)
        time.sleep(delay)
        process.send_signal(number)
        twice = number != signal.SIGKILL and trial.random.random() < 0.5
        if twice:
            time.sleep(trial.random.uniform(0, 0.01))
            process.send_signal(number)
        errors = wait(process)
        if process.returncode == trial.job.status:
            trial.check_whole()
            return None if attempt else "late"
        if number == signal.SIGKILL:
            check_after_kill(trial.place, [trial.old, trial.job.reference])
        else:
            check_ending(trial, process.returncode, number, errors, twice)
    process = trial.start(True)
    errors = wait(process)
    if process.returncode != trial.job.status:
        raise Failure(f"the last attempt ended with {process.returncode}: {text(errors)}")
    trial.check_whole()


def check_ending(trial, status, number, errors, twice):
    """A run that was asked to end has published nothing, and has said how it is continued, if it can be."""
    if status not in (128 + number, -number):
        raise Failure(f"exit status {status} after signal {number}: {text(errors)}")
    trial.check_nothing_new()
    # One that is asked twice ends at once.
    checkpoint = trial.place.checkpoint
    if status > 0 and not twice and checkpoint.exists() != (b"continue with: " in errors):
        raise Failure(f"a checkpoint is {'' if checkpoint.exists() else 'not '}there: {text(errors)}")
