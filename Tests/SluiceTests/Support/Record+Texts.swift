import TestSupport

@testable import Sluice

extension Record {
    /// The record as a run writes it: without white space between its tokens.
    var compactText: String {
        var result = ""
        var isInString = false
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isInString, [" ", "\n", "\r", "\t"].contains(scalar) { continue }
            if scalar == "\"", !isEscaped { isInString.toggle() }
            isEscaped = isInString && scalar == "\\" && !isEscaped
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// The only record in `text`.
    static func only(_ text: String) async throws -> Record {
        let directory = try TemporaryDirectory()
        var iterator = RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.json"))
            .makeAsyncIterator()
        guard let record = try await iterator.next() else { preconditionFailure("\(text) has no record") }
        return record
    }
}
