/// A compressed input that is decoded from its first byte on.
final class CompressedStream {
    /// How much of the compressed input is in memory.
    private static let windowSize = 128 << 10

    private let source: any ByteSource
    private let decoder: any StreamDecoder
    private let name: String
    private let compression: Compression
    private var window: ChunkBytes
    private var isAtEnd = false
    /// How many bytes have been decoded, and how many bytes of text they gave.
    private(set) var compressedOffset = 0
    private var textOffset = 0

    init(_ source: any ByteSource, _ decoder: any StreamDecoder, _ compression: Compression, name: String) {
        self.source = source
        self.decoder = decoder
        self.compression = compression
        self.name = name
        window = ChunkBytes(copying: Span(), offset: 0)
    }

    /// Fills `block` with the next `count` bytes of text; with fewer only where the text ends.
    func fill(_ block: TextBlock, count: Int) throws(InputError) {
        block.begin(at: textOffset)
        while textOffset < block.offset + count, !block.isLast {
            if compressedOffset == window.end, !isAtEnd { try readWindow() }
            let step = decode(into: block, upTo: block.offset + count - textOffset)
            compressedOffset += step.consumed
            textOffset += step.produced
            let isStuck = step.consumed == 0 && step.produced == 0 && (isAtEnd || compressedOffset < window.end)
            guard let fault = step.fault ?? (isStuck ? faultAtEnd : nil) else {
                block.isLast = isStuck
                continue
            }
            block.isLast = true
            block.streamBreak = StreamBreak(
                name: name,
                compression: compression,
                fault: fault,
                compressedOffset: compressedOffset,
                textOffset: textOffset
            )
        }
    }

    private func readWindow() throws(InputError) {
        window = try source.window(at: compressedOffset, count: Self.windowSize)
        isAtEnd = window.count < Self.windowSize
    }

    private func decode(into block: TextBlock, upTo count: Int) -> DecodingStep {
        let (window, start) = (window, compressedOffset - window.offset)
        // SAFETY: the block passes memory with as much room as it says.
        return unsafe block.append(upTo: count) { room in
            let bytes = window.span
            return unsafe decoder.decode(bytes.extracting(start...), into: room)
        }
    }

    /// What is wrong if the decoder gets no further.
    private var faultAtEnd: StreamFault? {
        if compressedOffset < window.end { return .corrupt("it cannot be decoded any further") }
        return decoder.mayEnd ? nil : .truncated
    }
}
