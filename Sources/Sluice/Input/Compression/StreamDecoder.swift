/// Decompresses a stream piece by piece: all its members or frames, one after another.
protocol StreamDecoder: AnyObject {
    /// Whether the stream may end here: not inside a member or frame.
    var mayEnd: Bool { get }

    /// Decodes `input`, which continues the previous one, as far as there is room for its text.
    ///
    /// A step that neither consumes nor produces anything needs more input.
    ///
    /// - Safety: `output` must be valid for writing.
    @unsafe
    func decode(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep
}

/// What decoding a piece has come to.
struct DecodingStep {
    /// How many bytes of the input were used.
    var consumed = 0
    /// How many bytes of text were written.
    var produced = 0
    /// What is wrong after those.
    var fault: StreamFault?
}
