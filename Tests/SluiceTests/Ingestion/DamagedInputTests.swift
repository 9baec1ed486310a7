import TestSupport
import Testing

@testable import Sluice

@Suite("Damaged inputs")
struct DamagedInputTests {
    private static let chunkSizes = [1, 5, 64, 700]

    @Test("are read the same at every chunk size, whatever the damage", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func randomDamage(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<12 {
            let layout = ItemLayout.allCases[round % 3]
            var input = layout.document((0..<8).map { Array(layout.record($0).utf8) })
            if round % 5 < 2 { input = PipelineFixtures.all[Int.random(in: 0..<26, using: &random)].bytes }
            for _ in 0..<Int.random(in: 1...4, using: &random) { input.damage(using: &random) }
            let whole = try await Self.outcome(of: input, chunkSize: 1 << 20)
            for chunkSize in Self.chunkSizes {
                let outcome = try await Self.outcome(of: input, chunkSize: chunkSize)
                guard outcome == whole else {
                    let text = String(decoding: input, as: UTF8.self)
                    Issue.record(
                        "seed \(seed), round \(round), chunks of \(chunkSize): \(outcome), not \(whole): \(text)"
                    )
                    return
                }
            }
        }
    }

    private static func outcome(of input: [UInt8], chunkSize: Int) async throws -> IngestionTrial.Outcome {
        try await IngestionTrial(input, quarantine: true) { options in
            options.chunkSize = chunkSize
            options.jobs = chunkSize % 3 + 1
        }.outcome
    }

    @Test("lose no byte and no record in the account", arguments: [7, 8, 9] as [UInt64])
    func ledger(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<20 {
            let layout = ItemLayout.allCases[round % 3]
            var input = layout.document((0..<8).map { Array(layout.record($0).utf8) })
            for _ in 0..<3 { input.damage(using: &random) }
            let trial = try await IngestionTrial(input, schema: .items, quarantine: true) {
                $0.chunkSize = 64
                $0.allowsEmpty = true
            }
            // Damage to the first bytes may leave something that is no JSON at all.
            guard let report = trial.report ?? trial.error?.report, trial.error?.kind != .input else { continue }
            #expect(report.recordsSeen == report.recordsAccepted + report.recordsRejected)
            #expect(report.bytesRead == input.count)
            let manifest = try trial.manifest
            #expect(manifest.complete == (trial.error == nil))
            #expect(trial.isPublished == manifest.complete)
            #expect(manifest.ledger["records_written"] == trial.text.utf8.count { $0 == 0x0A })
            let rejects = try trial.rejects
            let records = rejects.filter { $0.record != nil }
            #expect(manifest.ledger["records_rejected"] == records.count)
            #expect(manifest.ledger["record_bytes_rejected"] == records.reduce(0) { $0 + $1.length })
            #expect(records.map { $0.record ?? -1 } == records.map { $0.record ?? -1 }.sorted())
            #expect(rejects.map(\.offset) == rejects.map(\.offset).sorted())
            for reject in rejects {
                #expect(Array(input[reject.offset..<reject.offset + reject.length]) == reject.bytes)
                #expect(SlowPosition(of: reject.offset, in: input).line == reject.line)
                #expect(SlowPosition(of: reject.offset, in: input).column == reject.column)
            }
        }
    }
}

extension [UInt8] {
    /// Replaces, inserts, removes, repeats or cuts off something.
    fileprivate mutating func damage(using random: inout SplitMix64) {
        guard !isEmpty else { return }
        let marks = Array("{}[]\",:\n\\ x0\u{1} ,]}\n".utf8) + [0xFF]
        let place = Int.random(in: 0..<count, using: &random)
        let mark = marks[Int.random(in: 0..<marks.count, using: &random)]
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: self[place] = mark
        case 2, 3: insert(mark, at: place)
        case 4, 5: remove(at: place)
        case 6: removeSubrange(place..<Swift.min(place + 30, count))
        default:
            if Int.random(in: 0..<4, using: &random) == 0 {
                removeLast(count - place)
            } else {
                insert(contentsOf: self[place..<Swift.min(place + 60, count)], at: place)
            }
        }
    }
}
