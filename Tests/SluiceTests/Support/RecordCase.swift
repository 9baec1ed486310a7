import TestSupport
import Testing

@testable import Sluice

/// A text, the records that come of it, and what is wrong with it.
struct RecordCase: Sendable, CustomTestStringConvertible {
    let text: String
    /// The records, in their compact form.
    let records: [String]
    /// What is wrong: the code, and the bytes set aside.
    let faults: [Fault]

    struct Fault: Equatable, CustomStringConvertible {
        let code: String
        let bytes: String
        /// Whether it is counted as a record.
        var isRecord = true

        var description: String { "\(code) \(bytes.debugDescription)\(isRecord ? "" : " between records")" }

        static func bad(_ bytes: String, _ code: ErrorCode = .syntax) -> Fault {
            Fault(code: code.rawValue, bytes: bytes)
        }

        /// Bytes between records that belong to none; empty where something is missing.
        static func stray(_ bytes: String) -> Fault {
            Fault(code: ErrorCode.separator.rawValue, bytes: bytes, isRecord: false)
        }
    }

    var testDescription: String { text.count > 80 ? text.prefix(80).debugDescription + "…" : text.debugDescription }

    init(_ text: String, _ records: [String], _ faults: [Fault] = []) {
        self.text = text
        self.records = records
        self.faults = faults
    }

    /// Records that have nothing but a number: `{"id":1}`.
    init(_ text: String, ids: [Int], _ faults: [Fault] = []) {
        self.init(text, ids.map { "{\"id\":\($0)}" }, faults)
    }

    /// Reads the text in chunks of many sizes, and checks what comes of it.
    func check(chunkSizes: [Int] = [1, 2, 7, 64, 1 << 20]) async throws {
        var outcomes: [IngestionTrial.Outcome] = []
        for chunkSize in chunkSizes {
            let trial = try await IngestionTrial(Array(text.utf8), quarantine: true) { options in
                options.chunkSize = chunkSize
                options.jobs = chunkSize % 3 + 1
            }
            let place: Testing.Comment = "\(testDescription) in chunks of \(chunkSize)"
            #expect(trial.text == records.map { $0 + "\n" }.joined(), place)
            #expect(trial.isPublished, place)
            let rejects = try trial.rejects
            let expected = faults.filter { $0.isRecord || !$0.bytes.isEmpty }
            #expect(rejects.map(Fault.init) == expected, place)
            for reject in rejects {
                let bytes = Array(text.utf8)[reject.offset..<reject.offset + reject.length]
                #expect(Array(bytes) == reject.bytes, place)
            }
            #expect(trial.diagnostics.map(\.code.rawValue) == faults.map(\.code), place)
            #expect(trial.diagnostics.allSatisfy { $0.excerpt != nil }, place)
            let bad = faults.count { $0.isRecord }
            #expect(trial.report?.recordsSeen == records.count + bad, place)
            #expect(trial.report?.recordsRejected == bad, place)
            #expect(trial.report?.bytesRead == text.utf8.count, place)
            outcomes.append(trial.outcome)
        }
        #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "\(testDescription)")
        try await checkFailing()
    }

    /// Under the other policy the first fault ends the run.
    private func checkFailing() async throws {
        let trial = try await IngestionTrial(Array(text.utf8), output: .none) { $0.chunkSize = 7 }
        #expect(trial.error?.kind == (faults.isEmpty ? nil : .data), "\(testDescription)")
        #expect(trial.diagnostics.count == min(faults.count, 1), "\(testDescription)")
        #expect(trial.diagnostics.first?.code.rawValue == faults.first?.code, "\(testDescription)")
    }
}

extension RecordCase.Fault {
    init(_ reject: Reject) {
        self.init(
            code: reject.errors[0].code,
            bytes: String(decoding: reject.bytes, as: UTF8.self),
            isRecord: reject.record != nil
        )
    }
}
