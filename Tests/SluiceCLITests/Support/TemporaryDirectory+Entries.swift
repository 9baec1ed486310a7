import Foundation
import TestSupport

@testable import Sluice

/// What may have the name of a file.
extension TemporaryDirectory {
    /// Makes the entry `name`: a `pipe`, a `directory`, or a link to the path `kind`.
    func make(_ kind: String, at name: String) throws {
        switch kind {
        case "pipe":
            // SAFETY: the path is passed as a C string for the length of the call.
            guard unsafe mkfifo(path(name), 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        case "directory":
            try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: false)
        default: try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: kind)
        }
    }

    /// Makes the file `name`, where there is none, and gives it `byteCount` bytes without writing any.
    func extend(_ name: String, to byteCount: UInt64) throws {
        if !FileManager.default.fileExists(atPath: path(name)) { try write("", to: name) }
        let file = try FileHandle(forWritingTo: url.appending(path: name))
        try file.truncate(atOffset: byteCount)
        try file.close()
    }
}

extension TemporaryDirectory {
    /// The journal of a new run in the directory `name`.
    func journal(in name: String = ".") throws -> StatusJournal {
        StatusJournal(in: try Directory(path: FilePath(path(name))), called: "out", run: StatusJournal.newRun())
    }
}
