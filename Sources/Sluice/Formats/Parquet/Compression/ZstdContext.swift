/// A compression context of libzstd with its parameters.
@safe
final class ZstdContext {
    /// What the compressor exploits.
    enum Method {
        /// Matches with earlier text, and the frequency of bytes.
        case matches
        /// Almost only the frequency of bytes: more than twice as fast, and as good for random digits.
        case literals
    }

    private let library: ZstdLibrary
    private let context: OpaquePointer

    /// Creates a context, or returns `nil` if the library is too old for the method.
    init?(_ library: ZstdLibrary, _ method: Method) {
        guard let context = unsafe library.createContext() else {
            preconditionFailure("libzstd has no memory for a context")
        }
        self.library = library
        unsafe self.context = context
        switch method {
        case .matches:
            // Fast, and the output for records is smaller than at the next level.
            guard set(Self.compressionLevel, 1) else { return nil }
        case .literals:
            guard set(Self.compressionLevel, -20), set(Self.literalCompressionMode, 1) else { return nil }
        }
    }

    deinit {
        // SAFETY: created in `init`, freed once.
        _ = unsafe library.freeContext(context)
    }

    private static let compressionLevel: Int32 = 100
    /// Whether literals are compressed even at negative levels (`ZSTD_c_experimentalParam5`): 1 says that they are.
    private static let literalCompressionMode: Int32 = 1_002

    private func set(_ parameter: Int32, _ value: Int32) -> Bool {
        // SAFETY: the context is this object's own.
        unsafe library.isError(library.setParameter(context, parameter, value)) == 0
    }

    /// Appends the compressed form of `content`.
    func append(_ content: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        let bound = library.bound(content.count)
        output.reserve(bound)
        // SAFETY: the free part has room for `bound` bytes; the content lives as long as the call.
        unsafe content.withUnsafeBytes { source in
            unsafe output.withUnsafeFreeElements { start in
                let size = unsafe library.compress(context, start, bound, source.baseAddress, source.count)
                precondition(library.isError(size) == 0, "libzstd fails only if the buffer is too small")
                return size
            }
        }
    }
}
