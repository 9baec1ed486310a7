"""What people and other programs leave in a directory."""
import os
import shutil

DEPTH = 200


def file(name, said=None):
    def make(directory):
        path = os.path.join(directory, name)
        with open(path, "wb") as new:
            new.write(b"mine\n")
        return path, said
    return make


def special(name, create):
    def make(directory):
        path = os.path.join(directory, name)
        create(path)
        return path, name.decode()
    return make


def tree(directory):
    """A file under many directories."""
    path = os.path.join(directory, b"deep")
    bottom = os.path.join(path, *[b"d"] * DEPTH)
    os.makedirs(bottom)
    file(b"mine.txt")(bottom)
    return path, "deep"


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


# Each makes something in a directory; it returns the path, and what a message has to say.
THINGS = {
    "a file": file(b"notes.txt", "notes.txt"),
    "a hidden file": file(b".mine", ".mine"),
    "a part of another name": file(b"part-00009-00000000.ndjson", "part-00009-00000000.ndjson"),
    "a name that is not UTF-8": file(b"\xff\xfe.json"),
    "a name with control characters": file(b"a\nb\x1b[31m\r.json"),
    "a FIFO": special(b"pipe", os.mkfifo),
    "a link": special(b"link", lambda path: os.symlink(b"/etc/hostname", path)),
    "an empty directory": special(b"empty", os.mkdir),
    "a deep tree": tree,
}


def part(output):
    return min(output.glob("part-*"))


def append(path):
    with open(path, "ab") as file:
        file.write(b"{}\n")


def replace(path, make):
    path.unlink()
    make(path)


def move_aside(path):
    """Puts a link to a directory in its place."""
    away = path.parent.parent / "away"
    shutil.copytree(path, away)
    shutil.rmtree(path)
    path.symlink_to(away)


TAMPERINGS = {
    "a part has grown": lambda output: append(part(output)),
    "a part is a FIFO": lambda output: replace(part(output), os.mkfifo),
    "a part is a link": lambda output: replace(part(output), lambda path: path.symlink_to("/etc/hostname")),
    "_rejects have grown": lambda output: append(output / "_rejects/part-00000.ndjson"),
    "_rejects is a link": lambda output: move_aside(output / "_rejects"),
    "_schema.json has grown": lambda output: append(output / "_schema.json"),
    "_SUCCESS is a directory": lambda output: replace(output / "_SUCCESS", os.mkdir),
    "the manifest is cut off": lambda output: os.truncate(output / "_manifest.json", 40),
    "the manifest is missing": lambda output: (output / "_manifest.json").unlink(),
    "the journal is something else": lambda output: (output / "_status.ndjson").write_text("my notes\n"),
}


def copied(path, job):
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(job.source, path)
    return path


def linked(place):
    link = place.parent / "link.json"
    link.symlink_to(part(place.output))
    return link


# Each returns the path of an input that a run would delete or replace, or `None` where there can be none.
INPUTS = {
    "in DIR": lambda place, job: copied(place.output / "items.json", job),
    "deep in DIR": lambda place, job: copied(place.output / "a/b/c/items.json", job),
    "a part": lambda place, job: part(place.output),
    "a part, through a link": lambda place, job: linked(place),
    "the rejects": lambda place, job: place.output / "_rejects/part-00000.ndjson",
    "a working file": lambda place, job: next(place.workspace.glob("new/part-*"), None),
}
