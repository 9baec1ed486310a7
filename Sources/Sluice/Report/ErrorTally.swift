/// Counts errors by code and field, and keeps the first of each.
struct ErrorTally {
    /// Kinds beyond this many are counted under the record itself, so that no input makes the tally grow without bound.
    private static let limit = 1_000

    private struct Key: Hashable {
        let code: ErrorCode
        /// As bytes: strings that differ only in normalisation are equal.
        let field: [UInt8]
    }

    private var places: [Key: Int] = [:]
    /// The kinds in the order of their first occurrence.
    private(set) var summaries: [IngestionReport.ErrorSummary] = []

    init() {}

    /// Continues from earlier counts.
    init(_ summaries: [IngestionReport.ErrorSummary]) {
        self.summaries = summaries
        for (place, summary) in summaries.enumerated() {
            places[Key(code: summary.code, field: Array(summary.field.utf8))] = place
        }
    }

    /// Counts one error, which is in the input with this name.
    mutating func add(_ violation: Violation, at position: RecordPosition, in input: String) {
        var field = Self.field(of: violation.pointer)
        var key = Key(code: violation.code, field: Array(field.utf8))
        if places[key] == nil, places.count >= Self.limit {
            field = ""
            key = Key(code: violation.code, field: [])
        }
        if let place = places[key] {
            summaries[place].count += 1
            return
        }
        places[key] = summaries.count
        summaries.append(
            IngestionReport.ErrorSummary(
                code: key.code,
                field: field,
                count: 1,
                first: position,
                input: input,
                message: violation.message
            )
        )
    }

    /// How many errors have this code.
    func count(of code: ErrorCode) -> Int { summaries.reduce(0) { $0 + ($1.code == code ? $1.count : 0) } }

    /// The pointer with array indices written as `*`: one kind of error, whatever the element.
    private static func field(of pointer: String) -> String {
        guard pointer.utf8.contains(where: { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
            return pointer
        }
        return pointer.split(separator: "/", omittingEmptySubsequences: false).map { token in
            !token.isEmpty && token.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ? "*" : token
        }.joined(separator: "/")
    }
}
