"""Puts each mutant into a copy of the package, builds it, and lets the laboratory find it."""
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .mutants import MUTANTS
from .table import WIDTH

# A build cannot be copied: the module cache knows its own path. All mutants share the one that is made first.
NOT_COPIED = shutil.ignore_patterns(".git", ".build")


class NotBuilt(Exception):
    """The copy cannot be built."""


class Copy:
    """A copy of the package, in which one mutant after the other is built."""

    def __init__(self, root, path):
        self.root, self.path = root, path
        shutil.copytree(root, path, ignore=NOT_COPIED, symlinks=True)

    def build(self):
        command = ["swift", "build", "-c", "release", "--product", "sluice", "--package-path", self.path]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            errors = [line for line in (done.stdout + done.stderr).splitlines() if "error:" in line]
            raise NotBuilt("\n".join(errors[:3] or [done.stderr[-800:]]))
        return self.path / ".build/release/sluice"

    def mutated(self, mutant):
        """Returns the mutant's files with their texts before and after."""
        texts = {}
        for name, old, new in mutant.edits:
            path = self.path / "Sources" / name
            if not path.exists():
                raise SystemExit(f"Scripts/faults: {mutant.name}: there is no {name}")
            before, after = texts.setdefault(path, [path.read_text()] * 2)
            if after.count(old) != 1:
                raise SystemExit(f"Scripts/faults: {mutant.name}: {after.count(old)} times in {name}:\n{old}")
            texts[path] = [before, after.replace(old, new)]
        return texts


def passes(root, binary, trials):
    """Runs a selection of the laboratory; returns whether all has survived, and the first failure."""
    command = [sys.executable, root / "Scripts/faults", "--binary", binary, *shlex.split(trials)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"Scripts/faults: the laboratory itself has failed:\n{done.stderr[-2000:]}")
    failures = [row for row in done.stdout.splitlines()[1:-1] if not survived(row)]
    return done.returncode == 0, " ".join(failures[0].split()) if failures else ""


def survived(row):
    numbers = row[WIDTH:].split()
    return row.startswith((" ", "control", "not ", "no ")) or numbers[0] == numbers[1]


def try_mutants(root, names):
    """Tries all mutants, or those that are named; returns the exit status: 1 if one has not been noticed."""
    if unknown := set(names) - {mutant.name for mutant in MUTANTS}:
        raise SystemExit(f"Scripts/faults: no such mutant: {', '.join(sorted(unknown))}")
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    with tempfile.TemporaryDirectory(prefix="sluice-mutants-") as work:
        copy = Copy(root, Path(work) / "sluice")
        # All must be where they are said to be before the first one is built.
        texts = [copy.mutated(mutant) for mutant in chosen]
        unmutated = shutil.copy(copy.build(), Path(work) / "unmutated")
        passed, missed = set(), 0
        for mutant, files in zip(chosen, texts):
            if mutant.trials not in passed:
                check_unmutated(root, unmutated, mutant.trials)
                passed.add(mutant.trials)
            missed += not is_caught(root, copy, mutant, files)
    print(f"{len(chosen) - missed} of {len(chosen)} mutants caught")
    return 1 if missed else 0


def is_caught(root, copy, mutant, files):
    """Builds a mutant and lets the laboratory look for it."""
    start = time.monotonic()
    for path, (_, after) in files.items():
        path.write_text(after)
    try:
        isPassed, failure = passes(root, copy.build(), mutant.trials)
    except NotBuilt as error:
        # A mutant that cannot be tried counts as one that has not been noticed.
        isPassed, failure = True, f"cannot be built: {error}"
    for path, (before, _) in files.items():
        path.write_text(before)
    print(f"{'MISSED' if isPassed else 'caught'} {mutant.name}: {mutant.description} ({time.monotonic() - start:.0f} s)")
    print(f"       {mutant.trials}" + (f"\n       {failure[:300]}" if failure else ""), flush=True)
    return not isPassed


def check_unmutated(root, binary, trials):
    """The trials must pass without a mutant: otherwise they prove nothing."""
    isPassed, failure = passes(root, binary, trials)
    if not isPassed:
        raise SystemExit(f"Scripts/faults: without any mutant this fails: {trials}\n{failure}")
