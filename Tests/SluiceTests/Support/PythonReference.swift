import Foundation
import Testing

/// What Python answers: the reference that text and number functions are compared with.
///
/// A test that cannot run `python3` fails; it is never skipped.
enum PythonReference {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs `script` with `input` on its standard input, and returns the lines it prints.
    static func lines(_ script: String, input: String = "") throws -> [Substring] {
        let files = FileManager.default
        let directory = files.temporaryDirectory.appending(path: "sluice-python-\(UUID().uuidString)")
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: directory) }
        // Files, not pipes: megabytes go both ways, and a full pipe would stop both sides.
        let inputFile = directory.appending(path: "input")
        let outputFile = directory.appending(path: "output")
        try Data(input.utf8).write(to: inputFile)
        try Data().write(to: outputFile)

        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-X", "utf8", "-c", script]
        python.standardInput = try FileHandle(forReadingFrom: inputFile)
        python.standardOutput = try FileHandle(forWritingTo: outputFile)
        try python.run()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else {
            throw Failure(description: "python3 ended with status \(python.terminationStatus)")
        }
        let output = try Data(contentsOf: outputFile)
        return String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast()
    }
}
