import Testing

@testable import Sluice
@testable import SluiceCLI

@Suite("progress")
struct ProgressTests {
    private func progress(_ bytes: Int, of total: Int? = 1_000_000_000) -> IngestionProgress {
        IngestionProgress(bytes: bytes, totalBytes: total, records: 5_000_000, rejects: 12)
    }

    @Test("the bar shows share, bytes, rate, records, rejects and the time left")
    func bar() {
        let line = ProgressBar(progress(420_000_000), seconds: 0.5).line(columns: 120)
        #expect(
            line
                == " 42% [================>                       ]  "
                + "420.0 MB  840.0 MB/s  5.0 M records  12 rejects  ETA 0.69 s"
        )
    }

    @Test("the bar never fills the last column", arguments: [0, 1, 2, 10, 40, 60, 80, 81, 200])
    func width(columns: Int) {
        for bytes in [0, 1, 999_999_999, 1_000_000_000, 2_000_000_000] {
            #expect(ProgressBar(progress(bytes), seconds: 1).line(columns: columns).count <= max(columns - 1, 0))
        }
    }

    @Test("a pipe has no share and no end")
    func unknownSize() {
        #expect(
            ProgressBar(progress(1_000_000, of: nil), seconds: 2).sentence
                == "1.0 MB, 500.0 kB/s, 5.0 M records, 12 rejects"
        )
    }

    @Test("at most ten pictures a second, and a clear line for other text")
    func rate() {
        let start = ContinuousClock.now
        var display = ProgressDisplay(.bar, start: start)
        var pictures = 0
        for millisecond in 0..<1_000 {
            let now = start + .milliseconds(millisecond)
            if display.update(progress(millisecond), now: now, columns: { 80 }) != nil { pictures += 1 }
        }
        #expect(pictures == 10)
        #expect(display.clear() == "\r\u{1B}[K")
        #expect(display.clear() == "")
        let next = display.update(progress(1), now: start + .milliseconds(1_000)) { 80 }
        #expect(next?.hasPrefix("\r\u{1B}[K  0%") == true)
    }

    @Test("without a terminal a line every 30 seconds")
    func lines() {
        let start = ContinuousClock.now
        var display = ProgressDisplay(.lines, start: start)
        let seconds = (0...100).filter { second in
            display.update(progress(second), now: start + .seconds(second), columns: { 80 }) != nil
        }
        #expect(seconds == [30, 60, 90])
        #expect(display.clear() == "")
    }

    @Test("a line has its figures as attributes in a JSON log")
    func logged() throws {
        var line = LogLine(.info, "42%", from: LogOrigin(environment: { _ in nil }))
        line.progress = ProgressBar(progress(420_000_000), seconds: 0.5).logged
        #expect(
            line.json().contains(
                #""bytes":420000000,"total_bytes":1000000000,"percent":42.0,"records":5000000,"rejects":12,"#
                    + #""bytes_per_second":840000000.0,"seconds_left":1.0"#
            ),
            "\(line.json())"
        )
        line.progress = ProgressBar(progress(1_000_000, of: nil), seconds: 2).logged
        #expect(
            line.json().contains(#""bytes":1000000,"records":5000000,"rejects":12,"bytes_per_second":500000"#),
            "\(line.json())"
        )
    }

    /// Waits for a condition without a thread, of which the console's own task needs one.
    private static func eventually(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<6_000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
        return condition()
    }

    @Test("lines come from time to time also while the run waits for its input, and none after its end")
    func waiting() async throws {
        let words: [Word] = ["validate", "-", "--log-format", "json"]
        guard case .run(let arguments) = try ArgumentParser(environment: Environment([])).parse(words) else { return }
        let texts = Locked<[String]>([])
        let console = Console(try ConsoleOptions(arguments), lineInterval: .milliseconds(5)) { text in
            texts.withLock { $0.append(text) }
        }
        try await console.runWillStart(input: "-")
        #expect(
            try await Self.eventually { texts.withLock { $0.count { $0.contains(#""bytes":0,"records":0,"#) } } > 2 }
        )
        await console.runDidProgress(progress(500_000_000))
        #expect(try await Self.eventually { texts.withLock { $0.contains { $0.contains(#""percent":50.0,"#) } } })
        console.endProgress(rejects: nil)
    }
}
