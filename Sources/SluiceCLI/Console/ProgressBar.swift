import Sluice

/// The text of a progress display.
struct ProgressBar {
    private let progress: IngestionProgress
    private let seconds: Double
    private let resumedBytes: Int

    /// The text for `progress` after `seconds`; `resumedBytes` were read by an earlier run.
    init(_ progress: IngestionProgress, seconds: Double, resumedBytes: Int = 0) {
        self.progress = progress
        self.seconds = seconds
        self.resumedBytes = resumedBytes
    }

    /// One line that fits `columns`: ` 42% [=====>      ]  1.2 GB  1.5 GB/s  8.1 M records  0 rejects  ETA 3.2 s`.
    func line(columns: Int) -> String {
        // The last column is left free: some terminals wrap when it is written.
        let room = max(columns - 1, 0)
        var line = figures.joined(separator: "  ")
        if let fraction {
            let percent = String(Int(fraction * 100))
            let head = String(repeating: " ", count: 3 - percent.count) + percent + "% "
            let width = min(room - head.count - line.count - 4, 40)
            line = head + (width >= 5 ? bar(fraction, width) : "") + " " + line
        }
        return String(line.prefix(room))
    }

    /// The text without the bar, for a log.
    var sentence: String {
        let share = fraction.map { ["\(Int($0 * 100))%"] } ?? []
        return (share + figures).joined(separator: ", ")
    }

    /// The figures for a machine.
    var logged: LogLine.Progress {
        LogLine.Progress(progress, share: fraction, bytesPerSecond: rate, secondsLeft: secondsLeft)
    }

    /// The speed in bytes per second.
    private var rate: Double { seconds > 0 ? Double(progress.bytes - resumedBytes) / seconds : 0 }

    /// The time that the rest will take; `nil` if that is unknown.
    private var secondsLeft: Double? {
        if let total = progress.totalBytes, rate > 0 { return max(0, Double(total - progress.bytes)) / rate }
        // What an earlier run has read is decompressed again.
        guard progress.totalBytes == nil, let fraction, fraction > 0 else { return nil }
        return seconds * (1 - fraction) / fraction
    }

    /// How much of the input is done, 0 to 1; `nil` if its size is unknown.
    private var fraction: Double? { progress.fraction.map { min($0, 1) } }

    private var figures: [String] {
        var figures = [
            Quantity.bytes(Double(progress.bytes)),
            "\(Quantity.bytes(rate))/s",
            "\(Quantity.rate(Double(progress.records))) records",
            "\(Quantity.rate(Double(progress.rejects))) rejects",
        ]
        if let secondsLeft { figures.append("ETA \(Quantity.seconds(secondsLeft))") }
        return figures
    }

    private func bar(_ fraction: Double, _ width: Int) -> String {
        let filled = Int(fraction * Double(width))
        let head = filled < width ? ">" : ""
        return "[" + String(repeating: "=", count: filled) + head
            + String(repeating: " ", count: max(width - filled - 1, 0)) + "] "
    }
}
