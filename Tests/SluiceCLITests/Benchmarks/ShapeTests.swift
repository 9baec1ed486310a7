import Foundation
import Sluice
import TestSupport
import Testing

@Suite("The benchmarks' inputs")
struct ShapeTests {
    /// Writes an input of 300 records with the benchmarks, which stand beside the command.
    private static func write(_ shape: String, seed: Int, to url: URL) throws -> Data {
        let outcome = try SluiceBinary.shell(
            """
            "$(dirname "$SLUICE_BINARY")/SluiceBenchmarks" --records 300 --seed \(seed) --write \(shape) '\(url.path)'
            """
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Data(contentsOf: url)
    }

    @Test(
        "every shape is items, the same for a seed",
        arguments: ["pretty", "compact", "ndjson", "optional", "shuffled", "columns", "text", "nested", "numbers"]
    )
    func shapesAreItems(shape: String) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.url.appending(path: "input")
        let again = try Self.write(shape, seed: 7, to: directory.url.appending(path: "again"))
        let other = try Self.write(shape, seed: 8, to: directory.url.appending(path: "other"))
        let bytes = try Self.write(shape, seed: 7, to: path)
        #expect(bytes == again)
        #expect(bytes != other)
        // A bad record would end the run.
        let report = try await Ingestion(input: .file(path.path), output: .none, schema: .items).run()
        #expect(report.recordsSeen == 300)
        let isArray = bytes.first == UInt8(ascii: "[")
        #expect(report.shape == (isArray ? .array : .sequence))
        // A parser that is not ours has it for JSON too.
        let text =
            isArray ? bytes : Data("[".utf8) + bytes.split(separator: 10).joined(separator: [44]) + Data("]".utf8)
        let records = try #require(try JSONSerialization.jsonObject(with: text) as? [[String: Any]])
        #expect(records.map { $0["id"] as? Int } == Array(0..<300))
    }
}
