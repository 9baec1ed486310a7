/// A library's decoder of one deflate stream (RFC 1951) after another.
protocol Inflater: AnyObject {
    /// Begins a stream.
    func reset()

    /// Decodes `input`, which continues the previous one, as far as there is room for its text.
    ///
    /// - Safety: `output` must be valid for writing.
    @unsafe
    func inflate(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> InflationStep

    /// Returns the CRC-32 of gzip of what `checksum` is that of, followed by `bytes`.
    func crc32(of bytes: Span<UInt8>, extending checksum: UInt32) -> UInt32
}

/// What inflating a piece has come to.
struct InflationStep {
    enum End {
        /// More input or more room is needed.
        case paused
        /// The stream has ended; these bytes, the first one lowest, were taken from the input but come after it.
        case ended(surplus: UInt64, count: Int)
        case corrupt(String)
    }

    /// How many bytes of the input were taken.
    let consumed: Int
    /// How many bytes of text were written.
    let produced: Int
    let end: End
}
