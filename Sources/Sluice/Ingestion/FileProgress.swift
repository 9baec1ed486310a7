/// How much of a run's files has been read, where that does not follow from the text: the size of a compressed file, or
/// of one of rejects, is not that of its text.
struct FileProgress {
    private let inputs: InputList
    private var current: RunInput?
    /// The size of the files that have been read to their ends.
    private var finishedBytes = 0
    private var hasDecoded = false

    init(_ inputs: InputList) {
        self.inputs = inputs
    }

    /// Starts with an input; all before it have been read.
    mutating func begin(_ input: RunInput) {
        current = input
        if input.facts?.isDecoded == true { hasDecoded = true }
    }

    /// Starts in the middle of the inputs, as a run does that is continued.
    mutating func resume(in input: RunInput) {
        finishedBytes = (0..<input.index).reduce(0) { $0 + (inputs.size(at: $1) ?? 0) }
        begin(input)
    }

    /// Ends the current input.
    mutating func end() {
        finishedBytes += size(of: current) ?? 0
        current = nil
    }

    /// The size of all text in bytes; `nil` if it is unknown.
    var totalBytes: Int? { hasDecoded ? nil : inputs.totalBytes }

    /// How much of the files has been read, 0 to 1; `nil` if that is unknown, or follows from the text.
    var fraction: Double? {
        guard hasDecoded, let total = inputs.totalBytes, total > 0 else { return nil }
        let read = Double(size(of: current) ?? 0) * (current?.facts?.decodedFraction ?? 0)
        return (Double(finishedBytes) + read) / Double(total)
    }

    private func size(of input: RunInput?) -> Int? { input.flatMap { inputs.size(at: $0.index) } }
}
