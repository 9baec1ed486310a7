import CSluiceSystem

/// The functions of zlib or zlib-ng that are used here.
@safe
struct ZlibLibrary: Sendable {
    typealias Stream = UnsafeMutablePointer<sluice_zlib_stream>
    typealias Begin = @convention(c) (Stream?, Int32, UnsafePointer<CChar>?, Int32) -> Int32
    typealias BeginNG = @convention(c) (Stream?, Int32) -> Int32
    typealias Inflate = @convention(c) (Stream?, Int32) -> Int32
    typealias Call = @convention(c) (Stream?) -> Int32
    typealias Checksum = @convention(c) (UInt, UnsafePointer<UInt8>?, UInt32) -> UInt

    /// A window of 32 KiB, and neither header nor trailer.
    private static let windowBits: Int32 = -15

    private let beginClassic: Begin?
    private let beginNG: BeginNG?
    let inflate: Inflate
    let reset: Call
    let end: Call
    let crc32: Checksum

    /// Loads zlib from the first of `names` that exists.
    init?(_ names: [String]) {
        // SAFETY: the signatures are those of zlib.h, stable since version 1.2.
        guard let library = SharedLibrary(names),
            let begin = unsafe library.function("inflateInit2_", as: Begin.self)
        else { return nil }
        unsafe self.init(library, prefix: "", classic: begin)
    }

    /// Loads zlib-ng from the first of `names` that exists.
    init?(nextGeneration names: [String]) {
        // SAFETY: the signatures are those of zlib-ng.h since version 2.1, whose integers are passed like zlib's.
        guard let library = SharedLibrary(names),
            let begin = unsafe library.function("zng_inflateInit2", as: BeginNG.self)
        else { return nil }
        unsafe self.init(library, prefix: "zng_", nextGeneration: begin)
    }

    private init?(_ library: SharedLibrary, prefix: String, classic: Begin? = nil, nextGeneration: BeginNG? = nil) {
        // SAFETY: as above.
        guard let inflate = unsafe library.function(prefix + "inflate", as: Inflate.self),
            let reset = unsafe library.function(prefix + "inflateReset", as: Call.self),
            let end = unsafe library.function(prefix + "inflateEnd", as: Call.self),
            let crc32 = unsafe library.function(prefix + "crc32", as: Checksum.self)
        else { return nil }
        unsafe beginClassic = classic
        unsafe beginNG = nextGeneration
        unsafe self.inflate = inflate
        unsafe self.reset = reset
        unsafe self.end = end
        unsafe self.crc32 = crc32
    }

    /// Begins a stream; returns zero unless that fails.
    ///
    /// - Safety: the stream must stay in place until its end.
    @unsafe
    func begin(_ stream: Stream) -> Int32 {
        // SAFETY: the caller's promise; the library compares the version's first digit, and the structure's size.
        if let beginNG = unsafe beginNG { return unsafe beginNG(stream, Self.windowBits) }
        return unsafe beginClassic?(stream, Self.windowBits, "1", Int32(MemoryLayout<sluice_zlib_stream>.size)) ?? -1
    }
}
