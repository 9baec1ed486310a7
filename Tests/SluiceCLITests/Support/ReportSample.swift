@testable import Sluice

/// A report with something in every table.
enum ReportSample {
    static func completed() -> IngestionReport {
        var report = IngestionReport()
        report.status = .completed
        report.input = "items.json"
        report.output = "out"
        report.shape = .array
        report.bytesRead = 186_000_000
        report.recordsSeen = 1_000_000
        report.recordsAccepted = 999_997
        report.recordsWritten = 999_997
        report.recordsRejected = 3
        report.errors = [
            IngestionReport.ErrorSummary(
                code: ErrorCode(rawValue: "minimum"),
                field: "/quantity",
                count: 2,
                first: RecordPosition(record: 17, line: 140, column: 17, offset: 3_120),
                message: "expected an integer greater than 0, found the number -1"
            ),
            IngestionReport.ErrorSummary(
                code: .syntax,
                field: "",
                count: 1,
                first: RecordPosition(record: 99, line: 901, column: 5, offset: 18_200),
                message: "expected a value, found ']'"
            ),
        ]
        report.cleaning = [IngestionReport.CleaningSummary(field: "/name", rule: "trim", count: 12_345)]
        report.parts = [IngestionReport.Part(name: "part-00000-1f3a9c07.ndjson", records: 999_997, bytes: 138_000_000)]
        report.seconds = 0.125
        report.peakMemoryBytes = 14_200_000
        report.jobs = 2
        return report
    }
}
