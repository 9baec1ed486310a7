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
