import TestSupport
import Testing

@testable import Sluice

@Suite("Documents, and what is between their records")
struct DocumentTests {
    @Test(
        "an input is a sequence of documents: objects are records, arrays contain records",
        arguments: [
            RecordCase("[{\"id\":1}]\n[{\"id\":2},{\"id\":3}]\n[]\n", ids: [1, 2, 3]),
            RecordCase(#"[{"id":1}][{"id":2}]{"id":3}[{"id":4}]"#, ids: [1, 2, 3, 4]),
            RecordCase("{\"id\":1}\n[{\"id\":2},\n{\"id\":3}]\n{\n\"id\":4}", ids: [1, 2, 3, 4]),
            RecordCase("{\"id\":1}\n{\"id\":2}\n[]\n{\"id\":3},\n{\"id\":4}\n", ids: [1, 2, 3, 4], [.stray(",")]),
            RecordCase(
                "{\"id\":1}\n{\"id\":2}\n[{\"id\":3}],\n{\"id\":4},\n{\"id\":5}\n",
                ids: [1, 2, 3, 4, 5],
                [.stray(","), .stray(",")]
            ),
            RecordCase(
                "{\"id\":1}\n{\"id\":2}\n[1]\n{\"id\":3},\n{\"id\":4}\n",
                ids: [1, 2, 3, 4],
                [
                    .bad("1", .notAnObject), .stray(","),
                ]
            ),
            RecordCase("{\"id\":1}\n{\"id\":2}{\"id\":3}\n{\"id\":4}\n", ids: [1, 2, 3, 4]),
            RecordCase("{\"id\":1}{\"id\":2}\n{\"id\":3}", ids: [1, 2, 3]),
            RecordCase("\u{1E}{\"id\":1}\n\u{1E}{\"id\":2}\n\u{1E}\u{1E}[{\"id\":3}]\n", ids: [1, 2, 3]),
            RecordCase("[]", []), RecordCase("[]\n[]\n", []), RecordCase("[ ] {\"id\":1} [ ]", ids: [1]),
            RecordCase("\u{FEFF}[{\"id\":1}]", ids: [1]),
            RecordCase(
                "42\n{\"id\":1}\nnull \"a\"\n",
                ids: [1],
                ["42", "null", "\"a\""].map { .bad($0, .notAnObject) }
            ),
            RecordCase("[[1, 2], {\"id\":1}]", ids: [1], [.bad("[1, 2]", .notAnObject)]),
        ]
    )
    func documents(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "commas that are missing, doubled or stray cost no record",
        arguments: [
            RecordCase(#"[{"id":1} {"id":2}{"id":3}]"#, ids: [1, 2, 3], [.stray(""), .stray("")]),
            RecordCase(#"[{"id":1},,{"id":2}, , ,{"id":3}]"#, ids: [1, 2, 3], [.stray(","), .stray(", ,")]),
            RecordCase(#"[,{"id":1}]"#, ids: [1], [.stray(",")]), RecordCase(#"[{"id":1},]"#, ids: [1], [.stray("")]),
            RecordCase("[{\"id\":1},\n,\n{\"id\":2},]", ids: [1, 2], [.stray(","), .stray("")]),
            RecordCase("{\"id\":1},\n{\"id\":2},\n{\"id\":3}\n", ids: [1, 2, 3], [.stray(","), .stray(",")]),
            RecordCase(#"[{"id":1};{"id":2},{"id":3}]"#, ids: [1, 2, 3], [.stray(";")]),
            RecordCase(#"[{"id":1} 7,{"id":2}]"#, ids: [1, 2], [.stray("7")]),
            RecordCase(#"[{"id":1}]]"#, ids: [1], [.stray("]")]),
            RecordCase(#"[{"id":1}],{"id":2},{"id":3}]"#, ids: [1, 2, 3], [.stray("]")]),
            RecordCase(#"[{"id":1}]{"id":2},{"id":3},{"id":4}]"#, ids: [1, 2, 3, 4], [.stray("]")]),
            RecordCase("{\"id\":1}]\n{\"id\":2}", ids: [1, 2], [.stray("]")]),
            RecordCase(#"[{"id":1}[{"id":2},{"id":3}]"#, ids: [1, 2, 3], [.stray("[")]),
            RecordCase("{\"id\":1}\n[{\"id\":2}\n{\"id\":3}\n", ids: [1, 2, 3], [.stray("[")]),
        ]
    )
    func commas(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "stray bytes cost no record",
        arguments: [
            RecordCase(
                "{\"id\":1}\n\0\0{\"id\":2}\n\u{1}\n{\"id\":3}",
                ids: [1, 2, 3],
                [.stray("\0\0"), .stray("\u{1}")]
            ),
            RecordCase("\0\0\0\0{\"id\":1}\n", ids: [1], [.stray("\0\0\0\0")]),
            RecordCase(
                "[{\"id\":1}\0 ,\u{7}{\"id\":2}\0]",
                ids: [1, 2],
                [.stray("\0"), .stray("\u{7}"), .stray("\0")]
            ),
            RecordCase("{\"id\":1}\n\u{FEFF}{\"id\":2}\n", ids: [1, 2], [.stray("\u{FEFF}")]),
            RecordCase("[{\"id\":1},\u{FEFF}{\"id\":2}]", ids: [1, 2], [.stray("\u{FEFF}")]),
            RecordCase("[{\"id\":1},\u{1E}{\"id\":2}]", ids: [1, 2], [.stray("\u{1E}")]),
            RecordCase("{\"id\":1}\nnope\n{\"id\":2}\n", ids: [1, 2], [.stray("nope")]),
            RecordCase("{\"id\":1} xyz\n{\"id\":2}\n", ids: [1, 2], [.stray("xyz")]),
            RecordCase("{\"id\":1}xyz{\"id\":2}\n", ids: [1, 2], [.stray("xyz")]),
            RecordCase(
                "[{\"id\":1} xyz, {\"id\":2}, abc {\"id\":3}]",
                ids: [1, 2, 3],
                [.stray("xyz"), .stray("abc")]
            ),
            RecordCase("[{\"id\":1}] x", ids: [1], [.stray("x")]),
            RecordCase("[{\"id\":1}]\0", ids: [1], [.stray("\0")]),
            RecordCase(
                "2024-01-01 INFO [main] started {pid=5}\nof \"tool\" 1.2\n{\n \"id\": 1\n}\n{\n \"id\": 2\n}\n",
                ids: [1, 2],
                [.stray("2024-01-01 INFO [main] started {pid=5}\nof \"tool\" 1.2")]
            ),
            RecordCase("log: {\"a\":1} done\n{\"id\":1}\n{\"id\":2}", ids: [1, 2], [.stray("log: {\"a\":1} done")]),
            RecordCase("{\"id\":1}\nTrue\nNaN\n12abc\n{\"id\":2}\n", ids: [1, 2], [.stray("True\nNaN\n12abc")]),
            // In the place of an element, a word is a bad record.
            RecordCase("[{\"id\":1},NaN,{\"id\":2}]", ids: [1, 2], [.bad("NaN")]),
        ]
    )
    func strays(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "adjacent stray bytes are one fault, whatever they are",
        arguments: [
            RecordCase("{\"id\":1}\n]]]\n]\n{\"id\":2}\n", ids: [1, 2], [.stray("]]]\n]")]),
            RecordCase(#"[{"id":1}]]]]"#, ids: [1], [.stray("]]]")]),
            RecordCase("[{\"id\":1}]\n], ,\0]\n", ids: [1], [.stray("], ,\0]")]),
            RecordCase(
                "{\"id\":1}\n]\0],]\n\u{FEFF}]x]y\n]],\n{\"id\":2}\n",
                ids: [1, 2],
                [.stray("]\0],]\n\u{FEFF}]x]y\n]],")]
            ),
            RecordCase("{\"id\":1}\n\0[{\"id\":2}\n{\"id\":3}\n", ids: [1, 2, 3], [.stray("\0[")]),
            RecordCase("[{\"id\":1},\0 [{\"id\":2},{\"id\":3}]", ids: [1, 2, 3], [.stray("\0 [")]),
            RecordCase(#"[{"id":1},],,],{"id":2}]"#, ids: [1, 2], [.stray("],,],")]),
            RecordCase(
                "[{\"id\":1}\0],{\"id\":2}\u{7} ]\n,{\"id\":3}]",
                ids: [1, 2, 3],
                [
                    .stray("\0]"), .stray("\u{7} ]"),
                ]
            ),
            // A comma that separates is between them.
            RecordCase(#"[{"id":1}],],{"id":2}]"#, ids: [1, 2], [.stray("]"), .stray("],")]),
            RecordCase("[{\"id\":1} abc ],{\"id\":2}]", ids: [1, 2], [.stray("abc ]")]),
            RecordCase(
                "{\"id\":1}\n\0\u{1E}\0{\"id\":2}\n\0\u{1E}{\"id\":3}",
                ids: [1, 2, 3],
                [.stray("\0\u{1E}\0"), .stray("\0")]
            ),
            RecordCase("{\"id\":1}\nabc\u{1E}[{\"id\":2}]\n", ids: [1, 2], [.stray("abc")]),
        ]
    )
    func adjacent(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "a bracket ends its array if only marks or more arrays follow",
        arguments: [
            RecordCase(#"[{"id":1},],],]"#, ids: [1], [.stray(""), .stray(",],]")]),
            RecordCase(#"[{"id":1}],],],]"#, ids: [1], [.stray(",],],]")]),
            RecordCase("[{\"id\":1}],\0,", ids: [1], [.stray(",\0,")]),
            RecordCase(#"[{"id":1}],[{"id":2}],[{"id":3}]"#, ids: [1, 2, 3], [.stray(","), .stray(",")]),
            RecordCase(#"[],[{"id":1}],[]"#, ids: [1], [.stray(","), .stray(",")]),
            RecordCase(#"[{"id":1}],,{"id":2},{"id":3}]"#, ids: [1, 2, 3], [.stray("]"), .stray(",")]),
        ]
    )
    func endOfArray(_ test: RecordCase) async throws { try await test.check() }

    @Test(
        "the message of a stray bracket says what it interrupts",
        arguments: [
            (#"[{"id":1}],{"id":2}]"#, "expected the rest of the array, found ']'"),
            (#"[{"id":1},],{"id":2}]"#, "expected the rest of the array, found ']'"),
            (#"[],{"id":1},{"id":2}]"#, "expected the rest of the array, found ']'"),
            (#"[{"id":1}]]"#, "expected an object or an array, found ']'"),
        ]
    )
    func bracketMessages(text: String, message: String) async throws {
        let trial = try await IngestionTrial(Array(text.utf8), quarantine: true)
        #expect(trial.diagnostics.map(\.message) == [message])
    }

    @Test(
        "a run of stray marks is one fault, however long it is",
        arguments: ["]", ",", "],", "]\0", "\0],\u{FEFF}", "]\n", " ],x\n"]
    )
    func longRun(mark: String) async throws {
        let run = String(repeating: mark, count: 10_000)
        for (head, tail) in [
            ("{\"id\":1}\n", "\n{\"id\":2}\n"), ("[{\"id\":1}]", "[{\"id\":2}]"), ("[{\"id\":1},", "{\"id\":2}]"),
        ] {
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [3_000, 1 << 20] {
                let trial = try await IngestionTrial(Array((head + run + tail).utf8), quarantine: true) { options in
                    options.chunkSize = chunkSize
                    options.jobs = 2
                }
                #expect(trial.text == "{\"id\":1}\n{\"id\":2}\n")
                // The array may end inside the run, which is in two parts then, and the last bracket is stray as well.
                #expect(trial.diagnostics.count <= 4)
                #expect(try trial.rejects.contains { $0.length >= run.utf8.count - 2 * mark.utf8.count })
                outcomes.append(trial.outcome)
            }
            #expect(outcomes.allSatisfy { $0 == outcomes[0] })
        }
    }

    @Test("a byte order mark inside an input is named as such")
    func byteOrderMark() async throws {
        for chunkSize in [1, 1 << 20] {
            let text = Array("{\"id\":1}\n\u{FEFF}{\"id\":2}\n".utf8)
            let trial = try await IngestionTrial(text, quarantine: true) { $0.chunkSize = chunkSize }
            #expect(trial.diagnostics.map(\.message) == ["expected an object or an array, found a byte order mark"])
            #expect(trial.diagnostics.first?.headline.contains("2:1: between records: ") == true)
        }
    }

    @Test("an array without commas loses nothing, and each is counted")
    func withoutCommas() async throws {
        let count = 20_000
        let text = Array(("[" + (0..<count).map { "{\"id\":\($0)}" }.joined(separator: "\n") + "]").utf8)
        for chunkSize in [4_096, 1 << 20] {
            let trial = try await IngestionTrial(text, quarantine: true) { $0.chunkSize = chunkSize }
            #expect(trial.report?.recordsWritten == count && trial.report?.recordsSeen == count)
            #expect(trial.report?.errors.map(\.count) == [count - 1])
            #expect(trial.files["_rejects/part-00000.ndjson"] == nil, "there is nothing to set aside")
        }
    }

    @Test("faults between records count towards the limits", arguments: [0, 1, 2, 3])
    func limit(limit: Int) async throws {
        let text = Array("[{\"id\":1} {\"id\":2},,{\"id\":}, {\"id\":3}]".utf8)
        let trial = try await IngestionTrial(text) { $0.errorPolicy = .quarantine(limit: .count(limit)) }
        #expect(trial.error?.kind == (limit < 3 ? .data : nil))
        let share = try await IngestionTrial(text) {
            $0.errorPolicy = .quarantine(limit: .percentage(Double(limit) * 25))
        }
        #expect(share.error?.kind == (limit < 3 ? .data : nil), "three faults in four records")
    }

    @Test("a hole of any size is one fault, of which the first mebibyte is kept")
    func hole() async throws {
        let hole = String(repeating: "\0", count: 3 << 20)
        for (head, tail) in [
            ("{\"id\":1}\n", "{\"id\":2}\n"), ("[{\"id\":1},", "{\"id\":2}]"), ("", "{\"id\":1}\n{\"id\":2}"),
        ] {
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [100_000, 1 << 20] {
                let trial = try await IngestionTrial(Array((head + hole + tail).utf8), quarantine: true) { options in
                    options.chunkSize = chunkSize
                }
                #expect(trial.text == "{\"id\":1}\n{\"id\":2}\n")
                let reject = try #require(try trial.rejects.first)
                #expect(reject.record == nil && reject.offset == head.utf8.count && reject.length == 3 << 20)
                #expect(reject.isTruncated == true && reject.bytes.count == 1 << 20)
                outcomes.append(trial.outcome)
            }
            #expect(outcomes[0] == outcomes[1])
        }
    }

    @Test("under the policy that allows no faults, nothing is read after the first", arguments: ["\0", "x", "{\"x\":"])
    func stopping(fault: String) async throws {
        let text = "[{\"id\":1},\(fault)" + String(repeating: fault == "\0" ? "\0" : " ", count: 8 << 20)
        let trial = try await IngestionTrial(Array((text + "q]").utf8)) { options in
            options.chunkSize = 4_096
            options.maximumRecordSize = 1_000
        }
        let report = try #require(trial.error?.report)
        #expect(report.bytesRead < 100)
        #expect(report.failure == .data)
    }

    @Test("an input without any document is not JSON")
    func noDocument() async throws {
        for text in ["id,name\n1,a\n", "\0\0\0\0", "]", "a\n\nb", "1,2\n3,4\n"] {
            for quarantine in [false, true] {
                let trial = try await IngestionTrial(Array(text.utf8), quarantine: quarantine)
                #expect(trial.error?.kind == .input, "\(text.debugDescription)")
                #expect(trial.error?.message.contains("is not JSON") == true, "\(text.debugDescription)")
                #expect(trial.files == [:])
            }
        }
    }
}
