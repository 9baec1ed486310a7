/// The functions of libzstd that are used here.
@safe
struct ZstdLibrary: Sendable {
    typealias CreateContext = @convention(c) () -> OpaquePointer?
    typealias FreeContext = @convention(c) (OpaquePointer?) -> Int
    typealias Bound = @convention(c) (Int) -> Int
    typealias SetParameter = @convention(c) (OpaquePointer?, Int32, Int32) -> Int
    typealias Compress =
        @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int) -> Int
    typealias IsError = @convention(c) (Int) -> UInt32

    let createContext: CreateContext
    let freeContext: FreeContext
    let bound: Bound
    let setParameter: SetParameter
    let compress: Compress
    let isError: IsError

    /// The library, if it is installed.
    static let shared = ZstdLibrary()

    private init?() {
        let names = [
            "libzstd.so.1", "libzstd.so", "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib",
            "/usr/local/lib/libzstd.1.dylib",
        ]
        // SAFETY: the signatures are those of zstd.h, stable since version 1.4.
        guard let library = SharedLibrary(names),
            let createContext = unsafe library.function("ZSTD_createCCtx", as: CreateContext.self),
            let freeContext = unsafe library.function("ZSTD_freeCCtx", as: FreeContext.self),
            let bound = unsafe library.function("ZSTD_compressBound", as: Bound.self),
            let setParameter = unsafe library.function("ZSTD_CCtx_setParameter", as: SetParameter.self),
            let compress = unsafe library.function("ZSTD_compress2", as: Compress.self),
            let isError = unsafe library.function("ZSTD_isError", as: IsError.self)
        else { return nil }
        unsafe self.createContext = createContext
        unsafe self.freeContext = freeContext
        self.bound = bound
        unsafe self.setParameter = setParameter
        unsafe self.compress = compress
        self.isError = isError
    }
}
