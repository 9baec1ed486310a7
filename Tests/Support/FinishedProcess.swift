package import Foundation

/// A program that was run to its end, and what it has left.
package struct FinishedProcess {
    /// The exit status, or the signal that ended it.
    package let status: Int32
    package let reason: Process.TerminationReason
    package let output: Data
    package let errors: String

    /// The standard output.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of standard error.
    package var errorLines: [Substring] { errors.split(separator: "\n") }

    /// Runs the program at a path, or the one that PATH has by that name, to its end.
    ///
    /// Its environment is that of the tests unless one is given.
    package init(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String]? = nil,
        input: Data = Data()
    ) throws {
        // Files, not pipes: megabytes go both ways, and a full pipe would stop both sides.
        let directory = try TemporaryDirectory()
        let process = Process()
        process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        if let environment { process.environment = environment }
        process.standardInput = FileHandle(forReadingAtPath: try directory.write(input, to: "input"))
        process.standardOutput = FileHandle(forWritingAtPath: try directory.write("", to: "output"))
        process.standardError = FileHandle(forWritingAtPath: try directory.write("", to: "errors"))
        try process.start()
        process.waitUntilExit()
        self.init(process, in: directory)
    }

    /// What `process` has left in the files `output` and `errors` of `directory`, once it has ended.
    package init(_ process: Process, in directory: TemporaryDirectory) {
        status = process.terminationStatus
        reason = process.terminationReason
        output = FileManager.default.contents(atPath: directory.path("output")) ?? Data()
        let errors = FileManager.default.contents(atPath: directory.path("errors")) ?? Data()
        self.errors = String(decoding: errors, as: UTF8.self)
    }
}
