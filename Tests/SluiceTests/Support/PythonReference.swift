import Foundation
import TestSupport

/// What Python answers: the reference that text and number functions are compared with.
///
/// A test that cannot run `python3` fails; it is never skipped.
enum PythonReference {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs `script` with `input` on its standard input, and returns the lines it prints.
    static func lines(_ script: String, input: String = "") throws -> [Substring] {
        let python = try FinishedProcess("python3", ["-X", "utf8", "-c", script], input: Data(input.utf8))
        guard python.status == 0 else {
            throw Failure(description: "python3 ended with status \(python.status): \(python.errors)")
        }
        return python.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// The same for a script of Tests/Fixtures.
    static func lines(fixture name: String, input: String) throws -> [Substring] {
        try lines(String(contentsOf: PackageFiles.fixture(name), encoding: .utf8), input: input)
    }
}
