"""What kinds of faults need: a system, a user, programs."""
import os
import shutil
import subprocess
import sys

LINUX = {"changes", "damage", "bindings", "singles", "doubles", "encounters", "refusals", "rivals", "reads", "order"}
ROOT = {"disks", "cuts"}
STRACE = {"calls", "cuts"}


def is_possible(kind):
    """Whether a kind of fault can be tried here; says why not."""
    if kind in LINUX and sys.platform != "linux":
        print(f"not Linux: {kind} is left out")
        return False
    if kind in ROOT and os.geteuid() != 0:
        print(f"not root: {kind} is left out")
        return False
    return not (kind in STRACE and not has("strace", "strace") or kind == "cuts" and not has("mkfs.ext4", "e2fsprogs"))


def has(program, package):
    """Whether a program is there, which is installed where it can be; without it the trials fail where CI is set."""
    if shutil.which(program) is None and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        install = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", package]
        subprocess.run(install, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    if shutil.which(program):
        return True
    if os.environ.get("CI") == "true":
        raise SystemExit(f"Scripts/faults: {program} is missing")
    print(f"no {program}: what needs it is left out")
    return False
