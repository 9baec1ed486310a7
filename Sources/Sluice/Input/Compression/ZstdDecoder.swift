import CSluiceSystem

/// Decodes zstd (RFC 8878): one frame or several, and frames that are to be skipped.
@safe
final class ZstdDecoder: StreamDecoder {
    /// Frames may refer to text this far back: what the command `zstd` accepts unasked, as a power of two.
    private static let maximumWindowLog: Int32 = 27
    private static let windowLogParameter: Int32 = 100
    /// The bytes that show how long a frame's header is.
    private static let frameStart = 5

    private let library: ZstdLibrary
    private let context: OpaquePointer
    /// How many bytes of input are asked for: with as many, a step decodes one block, so that a fault in a later block
    /// costs no text.
    private var wanted = frameStart
    private(set) var mayEnd = true

    init(_ library: ZstdLibrary) {
        guard let context = unsafe library.createDecoder() else {
            preconditionFailure("libzstd has no memory for a context")
        }
        self.library = library
        unsafe self.context = context
        // SAFETY: the context was created above.
        _ = unsafe library.setDecoderParameter(context, Self.windowLogParameter, Self.maximumWindowLog)
    }

    deinit {
        // SAFETY: created in `init`, freed once.
        _ = unsafe library.freeDecoder(context)
    }

    @unsafe
    func decode(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        var step = DecodingStep()
        while step.fault == nil, step.produced < output.count {
            let rest = input.extracting(step.consumed...)
            if mayEnd, rest.count == 0 { return step }
            // SAFETY: the part of the output that is still free.
            let room = unsafe UnsafeMutableBufferPointer(rebasing: output[step.produced...])
            let piece = unsafe decodePiece(rest.extracting(first: min(wanted, rest.count)), into: room)
            step.consumed += piece.consumed
            step.produced += piece.produced
            step.fault = piece.fault
            if piece.consumed == 0, piece.produced == 0 { return step }
        }
        return step
    }

    @unsafe
    private func decodePiece(
        _ input: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>
    ) -> DecodingStep {
        // SAFETY: the pointers and counts are those of the two buffers, which live as long as the call.
        unsafe input.withUnsafeBufferPointer { input in
            var source = unsafe sluice_zstd_input(bytes: input.baseAddress, size: input.count, position: 0)
            var text = unsafe sluice_zstd_output(bytes: output.baseAddress, size: output.count, position: 0)
            let result = unsafe library.decompress(context, &text, &source)
            guard library.isError(result) == 0 else { return DecodingStep(fault: fault(result)) }
            mayEnd = result == 0
            wanted = result == 0 ? Self.frameStart : result
            return unsafe DecodingStep(consumed: source.position, produced: text.position)
        }
    }

    private func fault(_ result: Int) -> StreamFault {
        switch -result {
        case 10: .foreign
        case 16: .windowTooLarge
        // SAFETY: the library's own constant text.
        default: .corrupt(unsafe library.errorName(result).map { unsafe String(cString: $0) } ?? "error \(-result)")
        }
    }
}
