/// A batch of records that outlives the reader, with the bytes that it lies over.
///
/// One reader fills it and hands it to one consumer. It is filled again only when that consumer is the last to hold it,
/// and done with it. In between only the hints change, which makes it safe to share.
@usableFromInline
final class RecordBatchStorage: @unchecked Sendable {
    /// The bytes are kept as long as the batch lies over them.
    private var bytes: ChunkBytes?
    /// The name of the input that they are of.
    private(set) var inputName = ""
    /// Unchecked, as checking each access for exclusivity takes as long as reading a value.
    @exclusivity(unchecked)
    private var batch: RecordBatch
    /// The field that records get the key of their member in.
    private let keyField: KeyField?
    /// Where fields were found in earlier records.
    private let hints = FieldHints()

    /// Storage for records, each of which gets a field named `keyField` if that is not `nil`.
    init(keyField: String? = nil) {
        let fields = FieldTable(names: [])
        // SAFETY: nothing else has the storage yet.
        unsafe batch = RecordBatch(fields: fields, keyField: keyField)
        self.keyField = keyField.map { KeyField($0, fields) }
    }

    /// Lays the batch, empty, over `bytes` of the input with this name.
    func begin(over bytes: ChunkBytes, of inputName: String) {
        self.bytes = bytes
        self.inputName = inputName
        // SAFETY: this object keeps the bytes as long as the batch lies over them. Accesses do not overlap: see `fill`.
        unsafe batch.begin(over: bytes.span, base: bytes.offset)
    }

    /// Lends the batch to `body`, to be filled.
    func fill<Result>(_ body: (inout RecordBatch) -> Result) -> Result {
        // SAFETY: only the one reader that fills it has the storage then.
        unsafe body(&batch)
    }

    /// Throws if the bytes may differ from what the file had when it was opened.
    func checkUnchanged() throws(RecordStreamError) {
        do throws(InputError) {
            try bytes?.checkUnchanged()
        } catch {
            throw RecordStreamError(.input, error.message)
        }
    }

    /// Empties the batch and releases the bytes.
    func clear() {
        // SAFETY: an empty span needs no bytes to stay in place. Nothing else holds the storage then.
        unsafe batch.begin(over: Span(), base: 0)
        bytes = nil
    }
}

/// SAFETY of what follows: the batch does not change while it is read.
extension RecordBatchStorage {
    var rowCount: Int { unsafe batch.rowCount }

    /// The absolute offset of the first of the bytes.
    var base: Int { unsafe batch.base }

    @inline(__always)
    func row(_ index: Int) -> Row { unsafe batch.rows[index] }

    @inline(__always)
    func extra(_ index: Int) -> ExtraField { unsafe batch.extras[index] }

    /// The bytes that the batch lies over; they stay in place as long as this object is held.
    var view: ByteView {
        @inline(__always)
        get { unsafe batch.view }
    }
}

// MARK: Finding fields

extension RecordBatchStorage {
    /// Returns the value of the field with this name in `row`, or `nil` if the record has none.
    ///
    /// Records mostly have the same fields in the same order, so the field is first searched where it was found last.
    @inline(__always)
    func place(of name: Span<UInt8>, row: Int) -> ValuePlace? {
        let row = self.row(row)
        let hint = FieldHints.index(of: name)
        let guess = hints[hint]
        // Keys are unique within a record, so a match is the only one.
        if guess < Int(row.extraCount) {
            let field = extra(Int(row.firstExtra) &+ guess)
            if key(of: field).hasSameBytes(as: name), !name.hasBackslash { return ValuePlace(field) }
        }
        return search(name, row, hint)
    }

    /// Searches all fields, one after the other.
    @inline(never)
    private func search(_ name: Span<UInt8>, _ row: Row, _ hint: Int) -> ValuePlace? {
        for index in 0..<Int(row.extraCount) {
            let field = extra(Int(row.firstExtra) + index)
            let key = key(of: field)
            guard key.hasBackslash ? unescapes(key, to: name) : key.hasSameBytes(as: name) else { continue }
            hints.set(hint, to: index)
            return ValuePlace(field)
        }
        return nil
    }

    /// Whether a key with escapes is equal to the name.
    private func unescapes(_ key: Span<UInt8>, to name: Span<UInt8>) -> Bool {
        var unescaped: [UInt8] = []
        JSONString.appendUnescaped(key, to: &unescaped)
        return unescaped.span.hasSameBytes(as: name)
    }

    /// A field's key without its quotes, escapes unresolved.
    @_lifetime(borrow self)
    @inline(__always)
    func key(of field: ExtraField) -> Span<UInt8> {
        guard field.keyOffset != ExtraField.keyFieldOffset else { return keyFieldName }
        let start = Int(field.keyOffset) + 1
        return text(start..<start + Int(field.keyLength) - 2)
    }

    /// The name of the key field, as the content of a JSON string.
    private var keyFieldName: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            guard let keyField else { return Span() }
            let text = keyField.text.span
            // SAFETY: the key field does not change, and is kept as long as this object.
            return unsafe _overrideLifetime(text.extracting(1..<text.count - 1), borrowing: self)
        }
    }

    /// A range of the bytes that the batch lies over.
    @_lifetime(borrow self)
    @inline(__always)
    func text(_ range: Range<Int>) -> Span<UInt8> {
        // SAFETY: the bytes stay in place as long as this storage is held.
        unsafe _overrideLifetime(view.span.extracting(range), borrowing: self)
    }
}

// MARK: Reading values

/// Each function returns `nil` for a value of a different type.
extension RecordBatchStorage {
    @inline(__always)
    func integer(_ place: ValuePlace) -> Int? {
        guard place.kind == .integer || place.kind == .decimal else { return nil }
        return NumberText.int64(text(place.range)).map { Int($0) }
    }

    @inline(__always)
    func double(_ place: ValuePlace) -> Double? {
        guard place.kind == .integer || place.kind == .decimal else { return nil }
        return NumberText.double(text(place.range))
    }

    func string(_ place: ValuePlace) -> String? {
        guard place.kind == .string else { return nil }
        let content = text(place.range.lowerBound + 1..<place.range.upperBound - 1)
        guard place.mayHaveEscapes else { return String(content) }
        var text: [UInt8] = []
        JSONString.appendUnescaped(content, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    @inline(__always)
    func bool(_ place: ValuePlace) -> Bool? {
        switch place.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    func raw(_ place: ValuePlace) -> String { String(text(place.range)) }
}

extension Span<UInt8> {
    /// Whether there is a backslash: a key with one has escapes, and a name with one matches no key as it is written.
    ///
    /// Names are short: calling the kernel for long texts would take longer than the rest of the lookup.
    @inline(__always)
    fileprivate var hasBackslash: Bool {
        var index = 0
        while index + 8 <= count {
            // A backslash becomes zero. Taking one from each byte sets a top bit that was not set only if one was zero.
            let word = littleEndianWord(at: index) ^ 0x5C5C_5C5C_5C5C_5C5C
            if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { return true }
            index += 8
        }
        while index < count {
            if self[index] == UInt8(ascii: "\\") { return true }
            index += 1
        }
        return false
    }
}
