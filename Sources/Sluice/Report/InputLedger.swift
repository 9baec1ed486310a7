/// The figures of each input of a run: those of the inputs that are read, and where the current one begins in the totals.
///
/// Copies share the figures, which are only ever appended to: a checkpoint keeps how many there were.
struct InputLedger: Sendable {
    /// What was seen of one input.
    struct Figures: Sendable, Equatable {
        var bytes = 0
        var records = 0
        var rejected = 0
        /// How it is compressed; `nil` if it is not.
        var compression: Compression?
    }

    private final class Log: Sendable {
        private let figures: Locked<[Figures]>

        init(_ figures: [Figures] = []) {
            self.figures = Locked(figures)
        }

        func append(_ input: Figures) { figures.withLock { $0.append(input) } }

        func figures(at index: Int) -> Figures { figures.withLock { $0[index] } }

        func first(_ count: Int) -> [Figures] { figures.withLock { Array($0.prefix(count)) } }
    }

    private let log: Log
    /// How many inputs have been read to their ends: the number of the current one.
    private(set) var finished: Int
    /// The totals before the current input.
    private(set) var before = Figures()
    /// The number of bad records and separators before the current input.
    private(set) var faultsBefore = 0
    /// How many of the inputs that have been read have no document.
    private(set) var blank = 0
    /// How the current input is compressed; `nil` if it is not.
    var compression: Compression?
    /// Whether the first document of all is an array; `nil` if there has been none.
    var beginsWithArray: Bool?

    init() {
        log = Log()
        finished = 0
    }

    /// The ledger of a run that has read inputs with these figures; `nil` if their sums are too large.
    init?(_ figures: [Figures], faults: Int, blank: Int) {
        var sum = Figures()
        for input in figures {
            for path in [\Figures.bytes, \.records, \.rejected] {
                let (value, isOverflowing) = sum[keyPath: path].addingReportingOverflow(input[keyPath: path])
                guard !isOverflowing else { return nil }
                sum[keyPath: path] = value
            }
        }
        guard blank <= figures.count else { return nil }
        log = Log(figures)
        finished = figures.count
        before = sum
        faultsBefore = faults
        self.blank = blank
    }

    /// Ends the current input, up to whose end the run has these totals.
    mutating func end(_ ledger: Ledger, faults: Int, isBlank: Bool) {
        let figures = figures(ledger)
        log.append(figures)
        finished += 1
        before.bytes += figures.bytes
        before.records += figures.records
        before.rejected += figures.rejected
        faultsBefore = faults
        compression = nil
        if isBlank { blank += 1 }
    }

    /// The figures of the current input, where the run has these totals.
    func figures(_ ledger: Ledger) -> Figures {
        Figures(
            bytes: ledger.bytesRead - before.bytes,
            records: ledger.recordsSeen - before.records,
            rejected: ledger.recordsRejected - before.rejected,
            compression: compression
        )
    }

    /// The figures of an input that has been read.
    func figures(ofFinished index: Int) -> Figures { log.figures(at: index) }
}

// MARK: Checkpoints and manifests

extension InputLedger {
    /// Reads what `write(to:)` has written; `nil` unless it is consistent with the totals.
    init?(_ node: JSONNode, _ ledger: Ledger) {
        guard let read = node["read"]?.list({ Figures($0) }), let faults = node["faults"]?.count,
            let blank = node["blank"]?.count, let array = node["begins_with_array"]
        else { return nil }
        self.init(read, faults: faults, blank: blank)
        guard array.isNull || array.boolean != nil, before.bytes <= ledger.bytesRead,
            before.records <= ledger.recordsSeen, before.rejected <= ledger.recordsRejected
        else { return nil }
        beginsWithArray = array.boolean
    }

    func write(to writer: inout JSONWriter) {
        writer.arrayMember("read") { writer in
            for input in log.first(finished) {
                writer.array { writer in
                    writer.value(input.bytes)
                    writer.value(input.records)
                    writer.value(input.rejected)
                    if let compression = input.compression { writer.value(compression.rawValue) }
                }
            }
        }
        writer.member("faults", faultsBefore)
        writer.member("blank", blank)
        writer.member("begins_with_array", beginsWithArray)
    }
}

extension InputLedger.Figures {
    fileprivate init?(_ node: JSONNode) {
        guard let members = node.elements, members.count >= 3, let bytes = members[0].count,
            let records = members[1].count, let rejected = members[2].count
        else { return nil }
        self.init(bytes: bytes, records: records, rejected: rejected)
        guard members.count > 3 else { return }
        guard let name = members[3].string, let found = Compression(rawValue: name) else { return nil }
        compression = found
    }
}
