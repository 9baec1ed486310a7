import Testing

@testable import Sluice
@testable import SluiceCLI

@Suite("diagnostics")
struct DiagnosticTextTests {
    private let plain = Style(.never, isTerminal: true) { _ in nil }

    private func diagnostic(_ input: String, line: Int) -> Diagnostic {
        Diagnostic(
            exactName: InputName(FilePath(input)),
            position: RecordPosition(record: 3, line: line, column: 17, offset: 500),
            code: ErrorCode(rawValue: "type"),
            pointer: "/quantity",
            message: #"expected an integer greater than 0, found the string "five""#,
            excerpt: Diagnostic.Excerpt(
                bytes: Array(#"    "quantity": "five","#.utf8),
                place: 16..<22,
                isHeadCut: false,
                isTailCut: false
            )
        )
    }

    @Test("look as compilers' do")
    func layout() {
        #expect(
            diagnostic("items.json", line: 23).text(plain) == #"""
                error: items.json:23:17: record 3, /quantity: expected an integer greater than 0, found the string "five"
                   23 |     "quantity": "five",
                      |                 ^~~~~~

                """#
        )
    }

    @Test("stay aligned where the line's number is long")
    func longNumber() {
        let lines = diagnostic("items.json", line: 1_234_567).text(plain).split(separator: "\n")
        #expect(lines[1].hasPrefix(#"1234567 |     "quantity""#))
        #expect(lines[2] == "        |                 ^~~~~~")
    }

    @Test("escape what a path must not do to a terminal")
    func path() {
        let text = diagnostic("\u{1B}]0;x\u{7}\u{202E}.json", line: 1).text(plain)
        #expect(text.hasPrefix(#"error: \u{1B}]0;x\u{7}\u{202E}.json:1:17:"#))
    }

    @Test("have colours only where they should")
    func colors() {
        func isColored(_ when: When, _ isTerminal: Bool, _ environment: [String: String] = [:]) -> Bool {
            Style(when, isTerminal: isTerminal) { environment[$0] }.isColored
        }
        #expect(isColored(.auto, true))
        #expect(!isColored(.auto, false))
        #expect(!isColored(.auto, true, ["NO_COLOR": "1"]))
        #expect(isColored(.auto, true, ["NO_COLOR": ""]))
        #expect(!isColored(.auto, true, ["TERM": "dumb"]))
        #expect(isColored(.always, false, ["NO_COLOR": "1"]))
        #expect(!isColored(.never, true))
        let text = diagnostic("a", line: 1).text(Style(.always, isTerminal: false) { _ in nil })
        #expect(text.hasPrefix("\u{1B}[1;31merror:\u{1B}[0m "))
    }
}
