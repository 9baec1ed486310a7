/// The manifest of a published set, read back; the only reader of manifests.
///
/// Nothing is trusted: what is missing or malformed is `nil`.
struct PublishedManifest: Sendable {
    /// The supported versions; the first one does not list the schema files.
    private static let versions = 1...2

    let version: Int
    private let node: JSONNode

    /// Reads a manifest; `nil` unless Sluice has written it.
    init?(_ text: [UInt8]) {
        guard let node = JSONNode(text), let version = node["manifest_version"]?.integer,
            Self.versions.contains(version), node["parts"]?.elements != nil
        else { return nil }
        self.version = version
        self.node = node
    }

    /// The run's name in the journal; `nil` in manifests of the first version.
    var run: String? { node["run"]?.string }
    /// The id of the run's pipeline, if it had one.
    var pipelineID: Int? { node["pipeline_id"]?.integer }
    /// Whether the whole input was read.
    var isComplete: Bool? { node["complete"]?.boolean }
    var shape: InputShape? { node["input"]?["shape"]?.string.flatMap(InputShape.init) }
    /// Where a limited run has stopped reading.
    var stoppedAt: Int? { node["stopped_at"]?.count }
    /// How many rejects of earlier runs were left out; `nil` if the run has replayed none.
    var rejectsLeftOut: Int? { node["rejects_left_out"]?.count }
    var seconds: Double? { node["seconds"]?.number }
    /// The path of the input, for display; of several, that of the first and how many more there are.
    var inputPath: String? {
        guard let inputs = node["inputs"]?.elements, let first = inputs.first else { return path(node["input"]) }
        return path(first).map { inputs.count > 1 ? "\($0) and \((inputs.count - 1).grouped) more" : $0 }
    }

    private func path(_ input: JSONNode?) -> String? { input.flatMap { InputName($0, as: "path") }?.shown }

    /// What was seen of each input, all of which have been read; `nil` in manifests of version 0.1.
    var inputs: InputLedger? {
        let figures = node["inputs"]?.list { node -> InputLedger.Figures? in
            guard let bytes = node["bytes"]?.count, let seen = node["records_seen"]?.count,
                let rejected = node["records_rejected"]?.count
            else { return nil }
            let compression = node["compression"]?.string.flatMap(Compression.init)
            return InputLedger.Figures(bytes: bytes, records: seen, rejected: rejected, compression: compression)
        }
        return figures.flatMap { InputLedger($0, faults: 0, blank: 0) }
    }
    var startedAt: String? { node["started_at"]?.string }
    var endedAt: String? { node["ended_at"]?.string }
    var ledger: Ledger? { node["ledger"].flatMap(Ledger.init) }
    var parts: [FinishedPart]? { node["parts"]?.list(FinishedPart.init) }
    var hasRejects: Bool { node["rejects"] != nil }
    var rejects: WrittenFile? { node["rejects"].flatMap(WrittenFile.init) }
    var hasSchema: Bool { node["schema"]?["crc32c"]?.string != nil }
    var errors: [IngestionReport.ErrorSummary]? { node["errors"]?.list(IngestionReport.ErrorSummary.init) }
    var firstError: Diagnostic? { node["first_error"].flatMap(Diagnostic.init) }
    /// Why a run that is marked as incomplete counts as failed.
    var failure: String { node["message"]?.string ?? IngestionReport.brokenInput }
    var cleaning: [IngestionReport.CleaningSummary]? {
        node["cleaning"]?.list(IngestionReport.CleaningSummary.init)
    }

    /// The names and sizes of the parts.
    var partFiles: [(name: String, bytes: Int)]? { node["parts"]?.list(Self.file) }
    /// The names and sizes of the other files; `nil` in manifests of the first version.
    var otherFiles: [(name: String, bytes: Int)]? { node["files"]?.list(Self.file) }

    private static func file(_ node: JSONNode) -> (name: String, bytes: Int)? {
        guard let name = node["name"]?.string, let bytes = node["bytes"]?.count else { return nil }
        return (name, bytes)
    }

    /// What differs between the run and one with this binding, as a clause; `nil` if nothing does.
    func difference(from binding: RunBinding) -> String? { binding.difference(from: node) }

    /// The run's figures for a status store.
    var figures: StatusFigures? {
        guard let seconds, let written = node["ledger"]?["records_written"]?.count,
            let rejected = node["ledger"]?["records_rejected"]?.count
        else { return nil }
        return StatusFigures(seconds: seconds, recordsProcessed: written, recordsRejected: rejected)
    }
}
