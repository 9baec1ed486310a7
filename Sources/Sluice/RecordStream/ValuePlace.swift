/// The kind of a value, and where it is in a batch's bytes.
struct ValuePlace {
    let kind: ValueKind
    let range: Range<Int>
    /// False if the value is known to have no escapes.
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
