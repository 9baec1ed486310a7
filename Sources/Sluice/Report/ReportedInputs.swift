/// The inputs of a run, in the order in which they are read, with what was seen of each.
///
/// Elements are made when they are asked for: there may be very many files.
public struct ReportedInputs: RandomAccessCollection, Sendable {
    /// One input.
    public struct Element: Sendable {
        /// The input: one of a directory's files is a file.
        public let source: InputSource
        /// Its size in bytes; what was read of it where that is unknown, as for a pipe.
        public let bytes: Int
        /// How it is compressed; `nil` if it is not.
        public let compression: String?
        /// How many of its records were seen, valid and invalid.
        public let recordsSeen: Int
        /// How many of its records did not pass.
        public let recordsRejected: Int

        /// The name that diagnostics use, safe to show on a terminal.
        public var name: String { Excerpt.path(source.name) }
    }

    /// The sources as given, if they have not been listed.
    private let sources: [InputSource]
    private let list: InputList?
    private let ledger: InputLedger
    /// The figures of the input that is being read.
    private let current: InputLedger.Figures

    /// The inputs of a run that has listed none.
    init(_ sources: [InputSource] = []) {
        self.sources = sources
        list = nil
        ledger = InputLedger()
        current = InputLedger.Figures()
    }

    /// The inputs of `list`, of which so much has been read.
    init(_ list: InputList, _ inputs: InputLedger, _ ledger: Ledger) {
        sources = []
        self.list = list
        self.ledger = inputs
        current = inputs.figures(ledger)
    }

    /// The position of the first input: zero.
    public var startIndex: Int { 0 }
    /// The number of inputs.
    public var endIndex: Int { list?.count ?? sources.count }

    /// Returns the input at a position.
    public subscript(position: Int) -> Element {
        let figures =
            if position < ledger.finished {
                ledger.figures(ofFinished: position)
            } else {
                position == ledger.finished ? current : InputLedger.Figures()
            }
        return Element(
            source: list?.source(at: position) ?? sources[position],
            bytes: list?.size(at: position) ?? figures.bytes,
            compression: figures.compression?.rawValue,
            recordsSeen: figures.records,
            recordsRejected: figures.rejected
        )
    }
}

extension ReportedInputs: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.array { writer in for input in self { writer.value(input) } }
    }
}

extension ReportedInputs.Element: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            InputName(source).write(to: &writer, as: "name")
            writer.member("bytes", bytes)
            writer.member("compression", compression)
            writer.member("records_seen", recordsSeen)
        }
    }
}
