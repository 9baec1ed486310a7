import TestSupport
import Testing

@testable import Sluice

@Suite("Where an error stands")
struct PositionTests {
    /// Lines with text of every width before the error, which stands at `@`.
    @Test(
        "is counted in lines, and in scalars from the line's beginning",
        arguments: [
            ("[{\"a\":@}]", 1, 7), ("[\n{\"a\":@}]", 2, 6), ("[\r\n{\"a\":1},\r\n{\"a\":@}]", 3, 6),
            ("[\t{\"a\":\t@}]", 1, 9), ("[{\"é日😀\":@}]", 1, 9), ("[{\"a\":\"é日😀\"},{\"b\":@}]", 1, 19),
            ("\u{FEFF}[{\"a\":@}]", 1, 7), ("\u{FEFF}\n [{\"a\":@}]", 2, 8), ("{\"a\":@}\n", 1, 6),
            ("{\"a\":\"e\u{301}\"}\r\n{\"a\":@}\r\n", 2, 6), ("\n\n\n{\"a\":1}\n{\"a\":@}\n", 5, 6),
            ("{\"a\":1} {\n\"a\":\n\t@}\n", 3, 2), ("[{\"a\":1}\n\r\n\n@ , 2]", 4, 1), ("\r\r[{\"a\":@}]", 1, 9),
        ] as [(String, Int, Int)]
    )
    func positions(text: String, line: Int, column: Int) async throws {
        let input = Array(text.utf8)
        let offset = try #require(input.firstIndex(of: UInt8(ascii: "@")))
        #expect(SlowPosition(of: offset, in: input).line == line)
        #expect(SlowPosition(of: offset, in: input).column == column)
        for chunkSize in [1, 4, 1 << 20] {
            let trial = try await IngestionTrial(input, output: .none) { $0.chunkSize = chunkSize }
            let diagnostic = try #require(trial.diagnostics.first)
            #expect(diagnostic.position.offset == offset)
            #expect(diagnostic.position.line == line)
            #expect(diagnostic.position.column == column)
        }
    }

    @Test("is found behind chunks that are long gone", arguments: [1, 64, 4_096])
    func farAway(chunkSize: Int) async throws {
        // The bad record begins in one chunk and ends many chunks later.
        let long = (0..<400).map { "\"k\($0)\":\"é\",\n" }.joined()
        let good = (0..<20).map { "{\"a\":\"日本 \($0)\"},\n" }.joined()
        let text = "[\n" + good + "{\"a\" 1,\n" + long + "\"z\":0},\n" + good + "{\"b\":@},{\"a\":1}]"
        let input = Array(text.utf8)
        let trial = try await IngestionTrial(input, quarantine: true) { $0.chunkSize = chunkSize }
        let rejects = try trial.rejects
        #expect(rejects.map(\.record) == [20, 41])
        for reject in rejects {
            let start = SlowPosition(of: reject.offset, in: input)
            #expect(reject.line == start.line && reject.column == start.column)
            let place = SlowPosition(of: reject.errors[0].offset, in: input)
            #expect(reject.errors[0].line == place.line && reject.errors[0].column == place.column)
            #expect(reject.bytes == Array(input[reject.offset..<reject.offset + reject.length]))
        }
    }

    @Test("is known for each of the things that are wrong with a record")
    func allViolations() async throws {
        let text = "{\"id\":\"é\",\"name\":1,\"category\":\"é\",\"value\":-1,\"quantity\":0}\n"
        let trial = try await IngestionTrial(Array(text.utf8), schema: .items, quarantine: true) {
            $0.allowsEmpty = true
        }
        let errors = try #require(try trial.rejects.first?.errors)
        #expect(errors.map(\.instanceLocation) == ["/id", "/name", "/category", "/value", "/quantity"])
        #expect(errors.map(\.column) == [7, 18, 31, 43, 57])
        #expect(errors.map(\.line) == [1, 1, 1, 1, 1])
        #expect(trial.diagnostics.map(\.position.column) == [7, 18, 31, 43, 57])
    }
}
