/// The functions of libsnappy that are used here.
@safe
struct SnappyLibrary: Sendable {
    typealias Bound = @convention(c) (Int) -> Int
    typealias Compress =
        @convention(c) (
            UnsafePointer<CChar>?, Int, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<Int>?
        ) -> Int32

    let bound: Bound
    let compress: Compress

    /// The library, if it is installed.
    static let shared = SnappyLibrary()

    private init?() {
        let names = [
            "libsnappy.so.1", "libsnappy.so", "libsnappy.1.dylib", "/opt/homebrew/lib/libsnappy.1.dylib",
            "/usr/local/lib/libsnappy.1.dylib",
        ]
        // SAFETY: the signatures are those of snappy-c.h.
        guard let library = SharedLibrary(names),
            let bound = unsafe library.function("snappy_max_compressed_length", as: Bound.self),
            let compress = unsafe library.function("snappy_compress", as: Compress.self)
        else { return nil }
        self.bound = bound
        unsafe self.compress = compress
    }
}
