extension [UInt8] {
    /// A copy of `bytes`.
    init(copying bytes: Span<UInt8>) {
        // SAFETY: the buffer is read only inside the closure, while the span's owner is borrowed.
        self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Appends a copy of `bytes`.
    @inline(__always)
    mutating func append(contentsOf bytes: Span<UInt8>) {
        // SAFETY: the buffer is read only inside the closure, while the span's owner is borrowed.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
