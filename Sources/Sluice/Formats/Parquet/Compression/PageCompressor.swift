/// Compresses the content of pages with one codec; it belongs to one worker.
final class PageCompressor {
    /// Pages of at least so many bytes are tried on a sample, which is such a part of them.
    private static let smallestTrial = 64 << 10
    private static let sampleShare = 16

    private enum Method {
        case none
        /// The second context is `nil` where the library is too old for it.
        case zstd(ZstdContext, letters: ZstdContext?)
        case snappy(SnappyLibrary)
    }

    private let method: Method
    private var sample = GrowingBuffer<UInt8>(capacity: 16)

    /// Prepares a codec that is available (see `CompressionCodec.init(_:)`).
    init(_ codec: CompressionCodec) {
        switch codec {
        case .uncompressed: method = .none
        case .zstd:
            guard let library = ZstdLibrary.shared, let context = ZstdContext(library, .repetitions) else {
                preconditionFailure("libzstd is not there")
            }
            method = .zstd(context, letters: ZstdContext(library, .letters))
        case .snappy:
            guard let library = SnappyLibrary.shared else { preconditionFailure("libsnappy is not there") }
            method = .snappy(library)
        }
    }

    /// Appends the compressed form of `content`.
    func append(_ content: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        switch method {
        case .none: output.append(contentsOf: content)
        case .zstd(let context, let letters):
            guard let letters, isBest(letters, for: content, than: context) else {
                return context.append(content, to: &output)
            }
            letters.append(content, to: &output)
        case .snappy(let library): append(content, with: library, to: &output)
        }
    }

    /// Whether one context makes less of a sample from the middle than another.
    private func isBest(_ context: ZstdContext, for content: Span<UInt8>, than other: ZstdContext) -> Bool {
        guard content.count >= Self.smallestTrial else { return false }
        let length = content.count / Self.sampleShare
        let start = (content.count - length) / 2
        let part = content.extracting(start..<start + length)
        return size(of: part, with: context) <= size(of: part, with: other)
    }

    private func size(of content: Span<UInt8>, with context: ZstdContext) -> Int {
        sample.truncate(to: 0)
        context.append(content, to: &sample)
        return sample.count
    }

    private func append(_ content: Span<UInt8>, with library: SnappyLibrary, to output: inout GrowingBuffer<UInt8>) {
        let bound = library.bound(content.count)
        output.reserve(bound)
        // SAFETY: the free part has room for `bound` bytes; the content lives as long as the call.
        unsafe content.withUnsafeBytes { source in
            unsafe output.withUnsafeFreeElements { start in
                var size = bound
                let text = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
                let target = unsafe UnsafeMutableRawPointer(start).assumingMemoryBound(to: CChar.self)
                let status = unsafe library.compress(text, source.count, target, &size)
                precondition(status == 0, "libsnappy fails only where there is too little room")
                return size
            }
        }
    }
}
