@testable import Sluice

extension FuzzInput {
    /// Too near the end of an input no record's layout is guessed at.
    private static let padding = [UInt8](repeating: UInt8(ascii: " "), count: RecordLayout.reach + 16)

    /// Takes what is left as a text of records.
    ///
    /// It is the text as it stands, or one record and what its repetitions differ in, as exports are made of:
    ///
    /// ```
    /// {"id":1,"name":"A"} ␞ 6 1 27 ␞ 15 3 null       parts between bytes 0x1E: a place, a length, what stands there
    /// {"id":1,"name":"A"},{"id":27,"name":"A"},{"id":1,"name":null}
    /// ```
    ///
    /// Half of the arrays are several: each goes on for two records.
    mutating func takeDocument(_ framing: RecordFraming) -> [UInt8] {
        let choice = takeNumber(below: 8)
        let separators =
            switch framing {
            case .array, .members: [",", ",", ",\n", ", "]
            case .lines: ["\n", "\n", "\r\n", " \n"]
            case .concatenated: ["", "\n", " ", "\n"]
            }
        let parts = bytes.split(separator: 0x1E, maxSplits: 64, omittingEmptySubsequences: false)
        guard parts.count > 1 else { return bytes + Self.padding }
        let record = Array(parts[0].prefix(256))
        let separator = Array(separators[choice & 3].utf8)
        let isSequence = framing == .array && choice & 1 == 0
        var document = framing == .array ? [UInt8(ascii: "[")] + record : record
        for (number, part) in parts.dropFirst().enumerated() {
            document += isSequence && number & 1 == 1 ? Array("]\n[".utf8) : separator
            document += Self.repetition(of: record, part)
        }
        if choice & 4 == 0 { document += framing == .array ? [UInt8(ascii: "]")] : separator }
        return document + Self.padding
    }

    private static func repetition(of record: [UInt8], _ difference: ArraySlice<UInt8>) -> [UInt8] {
        guard difference.count >= 2 else { return record }
        let first = difference.startIndex
        let start = min(Int(difference[first]), record.count)
        let end = min(start + Int(difference[first + 1] & 15), record.count)
        return Array(record[..<start] + difference.dropFirst(2) + record[end...])
    }
}
