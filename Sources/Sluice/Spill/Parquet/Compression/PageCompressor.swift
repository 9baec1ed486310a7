/// Compresses the content of pages with one codec; it belongs to one worker.
@safe
final class PageCompressor {
    /// Fast, and a little smaller on records than what comes next.
    private static let zstdLevel: Int32 = 1

    @safe
    private enum Method {
        case none
        case zstd(ZstdLibrary, context: OpaquePointer)
        case snappy(SnappyLibrary)
    }

    private let method: Method

    /// Prepares a codec that is available (see `CompressionCodec.init(_:)`).
    init(_ codec: CompressionCodec) {
        switch codec {
        case .uncompressed: method = .none
        case .zstd:
            guard let library = ZstdLibrary.shared, let context = unsafe library.createContext() else {
                preconditionFailure("libzstd is not there, or has no memory for a context")
            }
            method = unsafe .zstd(library, context: context)
        case .snappy:
            guard let library = SnappyLibrary.shared else { preconditionFailure("libsnappy is not there") }
            method = .snappy(library)
        }
    }

    deinit {
        if case .zstd(let library, let context) = method {
            // SAFETY: made in `init`, freed once.
            _ = unsafe library.freeContext(context)
        }
    }

    /// Appends the compressed form of `content`.
    func append(_ content: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        switch method {
        case .none: output.append(contentsOf: content)
        case .zstd(let library, let context):
            let bound = library.bound(content.count)
            output.reserve(bound)
            // SAFETY: the free part has room for `bound` bytes; the content lives as long as the call.
            unsafe content.withUnsafeBytes { source in
                unsafe output.withUnsafeFreeElements { start in
                    let level = Self.zstdLevel
                    let size = unsafe library.compress(context, start, bound, source.baseAddress, source.count, level)
                    precondition(library.isError(size) == 0, "libzstd fails only where there is too little room")
                    return size
                }
            }
        case .snappy(let library): append(content, with: library, to: &output)
        }
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
