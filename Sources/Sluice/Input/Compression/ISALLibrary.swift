import CSluiceSystem

/// The functions of ISA-L that are used here.
@safe
struct ISALLibrary: Sendable {
    typealias State = UnsafeMutablePointer<sluice_isal_state>
    typealias Call = @convention(c) (State?) -> Void
    typealias Inflate = @convention(c) (State?) -> Int32
    typealias Checksum = @convention(c) (UInt32, UnsafePointer<UInt8>?, UInt64) -> UInt32

    let begin: Call
    let reset: Call
    let inflate: Inflate
    let crc32: Checksum

    /// Loads the first of `names` that exists.
    init?(_ names: [String]) {
        // SAFETY: the signatures are those of igzip_lib.h and crc.h, stable since version 2.16.
        guard let library = SharedLibrary(names),
            let begin = unsafe library.function("isal_inflate_init", as: Call.self),
            let reset = unsafe library.function("isal_inflate_reset", as: Call.self),
            let inflate = unsafe library.function("isal_inflate", as: Inflate.self),
            let crc32 = unsafe library.function("crc32_gzip_refl", as: Checksum.self)
        else { return nil }
        unsafe self.begin = begin
        unsafe self.reset = reset
        unsafe self.inflate = inflate
        unsafe self.crc32 = crc32
        guard decodesSample() else { return nil }
    }

    /// Whether a sample is decoded as it should be: the place of the members of a state is not part of the library's
    /// promise.
    private func decodesSample() -> Bool {
        // Twenty times "ab", a checksum that does not matter here, and room beyond them.
        let sample: [UInt8] = [0x4B, 0x4C, 0x4A, 0x24, 0x0A, 0x02, 0x00, 1, 2, 3, 4, 5, 6, 7, 8]
        var text = [UInt8](repeating: 0, count: 64)
        let inflater = ISALInflater(self)
        // SAFETY: the array's own memory.
        let step = unsafe text.withUnsafeMutableBufferPointer { unsafe inflater.inflate(sample.span, into: $0) }
        guard case .ended(let surplus, let count) = step.end, step.produced == 40 else { return false }
        let next = count > 0 ? UInt8(truncatingIfNeeded: surplus) : sample[step.consumed]
        return step.consumed - count == 7 && next == 1 && text[38] == UInt8(ascii: "a")
    }
}
