"""The table that is printed while the trials run."""
import re

from .oracle import Failure

# A group of trials in which so many have failed one after the other is not continued.
ENOUGH = 10
# So many failures of different kinds are printed for a row.
SHOWN = 4
WIDTH = 84


class Table:
    """Rows, of which those are made whose name contains `rows`, with the trials whose label is `label`."""

    def __init__(self, rows="", label=None):
        self.rows, self.label = rows, label
        self.trials, self.survived = 0, 0
        print(f"{'fault':<{WIDTH}} {'trials':>6} {'survived':>9}  failures, notes")

    def run(self, name, *groups):
        """Makes groups of trials, each a label and what to call; `False` from one of them ends its group."""
        if self.rows not in name:
            return
        count, survived, late, failures = 0, 0, 0, {}
        for group in groups:
            inARow = 0
            for label, trial in group:
                if self.label not in (None, label):
                    continue
                try:
                    outcome = trial()
                    if outcome is False:
                        break
                    late += outcome == "late"
                    survived, inARow = survived + 1, 0
                except Failure as failure:
                    failures.setdefault(kind(failure), f"{label}: {failure}")
                    inARow += 1
                count += 1
                if inARow == ENOUGH:
                    break
        self.trials += count
        self.survived += survived
        self.row(name, count, survived, *failures.values(), *([f"({late} came too late to be met)"] if late else []))

    def note(self, name, trial):
        """Makes one trial that returns what it has counted."""
        if self.rows not in name:
            return
        try:
            counted, survived = f"({trial()})", 1
        except Failure as failure:
            counted, survived = str(failure), 0
        self.trials += 1
        self.survived += survived
        self.row(name, 1, survived, counted)

    def control(self, name, trials):
        """Makes trials of a sabotaged run: an oracle that finds nothing wrong in any of them is blind."""
        if self.rows not in name:
            return
        count, found = 0, 0
        for _, trial in trials:
            try:
                if trial() is False:
                    break
            except Failure:
                found += 1
            count += 1
        self.trials += 1
        self.survived += found > 0
        self.row(f"control: {name}", count, count - found, *([] if found else ["nothing was found"]))

    def row(self, name, count, survived, *notes):
        first, *others = [" ".join(note.split()) for note in notes] or [""]
        print(f"{name:<{WIDTH}} {count:>6} {survived:>9}  {first}".rstrip())
        for other in others[: SHOWN - 1]:
            print(f"{'':<{WIDTH + 19}}{other}")
        if len(others) >= SHOWN:
            print(f"{'':<{WIDTH + 19}}and failures of {len(others) - SHOWN + 1} other kinds")
        print(end="", flush=True)

    def end(self):
        """Prints the sums; returns whether something has not survived."""
        self.row("all", self.trials, self.survived)
        return self.survived < self.trials


def kind(failure):
    """What failures that have the same cause have in common, more or less: how their text begins."""
    return re.sub(r"['\"/\d].*", "", str(failure), flags=re.DOTALL)[:60]
