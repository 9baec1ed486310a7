/// Finding the fields of a record.
extension RecordBatchStorage {
    /// Returns the value of the field with this name in `row`, or `nil` if the record has none.
    ///
    /// Records mostly have the same fields in the same order: the field is looked for first where it was found last.
    @inline(__always)
    func place(of name: Span<UInt8>, row: Int) -> ValuePlace? {
        let row = self.row(row)
        let hint = FieldHints.index(of: name)
        let guess = hints[hint]
        // No key twice in one record: this one is the only one.
        if guess < Int(row.extraCount) {
            let field = extra(Int(row.firstExtra) &+ guess)
            if key(of: field).hasSameBytes(as: name), !name.hasBackslash { return ValuePlace(field) }
        }
        return search(name, row, hint)
    }

    /// Looks at one field after the other.
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

    /// Whether a key with escapes is this name.
    private func unescapes(_ key: Span<UInt8>, to name: Span<UInt8>) -> Bool {
        var unescaped: [UInt8] = []
        JSONString.appendUnescaped(key, to: &unescaped)
        return unescaped.span.hasSameBytes(as: name)
    }

    /// The inside of a field's key, escapes as they stand.
    @_lifetime(borrow self)
    @inline(__always)
    func key(of field: ExtraField) -> Span<UInt8> {
        let start = Int(field.keyOffset) + 1
        return text(start..<start + Int(field.keyLength) - 2)
    }

    /// A stretch of the bytes that the batch lies over.
    @_lifetime(borrow self)
    @inline(__always)
    func text(_ range: Range<Int>) -> Span<UInt8> {
        // SAFETY: the bytes stay in place as long as this storage is held.
        unsafe _overrideLifetime(view.span.extracting(range), borrowing: self)
    }
}

/// What kind of value stands where in a batch's bytes.
struct ValuePlace {
    let kind: ValueKind
    let range: Range<Int>
    /// False if it is known to have no escapes.
    var mayHaveEscapes = true
}

extension ValuePlace {
    @inline(__always)
    init(_ field: ExtraField) {
        kind = field.value.kind
        let start = Int(field.value.offset)
        range = start..<start + Int(field.value.length)
        mayHaveEscapes = field.value.flags.contains(.hasEscapes)
    }
}

extension Span<UInt8> {
    /// Whether a key as it stands has escapes; a name with a backslash equals no key as it stands.
    ///
    /// Names are short: a call of the kernel for long texts takes longer than the rest of the lookup.
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
