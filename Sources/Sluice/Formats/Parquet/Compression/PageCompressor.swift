/// Compresses the content of pages with one codec; it belongs to one worker.
final class PageCompressor {
    /// For pages of at least this many bytes the method is chosen by a sample.
    private static let smallestTrial = 64 << 10
    /// The sample is the page's size divided by this.
    private static let sampleShare = 16

    private enum Method {
        case none
        /// The second context is `nil` if the library is too old for it.
        case zstd(ZstdContext, literals: ZstdContext?)
        case snappy(SnappyLibrary)
    }

    private let method: Method
    private var sample = GrowingBuffer<UInt8>(capacity: 16)

    /// Prepares a codec whose library is installed (see `CompressionCodec.init(_:)`).
    init(_ codec: CompressionCodec) {
        switch codec {
        case .uncompressed: method = .none
        case .zstd:
            guard let library = ZstdLibrary.shared, let context = ZstdContext(library, .matches) else {
                preconditionFailure("libzstd is missing")
            }
            method = .zstd(context, literals: ZstdContext(library, .literals))
        case .snappy:
            guard let library = SnappyLibrary.shared else { preconditionFailure("libsnappy is missing") }
            method = .snappy(library)
        }
    }

    /// Appends the compressed form of `content`.
    func append(_ content: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        switch method {
        case .none: output.append(contentsOf: content)
        case .zstd(let context, let literals):
            guard let literals, isBetter(literals, than: context, for: content) else {
                return context.append(content, to: &output)
            }
            literals.append(content, to: &output)
        case .snappy(let library): append(content, with: library, to: &output)
        }
    }

    /// Whether a context compresses a sample from the middle of `content` at least as well as the other.
    private func isBetter(_ context: ZstdContext, than other: ZstdContext, for content: Span<UInt8>) -> Bool {
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
                precondition(status == 0, "libsnappy fails only if the buffer is too small")
                return size
            }
        }
    }
}
