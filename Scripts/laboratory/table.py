"""The table that is printed as the trials go on."""
from .oracle import Failure


class Table:
    def __init__(self):
        self.trials, self.survived = 0, 0
        print(f"{'fault':<52} {'trials':>6} {'survived':>9}  the first failure, notes")

    def run(self, name, trials):
        """Makes trials, each a label and what to call; `False` from one of them ends the row."""
        count, survived, late, first = 0, 0, 0, None
        for label, trial in trials:
            try:
                outcome = trial()
                if outcome is False:
                    break
                late += outcome == "late"
                survived += 1
            except Failure as failure:
                first = first or f"{label}: {failure}"
            count += 1
        self.trials += count
        self.survived += survived
        self.row(name, count, survived, first or (f"({late} came too late to be met)" if late else None))

    def control(self, name, trials):
        """Makes trials of a sabotaged run: an oracle that finds nothing wrong in any of them is blind."""
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
        self.row(f"control: {name}", count, count - found, None if found else "nothing was found")

    def row(self, name, count, survived, first):
        print(f"{name:<52} {count:>6} {survived:>9}" + (f"  {first}" if first else ""), flush=True)

    def end(self):
        """Prints the sums; returns whether something has not survived."""
        self.row("all", self.trials, self.survived, None)
        return self.survived < self.trials
