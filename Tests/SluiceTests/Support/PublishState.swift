import Foundation
import TestSupport

@testable import Sluice

/// An output directory `out` in the state in which a run has died: an old set, published, and a new one on its way.
struct PublishState {
    /// Where the run died.
    enum Moment: String, CaseIterable {
        /// Beside the directory, before the one step: the new set is complete.
        case sealed
        /// The same on a first publish: there is no old set.
        case sealedFirst
        /// After the exchange of the two sets.
        case exchanged
        /// While the old set was removed.
        case removing
        /// After the rename of a first publish.
        case renamed
        /// Inside the directory, while the old files were moved out of it.
        case retiring
        /// While the new files were moved in.
        case installing
        /// The same, and the new set was removed: an undo has failed.
        case installingLost
        /// While the files of a first publish were moved in.
        case installingFirst
        /// When all of them had been moved in.
        case installed

        var isFirst: Bool { [.sealedFirst, .renamed, .installingFirst].contains(self) }
        /// Whether the run got so far that its set is the one that remains.
        var isPublished: Bool { ![.sealed, .sealedFirst, .retiring, .installingLost].contains(self) }
    }

    let directory: TemporaryDirectory
    let moment: Moment
    /// The files of the two sets.
    let old: [String: [UInt8]]
    let new: [String: [UInt8]]

    /// Which of the sets are complete: an incomplete one has no `_SUCCESS`.
    struct Completeness: CustomStringConvertible {
        var old = true
        var new = true

        var description: String { "\(old ? "complete" : "incomplete") -> \(new ? "complete" : "incomplete")" }
        static let all = [true, false].flatMap { old in [true, false].map { Completeness(old: old, new: $0) } }
    }

    private static func input(_ name: String, isComplete: Bool) -> [UInt8] {
        let records = (0..<40).map { "{\"\(name)\":\($0)}" }.joined(separator: ",")
        return Array("[\(records)\(isComplete ? "]" : ",{\"x")".utf8)
    }

    init(_ moment: Moment, _ completeness: Completeness = Completeness()) async throws {
        directory = try TemporaryDirectory()
        self.moment = moment
        old = try await Self.makeSet("old", isComplete: completeness.old, in: directory)
        new = try await Self.makeSet("new", isComplete: completeness.new, in: directory)
        try arrange()
        try? FileManager.default.removeItem(atPath: directory.path("old"))
        try? FileManager.default.removeItem(atPath: directory.path("new"))
    }

    /// Publishes a set of several parts in a directory of its own.
    private static func makeSet(
        _ name: String,
        isComplete: Bool,
        in directory: TemporaryDirectory
    ) async throws -> [String: [UInt8]] {
        let input = try directory.write(input(name, isComplete: isComplete), to: name + ".json")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        options.smallPartSize = 100
        let run = Ingestion(input: .file(input), output: .directory(directory.path(name)), options: options)
        _ = try? await run.run()
        try FileManager.default.removeItem(atPath: directory.path(name + "/_status.ndjson"))
        return try directory.files(below: name)
    }

    private func arrange() throws {
        switch moment {
        case .sealed: try arrangeBeside(out: "old", work: "new", at: "new")
        case .sealedFirst: try arrangeBeside(out: nil, work: "new", at: "new")
        case .exchanged: try arrangeBeside(out: "new", work: "old", at: "new")
        case .removing:
            try arrangeBeside(out: "new", work: "old", at: "old")
            for name in old.keys where name != PartName.manifest && name.hasSuffix(".ndjson") {
                try FileManager.default.removeItem(atPath: directory.path(".out.sluice/old/" + name))
                break
            }
        case .renamed: try arrangeBeside(out: "new", work: nil, at: "new")
        case .retiring: try arrangeInside(inPlace: half(of: old), of: "old")
        case .installingLost:
            try arrangeInside(inPlace: [], of: "new")
            try FileManager.default.removeItem(atPath: directory.path("out/_temporary/new"))
        case .installing, .installingFirst: try arrangeInside(inPlace: half(of: new), of: "new")
        case .installed: try arrangeInside(inPlace: new.keys.sorted(), of: "new")
        }
    }

    /// The files that are moved first, `_SUCCESS` and the manifest not among them.
    private func half(of set: [String: [UInt8]]) -> [String] {
        Array(set.keys.filter(PartName.isPart).sorted().prefix(2))
    }

    private func arrangeBeside(out: String?, work: String?, at place: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: directory.path(".out.sluice"), withIntermediateDirectories: true)
        if let work { try files.moveItem(atPath: directory.path(work), toPath: directory.path(".out.sluice/" + place)) }
        if let out { try files.moveItem(atPath: directory.path(out), toPath: directory.path("out")) }
        try mark(".out.sluice", WorkspaceMarker(directory: "out", run: run))
    }

    /// Moves some files of one set in place; what else there is of both is in the workspace.
    private func arrangeInside(inPlace names: [String], of set: String) throws {
        let files = FileManager.default
        let workspace = directory.path("out/_temporary")
        try files.createDirectory(atPath: workspace, withIntermediateDirectories: true)
        try files.moveItem(atPath: directory.path("new"), toPath: workspace + "/new")
        if !moment.isFirst { try files.moveItem(atPath: directory.path("old"), toPath: workspace + "/old") }
        for name in names where name.contains("/") == false {
            try files.moveItem(atPath: workspace + "/\(set)/" + name, toPath: directory.path("out/" + name))
        }
        if names.contains("_rejects/part-00000.ndjson") {
            try files.moveItem(atPath: workspace + "/\(set)/_rejects", toPath: directory.path("out/_rejects"))
        }
        var marker = WorkspaceMarker(directory: nil, run: run)
        marker.state = moment == .retiring ? .retiring : .installing
        try mark("out/_temporary", marker)
    }

    private func mark(_ workspace: String, _ marker: WorkspaceMarker) throws {
        try directory.write(marker.text, to: workspace + "/workspace.json")
    }

    /// The name of the run that has died, as its manifest has it.
    var run: String { JSONNode(new[PartName.manifest] ?? [])?["run"]?.string ?? "" }

    /// What is to be in the directory once it is recovered.
    var expected: [String: [UInt8]] { moment.isPublished ? new : moment.isFirst ? [:] : old }

    /// What is in the directory now, the journal and the workspace aside.
    var found: [String: [UInt8]] {
        get throws {
            try directory.files(below: "out").filter { $0.key != PartName.status && !$0.key.hasPrefix("_temporary/") }
        }
    }

    /// All files there are, by their paths.
    var everything: [String: [UInt8]] { get throws { try directory.files(below: ".") } }
}
