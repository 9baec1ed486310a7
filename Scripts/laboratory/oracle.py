"""What has to be true after a trial."""
import contextlib
import hashlib
import json
import os
import signal
import stat
import subprocess

# The members of a manifest that the input, the schema and the options decide.
LASTING = ["complete", "parts", "rejects", "files", "errors", "cleaning", "ledger"]
# No run of a trial takes nearly as long.
SECONDS = 60


class Failure(Exception):
    """What a trial has found to be wrong."""


def text(data):
    return data.decode("utf-8", "replace").strip()[-400:]


@contextlib.contextmanager
def limited():
    """Fails when it takes too long; unlike a timeout of `subprocess` without looking again and again, which costs time."""
    def fail(*_):
        raise Failure(f"no end within {SECONDS} s")

    signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def run(command, **options):
    """Runs a command to its end, which has to come."""
    with limited():
        return subprocess.run(command, capture_output=True, **options)


def wait(process):
    """Waits for a process; returns what it has written to standard error."""
    try:
        with limited():
            return process.communicate()[1]
    except Failure:
        process.kill()
        process.communicate()
        raise


def published(output):
    """What is in a directory, by name: each file's permissions and digest, and of the manifest what lasts."""
    files = {}
    for path in sorted(output.rglob("*")) if output.exists() else []:
        name = str(path.relative_to(output))
        if path.is_dir() or name == "_status.ndjson" or name.split("/")[0] in {"_temporary", "lost+found"}:
            continue
        data = path.read_bytes()
        content = lasting(data) if name == "_manifest.json" else hashlib.sha256(data).hexdigest()
        files[name] = f"{stat.S_IMODE(path.stat().st_mode):o} {content}"
    return files


def lasting(manifest):
    try:
        members = json.loads(manifest)
    except ValueError:
        return f"damaged: {manifest!r}"
    return json.dumps([members.get(name) for name in LASTING])


def names(found):
    return sorted(found) or "nothing"


def differences(found, wanted):
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def check_set(place, wanted):
    """Exactly this set is published."""
    found = published(place.output)
    if found != wanted:
        raise Failure(f"published {names(found)}; these differ: {differences(found, wanted)}")


def check_cleared(place):
    """A run that ended well has left no working files."""
    if left := place.leftovers:
        raise Failure(f"left behind: {[str(path.relative_to(place.parent)) for path in left]}")


def check_no_work(place):
    """A failed run that cannot be resumed has left no work, at most the journal under its marker."""
    left = {path.name for directory in place.leftovers for path in directory.rglob("*")}
    if left - {"workspace.json", "_status.ndjson"} or left == {"workspace.json"}:
        raise Failure(f"left behind: {sorted(left)}")


def check_report(place, report, status):
    """The report says how the run ended, and how a set was put in place; sums are right."""
    if report["exit_code"] != status or report["records_seen"] != report["records_accepted"] + report["records_rejected"]:
        raise Failure(f"the report is wrong: {report}")
    if not place.isMixed and report.get("replaced_atomically", place.isAtomic) != place.isAtomic:
        raise Failure(f"the report says replaced_atomically: {report['replaced_atomically']}")


def check_journal(place, earlier=()):
    """The run that is published is in the journal, and so are these earlier ones."""
    try:
        run = json.loads((place.output / "_manifest.json").read_bytes())["run"]
    except (ValueError, KeyError) as error:
        raise Failure(f"the manifest names no run: {error}") from None
    if missing := {run, *earlier} - set(journal(place.output / "_status.ndjson")):
        raise Failure(f"these runs are not in the journal: {sorted(missing)}")


def journal(path):
    """The runs of a journal; a line that a full disk or a power cut has torn is none."""
    runs = []
    for line in path.read_bytes().splitlines() if path.exists() else []:
        with contextlib.suppress(ValueError, KeyError):
            runs.append(json.loads(line)["run"])
    return runs


def check_after_kill(place, sets):
    """What a reader sees between a kill and the next run: one of these sets. Returns it, or `None` if it has no name.

    Where a set cannot be put in place in one step, the reader may see files of several of them, without `_SUCCESS`.
    """
    found = published(place.output)
    if found in sets:
        return found
    if place.isAtomic or "_SUCCESS" in found:
        nearest = min(sets, key=lambda each: len(differences(found, each)))
        raise Failure(f"after the kill a reader sees {names(found)}; wrong are {differences(found, nearest)}")
    check_remainder(found, sets)
    return None


def check_remainder(found, sets):
    for name, content in found.items():
        if content not in (each.get(name) for each in sets):
            raise Failure(f"after the kill {name} is in no set: {content}")
