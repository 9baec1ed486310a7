import Foundation
import TestSupport
import Testing

/// Parts of every format read back by Spark, which must find every value as it was.
@Suite("Spark", .serialized)
struct SparkTests {
    /// The Python environments that `Scripts/test` makes, each with one version of Spark.
    private static let environments = ["spark-3.5", "spark-4"].map { PackageFiles.path(".build/\($0)/bin/python3") }

    /// Whether the machine has them; where `CI` is set it must.
    private static var isAvailable: Bool {
        environments.allSatisfy(FileManager.default.isExecutableFile)
            || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    @Test("reads every value as it was written", .enabled(if: isAvailable), arguments: environments)
    func reading(python: String) throws {
        let directory = try TemporaryDirectory()
        let arguments = [PackageFiles.fixture("spark_readers.py").path, SluiceBinary.url.path, directory.url.path]
        // The workers' Python must be the same.
        let environment = SluiceBinary.environment(["PYSPARK_PYTHON": python])
        let outcome = try FinishedProcess(python, ["-X", "utf8"] + arguments, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors.suffix(4_000))")
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.last?.hasPrefix("Spark ") == true && lines.last?.hasSuffix(": 0 differences") == true)
        #expect(lines.dropLast() == [])
    }
}
