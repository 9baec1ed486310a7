import Sluice

/// What was measured, as a table for people or as JSON lines, which `--compare` reads back.
struct BenchmarkReport {
    let machine: String
    let measurements: [Measurement]

    /// One object that tells of the machine, then one for each measurement.
    var json: String {
        let head = "{\"machine\":\"\(Self.escaped(machine))\",\"jobs\":\(ProcessInformation.processorCount)}"
        let lines = measurements.map { measurement in
            """
            {"shape":"\(measurement.shape)","stage":"\(measurement.stage.name)","bytes":\(measurement.bytes),\
            "records":\(measurement.records),"runs":\(measurement.samples.count),\
            "median_seconds":\(measurement.medianSeconds),"minimum_seconds":\(measurement.minimumSeconds),\
            "maximum_seconds":\(measurement.maximumSeconds),"bytes_per_second":\(measurement.bytesPerSecond),\
            "peak_memory_bytes":\(Self.json(measurement.peakMemoryBytes)),\
            "allocations_per_1000_records":\(Self.json(measurement.allocationsPerThousandRecords))}
            """
        }
        return ([head] + lines).joined(separator: "\n")
    }

    /// A line for each measurement, with the change since `baseline` where there is one.
    func table(against baseline: Baseline?) -> String {
        var rows = [["shape", "stage", "median", "spread", "GB/s", "M records/s", "x cp", "allocations", "memory"]]
        if baseline != nil { rows[0] += ["GB/s then", "change"] }
        for measurement in measurements {
            var row = [
                measurement.shape,
                measurement.stage.name,
                decimal(measurement.medianSeconds * 1_000, 1) + " ms",
                "±" + decimal(measurement.spread * 100, 0) + " %",
                decimal(measurement.bytesPerSecond / 1e9, 3),
                decimal(measurement.recordsPerSecond / 1e6, 2),
                multipleOfCopy(measurement).map { decimal($0, 1) } ?? "-",
                measurement.allocationsPerThousandRecords.map { decimal($0, 1) } ?? "-",
                measurement.peakMemoryBytes.map { decimal(Double($0) / 1e6, 1) + " MB" } ?? "-",
            ]
            if let baseline { row += change(of: measurement, since: baseline) }
            rows.append(row)
        }
        let note = "allocations: for 1,000 records"
        return ([machine, note] + TextColumns.lines(rows, leftAligned: 2)).joined(separator: "\n")
    }

    private func multipleOfCopy(_ measurement: Measurement) -> Double? {
        guard measurement.stage.isWholeJob else { return nil }
        let copy = measurements.first { $0.shape == measurement.shape && $0.stage.name == Stage.copy.name }
        return copy.map { measurement.medianSeconds / $0.medianSeconds }
    }

    private func change(of measurement: Measurement, since baseline: Baseline) -> [String] {
        guard let then = baseline.bytesPerSecond(shape: measurement.shape, stage: measurement.stage.name) else {
            return ["-", "-"]
        }
        let percent = (measurement.bytesPerSecond / then - 1) * 100
        return [decimal(then / 1e9, 3), (percent < 0 ? "-" : "+") + decimal(percent.magnitude, 0) + " %"]
    }

    private static func json(_ number: (some CustomStringConvertible)?) -> String { number?.description ?? "null" }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
    }
}

/// Returns a number that is not negative with so many decimals.
func decimal(_ number: Double, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let (whole, fraction) = Int((number * Double(scale)).rounded()).quotientAndRemainder(dividingBy: scale)
    guard decimals > 0 else { return "\(whole)" }
    let digits = String(fraction)
    return "\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
}

/// Sets rows of cells in columns.
enum TextColumns {
    /// Returns a line for each row; all columns but the first `leftAligned` are aligned at the right.
    static func lines(_ rows: [[String]], leftAligned: Int) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                guard column < leftAligned else { return padding + cell }
                return column == row.count - 1 ? cell : cell + padding
            }.joined(separator: "  ")
        }
    }
}
