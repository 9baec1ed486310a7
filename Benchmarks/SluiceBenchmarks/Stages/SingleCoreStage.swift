import Sluice
import StageTrials

/// A stage that one thread runs over an input that is mapped, cut into chunks and in memory before the clock starts.
enum SingleCoreStage: String, CaseIterable {
    case tokenize
    case parse
    case check
    case encode

    var summary: String {
        switch self {
        case .tokenize: "the general tokenizer alone, one core, input in memory"
        case .parse: "bytes to batches, nothing checked but the JSON, one core, input in memory"
        case .check: "bytes to batches, cleaned and checked, one core, input in memory"
        case .encode: "the same, and NDJSON into memory"
        }
    }

    /// Readings of the file at `path` that go as far as this stage.
    func trial(of path: String) throws -> StageTrial {
        switch self {
        case .tokenize: try StageTrial(path: path, schema: .items, upTo: .tokens)
        case .parse: try StageTrial(path: path, schema: try Self.uncheckedItems(), upTo: .verdicts)
        case .check: try StageTrial(path: path, schema: .items, upTo: .verdicts)
        case .encode: try StageTrial(path: path, schema: .items, upTo: .output)
        }
    }

    /// The columns of the items schema, with nothing asked of them.
    private static func uncheckedItems() throws -> Schema {
        let names = ["id", "name", "category", "value", "quantity", "is_active", "created_at"]
        let properties = names.map { "\"\($0)\":{}" }.joined(separator: ",")
        return try Schema(json: "{\"properties\":{\(properties)}}", name: "unchecked items")
    }
}

extension Stage {
    init(_ stage: SingleCoreStage) {
        self.init(name: stage.rawValue, summary: stage.summary, holdsInput: true) { input, _ in
            let trial = try stage.trial(of: input.path)
            return try await Sample {
                let outcome = try trial.run()
                guard stage == .tokenize || outcome.records == input.records else {
                    throw BenchmarkError("\(stage.rawValue) has lost records")
                }
            }
        }
        if stage == .tokenize { applies = \.isWellFormed }
    }
}
