"""Faults that are put into the source on purpose: each must turn the laboratory red."""
import dataclasses

OUTPUT = "Sluice/Output/"
SINGLES = "--only singles --singles 1 --formats ndjson"
DOUBLES = "--only doubles --formats ndjson"
REFUSALS = "--only refusals --refusals 1 --formats ndjson --places beside"
ORDER = "--only order --formats ndjson"


@dataclasses.dataclass
class Mutant:
    name: str
    description: str
    # The options of the shortest trials that notice it.
    trials: str
    # Each a file below Sources, what is there once, and what takes its place.
    edits: list


MUTANTS = [
    Mutant(
        "success-first", "_SUCCESS is moved back first in recovery",
        f'{DOUBLES} --places inside --row "a set over a set, inside, --overwrite" --doubles 200',
        [(
            OUTPUT + "Workspace+Moving.swift",
            "    func moveBack(to target: Directory) throws(SystemError) { try moveAll(from: Self.old, to: target) }\n",
            "    func moveBack(to target: Directory) throws(SystemError) {\n"
            "        if try directory.isDirectory(Self.old) {\n"
            "            let old = try Directory(existing: Self.old, in: directory)\n"
            "            if try old.status(of: PartName.success) != nil { try old.move(PartName.success, to: target) }\n"
            "        }\n        try moveAll(from: Self.old, to: target)\n    }\n",
        )],
    ),
    Mutant(
        "success-early", "_SUCCESS is put in place before the parts",
        f'{SINGLES} --places inside --row "the first set, inside, --resume"',
        [(
            OUTPUT + "Workspace+Moving.swift",
            "        for name in others { try source.move(name, to: target) }\n"
            "        if !others.isEmpty { try target.sync() }\n"
            "        if others.count < names.count { try source.move(PartName.success, to: target) }\n",
            "        if others.count < names.count { try source.move(PartName.success, to: target) }\n"
            "        for name in others { try source.move(name, to: target) }\n",
        )],
    ),
    Mutant(
        "state-early", "recovery forgets that old files were moved away before it has moved them back",
        f'{DOUBLES} --places inside --row "a set over a set, inside, --overwrite" --doubles 200',
        [(
            OUTPUT + "OutputClaim+Recovery.swift",
            "        } else {\n            try workspace.moveBack(to: target)\n",
            "        } else {\n            try workspace.mark(state: .building)\n"
            "            try workspace.moveBack(to: target)\n",
        )],
    ),
    Mutant(
        "two-renames", "a set is replaced by two renames instead of an exchange",
        f'{SINGLES} --places beside --row "a set over a set, beside, --overwrite"',
        [(
            OUTPUT + "OutputDirectory+Publishing.swift",
            "            try workspace.directory.exchange(Workspace.new, with: name, in: parent)\n"
            "        } catch {\n            // A directory of a lower layer",
            "            try parent.rename(name, to: Workspace.old, in: workspace.directory)\n"
            "            try workspace.directory.rename(Workspace.new, to: name, in: parent)\n"
            "            try workspace.directory.rename(Workspace.old, to: Workspace.new, in: workspace.directory)\n"
            "        } catch {\n            // A directory of a lower layer",
        )],
    ),
    Mutant(
        "done-by-success", "a publish counts as done if there is a _SUCCESS, whichever run's",
        f'{SINGLES} --places beside --row "a set over a set, beside, --resume"',
        [(
            OUTPUT + "OutputClaim.swift",
            "        guard let run = beside?.marker?.run else { return false }\n        return run == published?.run\n",
            "        guard beside?.marker?.run != nil else { return false }\n"
            "        return (try? target?.status(of: PartName.success)) != nil\n",
        )],
    ),
    Mutant(
        "success-always", "an incomplete set gets a _SUCCESS as well",
        f'{SINGLES} --places beside --row "an incomplete set over a set, beside, --overwrite"',
        [(OUTPUT + "OutputDirectory+Publishing.swift", "if publication.isComplete { try write(PartName.success, Span()) }",
          "try write(PartName.success, Span())")],
    ),
    Mutant(
        "input-unchecked", "an input inside the output is not refused", REFUSALS,
        [(OUTPUT + "OutputClaim+Refusal.swift", old, new) for old, new in [
            ("        if isInside { throw holdsInput }\n", "        _ = isInside\n"),
            ("        if contents.holdsInput { throw holdsInput }\n", ""),
            ("            if found.holdsInput { throw holdsInput }\n", ""),
        ]],
    ),
    Mutant(
        "recovery-first", "recovery runs before the run is refused", REFUSALS,
        [(
            "Sluice/Output/RunDestination.swift",
            "        try claim.refuse(existing, request.inputPlace)\n        let recovery = try recover(&claim)\n",
            "        let recovery = try recover(&claim)\n        try claim.refuse(existing, request.inputPlace)\n",
        )],
    ),
    Mutant(
        "own-by-name", "what is called like a part is taken for Sluice's own", REFUSALS,
        [(OUTPUT + "SetOwnership.swift", "default: return set?.lists(path, status) ?? false",
          "default: return PartName.isPart(path) || (set?.lists(path, status) ?? false)")],
    ),
    Mutant(
        "own-by-any-size", "a listed file is taken for Sluice's own whatever its size", REFUSALS,
        [(OUTPUT + "PublishedSet.swift", "return size == nil || size == status.size",
          "return size == nil || status.size >= 0")],
    ),
    Mutant(
        "rejects-unchecked", "what other programs put into _rejects is not seen", REFUSALS,
        [(OUTPUT + "SetContents.swift", '            foreign.append(PartName.rejects + "/" + entry.shown)\n', "")],
    ),
    Mutant(
        "workspace-unchecked", "what other programs put into the working directory is not seen", REFUSALS,
        [(OUTPUT + "OutputClaim+Refusal.swift",
          '            if let entry = found.foreign { throw foreign(workspace: workspaceName(workspace) + "/" + entry) }\n', "")],
    ),
    Mutant(
        "size-alone", "--resume compares the input's size alone", "--only bindings --formats ndjson",
        [("Sluice/Output/Checkpoints/RunBinding.swift", '["bytes", "inode", "modified_at", "changed_at"]', '["bytes"]')],
    ),
    Mutant(
        "no-change-time", "--resume does not compare the time of the input's last change", "--only bindings --formats ndjson",
        [("Sluice/Output/Checkpoints/RunBinding.swift", '["bytes", "inode", "modified_at", "changed_at"]',
          '["bytes", "inode", "modified_at"]')],
    ),
    Mutant(
        "unread", "--resume believes that a part is what was written to it", "--only damage --damage 80 --formats ndjson",
        [(OUTPUT + "OutputClaim+Resuming.swift",
          '        guard found == expected else { throw refusal("\\(name) was changed after it was written") }\n', "")],
    ),
    Mutant(
        "uncut", "--resume does not cut off what came after the checkpoint",
        f'{SINGLES} --places beside --row "a set over a set, beside, --resume"',
        [(OUTPUT + "OutputDirectory.swift", "        try file.cut(to: length)\n", "")],
    ),
    Mutant(
        "checkpoint-last", "a discarded checkpoint is removed after what it names",
        f'{DOUBLES} --places beside --row "a set over a set, beside, --overwrite" --doubles 300',
        [(
            OUTPUT + "Workspace.swift",
            "    func removeWork() throws(SystemError) {\n",
            "    func removeWork() throws(SystemError) {\n        try removeSet(Self.new, .working)\n",
        )],
    ),
    Mutant(
        "manifest-first", "the replaced set's manifest is removed first",
        f'{SINGLES} --places beside --row "a set over a set, beside, --overwrite"',
        [
            (OUTPUT + "SetContents.swift", "        if files.contains(PartName.manifest) { try directory.remove(PartName.manifest) }\n", ""),
            (OUTPUT + "SetContents.swift", "    func remove(from directory: Directory) throws(SystemError) {\n",
             "    func remove(from directory: Directory) throws(SystemError) {\n"
             "        if files.contains(PartName.manifest) { try directory.remove(PartName.manifest) }\n"),
        ],
    ),
    Mutant(
        "parent-unsynced", "the directory in which the new set's name is entered is not synced", ORDER,
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "            try parent.sync()\n            try workspace.directory.sync()\n",
          "            try workspace.directory.sync()\n")],
    ),
    Mutant(
        "set-unsynced", "the names of the new set are not synced before it is put in place", ORDER,
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "{ try shareJournal() }\n        try set.sync()\n", "{ try shareJournal() }\n")],
    ),
    Mutant(
        "part-unsynced", "a part is closed without a sync", ORDER,
        [("Sluice/Output/PartWriter.swift",
          "        try backgroundSync.finish()\n        try file.sync()\n", "        try backgroundSync.finish()\n")],
    ),
    Mutant(
        "manifest-unsynced", "manifest, schema and _SUCCESS are closed without a sync", ORDER,
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "        try file.setMode(mode)\n        try file.sync()\n", "        try file.setMode(mode)\n")],
    ),
    Mutant(
        "marker-unsynced", "the state is not synced before files are moved", ORDER + " --places inside",
        [(OUTPUT + "Workspace.swift",
          "        self.marker = marker\n        try directory.sync()\n", "        self.marker = marker\n")],
    ),
    Mutant(
        "unlocked", "no directory is locked", "--only rivals --rivals 0 --formats ndjson --row \"both overwrite\"",
        [("Sluice/System/Directory+Locking.swift",
          "    func lock(_ lock: Lock = .exclusive) throws(SystemError) {\n",
          "    func lock(_ lock: Lock = .exclusive) throws(SystemError) {\n"
          "        if lock == .exclusive { return }\n")],
    ),
    Mutant(
        "stale-lock", "the locked directory may have been replaced before the lock was taken",
        "--only rivals --rivals 0 --formats ndjson --row \"both overwrite\"",
        [(OUTPUT + "OutputClaim.swift",
          "            guard try path.name.isEmpty ? true : parent.names(target, path.name) else { return nil }\n", "")],
    ),
    Mutant(
        "gate-open", "a process that is asked twice ends although its set is being put in place",
        "--only encounters --encounters 1 --formats ndjson --places beside --row asked",
        [("Sluice/Report/PublishGate.swift", "            return state == .closed\n", "            return true\n")],
    ),
    Mutant(
        "not-undone", "a step after which a sync has failed is not undone",
        "--only calls --faults EIO --calls 40 --formats ndjson --places beside --row \"error=EIO --overwrite beside\"",
        [(OUTPUT + "OutputDirectory+Publishing.swift", "            try undoStep(isReplaced)\n", "")],
    ),
    Mutant(
        "history-lost", "the journal of earlier runs is not taken over",
        f'{SINGLES} --places beside --row "a set over a set, beside, --overwrite"',
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "        if workspace.placement == .beside { try shareJournal() }\n", "")],
    ),
    Mutant(
        "running-for-ever", "a run that died is shown as running",
        f'{SINGLES} --places beside --row "the first set, beside, --overwrite"',
        [("Sluice/Output/Journal/StatusHistory.swift",
          "        if !runs.isEmpty, let run = live() { runs.remove(run) }\n        return runs\n",
          "        if !runs.isEmpty, let run = live() { runs.remove(run) }\n        return runs.isEmpty ? runs : []\n")],
    ),
    Mutant(
        "names-without-checksum", "parts of different contents have the same name", "--only reads --formats ndjson",
        [
            (OUTPUT + "PartName.swift", '        stem(number) + "-" + crc32c.hexDigits + "." + fileExtension\n',
             '        stem(number) + "." + fileExtension\n'),
            (OUTPUT + "PartName.swift",
             '        let dot = openName.utf8.firstIndex(of: UInt8(ascii: ".")) ?? openName.endIndex\n'
             '        return openName[..<dot] + "-" + crc32c.hexDigits + openName[dot...]\n', "        openName\n"),
        ],
    ),
    Mutant(
        "atomic-always", "the report calls every set replaced in one step",
        f'{SINGLES} --places inside --row "the first set, inside, --overwrite"',
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "var replacesAtomically: Bool { workspace.placement == .beside }", "var replacesAtomically: Bool { true }")],
    ),
    Mutant(
        "mount-unseen", "a mount point is taken for a directory that can be replaced",
        f'{SINGLES} --places mounted --row "a set over a set, mounted, --overwrite"',
        [(OUTPUT + "OutputClaim+Building.swift", " || target.isMountPoint()", "")],
    ),
    Mutant(
        "cwd-replaced", "the process's own working directory is replaced",
        f'{SINGLES} --places inside --row "a set over a set, inside, --overwrite"',
        [(OUTPUT + "OutputClaim+Building.swift",
          '        if let working = try? Directory(searchable: ".").status(), working.isSameFile(as: own) { return false }\n', "")],
    ),
    Mutant(
        "permissions-lost", "a replaced directory does not keep its permissions",
        "--only kills --kills 60 --formats ndjson --places beside",
        [("Sluice/System/Directory.swift", "        try descriptor.setMode(wanted.permissions)\n", "")],
    ),
    Mutant(
        "wrong-exchange", "what was exchanged may be something else that has come to the directory's name",
        "--only encounters --encounters 1 --formats ndjson --places beside --row \"another directory\"",
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "        guard try isDone ? workspace.directory.names(target, Workspace.new) : false else {\n",
          "        guard isDone else {\n")],
    ),
    Mutant(
        "late-refusal", "an exchange that the file system refuses at the step ends the run",
        f'{SINGLES} --places layered --row "a set over a set, layered, --overwrite"',
        [(OUTPUT + "OutputDirectory+Publishing.swift",
          "            try moveInside(target)\n            return false\n", "            throw error\n")],
    ),
]
