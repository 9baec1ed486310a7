"""Where runs publish to, and where their working files are."""
import os
import shutil
import stat
import subprocess

# beside: the working files are in a sibling of DIR, and publishing is one step.
# inside: they are in DIR, which is the run's own working directory and cannot be replaced.
# mounted: they are in DIR, which is a mount point (needs root).
# unlike: they are in DIR if that holds a set, because the file system cannot exchange directories.
# layered: they are in a sibling of DIR until the file system refuses to exchange the two, and then in DIR.
KINDS = ["beside", "inside", "mounted", "unlike", "layered"]
REFUSALS = {"unlike": "exchange", "layered": "late"}


class Place:
    """A directory to publish to: `out` in a directory of its own."""

    def __init__(self, parent, kind="beside"):
        self.parent, self.kind = parent, kind
        self.output = parent / "out"
        self.isMounted = False
        # Whether a set is put in place in one step, so that a reader never sees a part of one.
        self.isAtomic = kind == "beside"
        # Whether the runs of a trial come to it in different ways, so that either may be used.
        self.isMixed = kind in REFUSALS

    def make(self):
        """Makes it empty, in place of what was there."""
        self.remove()
        self.parent.mkdir(parents=True)
        if self.kind in ("inside", "mounted"):
            self.output.mkdir()
        if self.kind == "mounted":
            subprocess.run(["mount", "--bind", self.output, self.output], check=True)
            self.isMounted = True
        return self

    def remove(self):
        if self.isMounted:
            subprocess.run(["umount", self.output], check=True)
            self.isMounted = False
        shutil.rmtree(self.parent, ignore_errors=True)

    @property
    def hasSet(self):
        return (self.output / "_manifest.json").exists()

    @property
    def settings(self):
        """What is asked of the interposer in every run."""
        return {"refuse": REFUSALS[self.kind]} if self.kind in REFUSALS else {}

    @property
    def beside(self):
        return self.parent / f".{self.output.name}.sluice"

    @property
    def workspace(self):
        """Where a run has its working files."""
        isInside = self.kind in ("inside", "mounted") or self.kind == "unlike" and self.hasSet
        return self.output / "_temporary" if isInside else self.beside

    @property
    def checkpoint(self):
        return self.workspace / "checkpoint.json"

    @property
    def argument(self):
        """How a run names the directory."""
        return "." if self.kind == "inside" else str(self.output)

    @property
    def cwd(self):
        """The working directory of a run."""
        return self.output if self.kind == "inside" else None

    @property
    def permissions(self):
        """Those of the directory, if there is one."""
        return stat.S_IMODE(self.output.stat().st_mode) if self.output.exists() else None

    @property
    def leftovers(self):
        """The names of working files, of whichever kind of place."""
        found = [path for path in [self.output / "_temporary", self.output / "_temporary.new"] if os.path.lexists(path)]
        if self.parent.exists():
            # A mount point may have a `lost+found`, and a trial its own links.
            found += [path for path in self.parent.iterdir() if path.name.startswith(".")]
        return found
