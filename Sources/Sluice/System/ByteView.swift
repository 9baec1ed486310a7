/// A chunk's bytes as a freely copyable value, with the absolute offset of the first one.
///
/// It does not keep the bytes alive: the owner of a batch keeps the chunk it refers to (see `RecordBatch.begin`).
@safe
struct ByteView {
    static var empty: ByteView { ByteView() }

    private let start: UnsafePointer<UInt8>?
    private let count: Int
    /// The absolute offset of the first byte.
    let base: Int

    private init() {
        unsafe start = nil
        count = 0
        base = 0
    }

    /// A view of `bytes`.
    ///
    /// - Safety: `bytes` must stay valid for as long as the view, or a copy of it, is used.
    @unsafe
    init(_ bytes: Span<UInt8>, base: Int) {
        unsafe start = bytes.withUnsafeBufferPointer { $0.baseAddress }
        count = bytes.count
        self.base = base
    }

    var span: Span<UInt8> {
        @_lifetime(borrow self)
        @inline(__always)
        get {
            // SAFETY: the creator of the view guarantees that the bytes stay valid.
            unsafe _overrideLifetime(
                Span(_unsafeElements: UnsafeBufferPointer(start: start, count: count)),
                borrowing: self
            )
        }
    }
}
