/// Reading values; each returns `nil` for a value that is something else.
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

extension String {
    /// The text of bytes in UTF-8.
    init(_ bytes: Span<UInt8>) {
        // SAFETY: the buffer is read only inside the closure, while the span's owner is borrowed.
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the text's bytes in UTF-8 to `body`.
    @inline(__always)
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        // SAFETY: the buffer is used inside the closure only.
        let result = unsafe utf8.withContiguousStorageIfAvailable { unsafe body(Span(_unsafeElements: $0)) }
        return result ?? body(Array(utf8).span)
    }
}
