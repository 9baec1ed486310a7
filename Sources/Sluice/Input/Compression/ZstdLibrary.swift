import CSluiceSystem

/// The functions of libzstd that are used here.
@safe
struct ZstdLibrary: Sendable {
    typealias CreateContext = @convention(c) () -> OpaquePointer?
    typealias FreeContext = @convention(c) (OpaquePointer?) -> Int
    typealias Bound = @convention(c) (Int) -> Int
    typealias SetParameter = @convention(c) (OpaquePointer?, Int32, Int32) -> Int
    typealias Compress =
        @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int) -> Int
    typealias Decompress =
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<sluice_zstd_output>?, UnsafeMutablePointer<sluice_zstd_input>?
        ) -> Int
    typealias IsError = @convention(c) (Int) -> UInt32
    typealias ErrorName = @convention(c) (Int) -> UnsafePointer<CChar>?

    let createContext: CreateContext
    let freeContext: FreeContext
    let bound: Bound
    let setParameter: SetParameter
    let compress: Compress
    let createDecoder: CreateContext
    let freeDecoder: FreeContext
    let setDecoderParameter: SetParameter
    let decompress: Decompress
    let isError: IsError
    let errorName: ErrorName

    /// The library, if it is installed.
    static let shared = ZstdLibrary(DecompressionLibraries.system.zstd)

    /// Loads the first of `names` that exists.
    init?(_ names: [String]) {
        // SAFETY: the signatures are those of zstd.h, stable since version 1.4.
        guard let library = SharedLibrary(names),
            let createContext = unsafe library.function("ZSTD_createCCtx", as: CreateContext.self),
            let freeContext = unsafe library.function("ZSTD_freeCCtx", as: FreeContext.self),
            let bound = unsafe library.function("ZSTD_compressBound", as: Bound.self),
            let setParameter = unsafe library.function("ZSTD_CCtx_setParameter", as: SetParameter.self),
            let compress = unsafe library.function("ZSTD_compress2", as: Compress.self),
            let createDecoder = unsafe library.function("ZSTD_createDCtx", as: CreateContext.self),
            let freeDecoder = unsafe library.function("ZSTD_freeDCtx", as: FreeContext.self),
            let setDecoderParameter = unsafe library.function("ZSTD_DCtx_setParameter", as: SetParameter.self),
            let decompress = unsafe library.function("ZSTD_decompressStream", as: Decompress.self),
            let isError = unsafe library.function("ZSTD_isError", as: IsError.self),
            let errorName = unsafe library.function("ZSTD_getErrorName", as: ErrorName.self)
        else { return nil }
        unsafe self.createContext = createContext
        unsafe self.freeContext = freeContext
        self.bound = bound
        unsafe self.setParameter = setParameter
        unsafe self.compress = compress
        unsafe self.createDecoder = createDecoder
        unsafe self.freeDecoder = freeDecoder
        unsafe self.setDecoderParameter = setDecoderParameter
        unsafe self.decompress = decompress
        self.isError = isError
        unsafe self.errorName = errorName
    }
}
