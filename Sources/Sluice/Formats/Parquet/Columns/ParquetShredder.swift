/// Takes objects and arrays apart into the columns of their members, with definition and repetition levels.
///
/// ```
/// lines: list of {sku: string, count: optional int}      both columns: at most repetition 1
///
/// [{"sku": "a", "count": 2}, {"sku": "b"}]    sku   a 0, b 1         (each with its repetition level)
///                                             count 2 0, absent 1
/// []                                          both  absent 0         (the definition level says: an empty list)
/// ```
///
/// Its memory is one frame for each open container.
struct ParquetShredder: ~Copyable {
    /// An open container.
    struct Frame {
        enum Role {
            /// Its members or items have nodes.
            case structure
            /// It goes to one column as text, or nowhere: what is inside is passed over.
            case text
        }

        var role: Role
        /// The container's node; `nil` for one that the schema does not name.
        var node: Int?
        var start: Int
        /// The repetition level of the next value inside.
        var repetition: UInt8
        var isObject: Bool
        /// How many items have begun.
        var count = 0
        /// Of an object, the key at hand and its place among the members.
        var keyContent = 0..<0
        var member: Int?
        /// Where its members begin in `isPresent`.
        var firstPresent = 0
    }

    /// What is wrong inside of a value.
    struct Failure {
        enum Reason {
            /// A column cannot hold the value; `kind` is `nil` where there is none, and should be one.
            case value(column: Int, kind: ValueKind?)
            /// The schema does not name the member.
            case unknownMember
        }

        let reason: Reason
        let range: Range<Int>
        let pointer: String
    }

    let schema: ParquetSchema
    let columns: [ColumnBuffer]
    let unknownMembers: UnknownFieldPolicy
    var failures: [Failure] = []
    /// How many members the schema does not name.
    var unknownCount = 0
    var frames: [Frame] = []
    var isPresent: [Bool] = []
    var key: [UInt8] = []
    var view = ByteView.empty
    var root = 0
    var rootPointer = ""
    var extras = NestedExtras()

    init(schema: ParquetSchema, columns: [ColumnBuffer], unknownMembers: UnknownFieldPolicy) {
        self.schema = schema
        self.columns = columns
        self.unknownMembers = unknownMembers
    }

    /// Forgets the members that the schema does not name.
    mutating func removeExtras() { extras.removeAll() }

    mutating func sortExtras() { extras.sort() }

    mutating func forgetFailures() { failures.removeAll(keepingCapacity: true) }

    /// Takes the value of a field apart.
    mutating func shred(_ text: Span<UInt8>, _ node: Int, pointer: String, row: Int) {
        // SAFETY: the view is used up to the end of this call, and emptied then.
        unsafe view = ByteView(text, base: 0)
        failures.removeAll(keepingCapacity: true)
        unknownCount = 0
        frames.removeAll(keepingCapacity: true)
        isPresent.removeAll(keepingCapacity: true)
        root = node
        rootPointer = pointer
        extras.row = row
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        if tokenizer.next(text, base: 0, into: &self) == .needsMore {
            _ = tokenizer.finish(at: text.count, into: &self)
        }
        view = .empty
    }

    /// Notes in all columns of a node that there is no value.
    mutating func appendAbsence(of node: Int, repetition: UInt8, range: Range<Int> = 0..<0) {
        let absent = schema.nodes[node]
        if !absent.isNullable { fail(absent.columns.lowerBound, nil, range) }
        appendAbsence(in: absent.columns, definition: absent.absenceLevel, repetition: repetition)
    }

    func appendAbsence(in range: Range<Int>, definition: UInt8, repetition: UInt8) {
        for column in range {
            columns[column].values.appendAbsence(definition: definition, repetition: repetition)
        }
    }

    mutating func fail(_ column: Int, _ kind: ValueKind?, _ range: Range<Int>) {
        fail(.value(column: column, kind: kind), range)
    }

    mutating func fail(_ reason: Failure.Reason, _ range: Range<Int>) {
        // A record takes no more than so many, and one more to say so: a list may have millions of bad items.
        guard failures.count <= Int(RecordBatch.maximumViolations) else { return }
        failures.append(Failure(reason: reason, range: range, pointer: pointer))
    }

    /// Where the value at hand stands inside the record.
    var pointer: String {
        let view = view
        return JSONPointer.shown(
            from: rootPointer,
            frames.lazy.map { frame in
                frame.isObject
                    ? JSONPointer.shownToken(forKey: view.span.extracting(frame.keyContent)) : "/\(frame.count - 1)"
            }
        )
    }
}
