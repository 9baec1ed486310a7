import Sluice

/// Figures recorded earlier with `--json`.
struct Baseline {
    private var rates: [String: Double] = [:]

    /// Reads a file of JSON lines.
    init(contentsOf path: String) async throws {
        for try await record in RecordStream(contentsOf: path) where record.value("stage") != nil {
            let key = Self.key(try record.string("shape"), try record.string("stage"))
            rates[key] = try record.double("bytes_per_second")
        }
    }

    func bytesPerSecond(shape: String, stage: String) -> Double? { rates[Self.key(shape, stage)] }

    private static func key(_ shape: String, _ stage: String) -> String { shape + "/" + stage }
}
