import Foundation
import TestSupport

@testable import Sluice

/// One run on an input of its own, and what it has left behind.
struct IngestionTrial {
    /// Where a trial's records go.
    enum Output {
        /// The directory `out` beside the input.
        case directory
        /// Nowhere.
        case none
    }

    let directory: TemporaryDirectory
    /// `nil` for a run that has thrown.
    let report: IngestionReport?
    /// What it has thrown.
    let error: IngestionError?
    /// What it has told of bad records, in order.
    let diagnostics: [Diagnostic]
    /// What it has warned of, in order.
    let warnings: [String]
    /// Every file in the output directory, the journal excepted.
    let files: [String: [UInt8]]

    /// Runs over an input.
    ///
    /// With `quarantine` bad records are set aside. The run is cancelled after so many events, if any number is given.
    init(
        _ input: [UInt8],
        schema: Schema? = nil,
        quarantine: Bool = false,
        output: Output = .directory,
        in directory: TemporaryDirectory? = nil,
        cancelledAfter events: Int? = nil,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws {
        let directory = try directory ?? TemporaryDirectory()
        let path = directory.path("input.json")
        // An input that is there already is left as it is: a run may be continued only over the same file.
        if (try? Data(contentsOf: URL(filePath: path))) != Data(input) {
            try directory.write(input, to: "input.json")
        }
        try await self.init(
            of: [.file(path)],
            schema: schema,
            quarantine: quarantine,
            output: output,
            in: directory,
            cancelledAfter: events,
            configure
        )
    }

    /// Runs over inputs that are there.
    init(
        of inputs: [InputSource],
        schema: Schema? = nil,
        quarantine: Bool = false,
        output: Output = .directory,
        in directory: TemporaryDirectory,
        cancelledAfter events: Int? = nil,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws {
        self.directory = directory
        var options = IngestionOptions()
        options.jobs = 2
        if quarantine { options.errorPolicy = .quarantine(limit: nil) }
        configure(&options)
        let ingestion = Ingestion(
            inputs: inputs,
            output: output == .none ? .none : .directory(self.directory.path("out")),
            schema: schema,
            options: options
        )
        let told = Locked<[Diagnostic]>([])
        let warned = Locked<[String]>([])
        do throws(IngestionError) {
            report = try await ingestion.run(cancelledAfter: events) { event in
                if case .rejected(let diagnostic) = event { told.withLock { $0.append(diagnostic) } }
                if case .warning(let message) = event { warned.withLock { $0.append(message) } }
            }
            error = nil
        } catch {
            report = nil
            self.error = error
        }
        diagnostics = told.withLock { $0 }
        warnings = warned.withLock { $0 }
        let files = try self.directory.files(below: "out")
        self.files = files.filter { $0.key != PartName.status }
    }

    /// The published parts' bytes in the order of their numbers.
    var parts: [[UInt8]] { files.keys.filter(PartName.isPart).sorted().compactMap { files[$0] } }

    /// The names of the files, those of parts without their checksums: `part-00000.ndjson`.
    var names: [String] {
        files.keys.map { name in
            guard PartName.isPart(name) else { return name }
            return name.prefix(while: { $0 != "." }).split(separator: "-").prefix(2).joined(separator: "-")
                + name.drop(while: { $0 != "." })
        }.sorted()
    }

    /// All published records, a line each.
    var text: String { String(decoding: parts.joined(), as: UTF8.self) }

    var isPublished: Bool { files[PartName.success] != nil }

    /// The published rejects.
    var rejects: [Reject] {
        get throws {
            let lines = (files["_rejects/part-00000.ndjson"] ?? []).split(separator: UInt8(ascii: "\n"))
            return try lines.map { try JSONDecoder().decode(Reject.self, from: Data($0)) }
        }
    }

    /// The published manifest.
    var manifest: PublishedManifest {
        get throws { try JSONDecoder().decode(PublishedManifest.self, from: Data(files[PartName.manifest] ?? [])) }
    }

    /// What must not depend on how the input was cut, or on the number of workers.
    var outcome: Outcome {
        let report = report ?? error?.report ?? IngestionReport()
        return Outcome(
            files: comparableFiles,
            kind: error.map { "\($0.kind)" },
            shape: report.shape,
            figures: [report.bytesRead, report.recordsSeen, report.recordsWritten, report.recordsRejected],
            errors: report.errors.map { "\($0.code) \($0.field) \($0.count) \($0.first)" },
            cleaning: report.cleaning.map { "\($0.field) \($0.rule) \($0.count)" },
            parts: report.parts.map { "\($0.name) \($0.records) \($0.bytes)" },
            diagnostics: diagnostics.map { "\(name($0.input)) \($0.position) \($0.code) \($0.pointer) \($0.message)" },
            inputs: report.inputs.map { "\(name($0.name)) \($0.bytes) \($0.recordsSeen) \($0.recordsRejected)" }
        )
    }

    /// The files but the manifest, rejects without the directory that is in their input's name.
    private var comparableFiles: [String: [UInt8]] {
        var files = files.filter { $0.key != PartName.manifest }
        let rejects = PartName.rejects + "/" + PartName.rejectsFile
        if let lines = files[rejects] {
            let place = Array(directory.path("").utf8)
            files[rejects] = Array(lines.split(separator: place, omittingEmptySubsequences: false).joined())
        }
        return files
    }
    /// An input's name as seen from the trial's directory.
    private func name(_ input: String) -> String { input.replacing(directory.url.path, with: "") }

    struct Outcome: Equatable {
        let files: [String: [UInt8]]
        let kind: String?
        let shape: InputShape?
        let figures: [Int]
        let errors: [String]
        let cleaning: [String]
        let parts: [String]
        let diagnostics: [String]
        let inputs: [String]

        /// The bytes of a published part.
        func part(_ number: Int) -> [UInt8]? { files.first { PartName.isPart($0.key, number: number) }?.value }
    }
}

/// One line of `_rejects/`.
struct Reject: Decodable, Equatable {
    struct Failure: Decodable, Equatable {
        let code: String
        let instanceLocation: String
        let line: Int
        let column: Int
        let offset: Int
    }

    /// The input's name as it was given; `nil` if that is not UTF-8.
    let file: String?
    let fileBase64: String?
    /// `nil` for what stands between records.
    let record: Int?
    let line: Int
    let column: Int
    let offset: Int
    let length: Int
    let errors: [Failure]
    let raw: String?
    let base64: String?
    let isTruncated: Bool?

    enum CodingKeys: String, CodingKey {
        case file, record, line, column, offset, length, errors, raw
        case fileBase64 = "file_base64"
        case base64 = "raw_base64"
        case isTruncated = "raw_truncated"
    }

    /// The record's bytes.
    var bytes: [UInt8] {
        raw.map { Array($0.utf8) } ?? base64.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) } ?? []
    }
}

/// What tests look at in a manifest.
struct PublishedManifest: Decodable {
    struct Part: Decodable {
        let name: String
        let records: Int
        let bytes: Int
        let crc32c: String
        let input: Stretch
    }

    struct Stretch: Decodable {
        let start: Int
        let end: Int
    }

    struct Options: Decodable {
        let format: String
        let compression: String?
    }

    let complete: Bool
    let options: Options
    let parts: [Part]
    let ledger: [String: Int]
}
