import CSluiceKernels

/// Vectorised searches and counts; each is defined by its scalar twin in `CSluiceKernels`.
extension Span<UInt8> {
    /// Returns the index of the first byte at or after `index` that is not JSON white space, or `count`.
    @inline(__always)
    func firstNonSpace(from index: Int) -> Int {
        // SAFETY: the kernel reads `count - index` bytes from `index` on, all inside this span.
        unsafe withKernel(from: index) { bytes, length in unsafe sluice_find_non_space(bytes, length) }
    }

    /// Returns the index of the first quote, backslash, control character or byte over 0x7F from `index` on, or
    /// `count`.
    @inline(__always)
    func firstStringSpecial(from index: Int) -> Int {
        // SAFETY: as above.
        unsafe withKernel(from: index) { bytes, length in unsafe sluice_find_string_special(bytes, length) }
    }

    /// Returns the index of the first byte from `index` on that is not plain text, or `count`: a quote, a backslash, a
    /// control character, or the first byte of a UTF-8 sequence that is invalid or cut off.
    ///
    /// Meant for long runs, as nothing of it is inlined. `index` must not be inside a sequence.
    @inline(__always)
    func firstStringStop(from index: Int) -> Int {
        // SAFETY: as above.
        unsafe withKernel(from: index) { bytes, length in unsafe sluice_find_string_stop(bytes, length) }
    }

    /// Returns the index of the first `byte` from `index` on, or `count`.
    @inline(__always)
    func first(_ byte: UInt8, from index: Int) -> Int {
        // SAFETY: as above.
        unsafe withKernel(from: index) { bytes, length in unsafe sluice_find_byte(bytes, length, byte) }
    }

    /// Returns how many bytes equal `byte`.
    func count(of byte: UInt8) -> Int {
        // SAFETY: as above.
        unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe sluice_count_byte(base, bytes.count, byte)
        }
    }

    /// Returns how many Unicode scalars begin in this UTF-8 text.
    func scalarCount() -> Int {
        // SAFETY: as above.
        unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe sluice_count_scalars(base, bytes.count)
        }
    }

    /// Returns the CRC-32C of these bytes, continued from `seed`.
    func crc32c(extending seed: UInt32) -> UInt32 {
        // SAFETY: as above.
        unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return seed }
            return unsafe sluice_crc32c(seed, base, bytes.count)
        }
    }

    @inline(__always) @unsafe
    private func withKernel(from index: Int, _ kernel: (UnsafePointer<UInt8>, Int) -> Int) -> Int {
        guard index < count else { return count }
        return unsafe withUnsafeBufferPointer { bytes in
            unsafe index + kernel(bytes.baseAddress.unsafelyUnwrapped + index, bytes.count - index)
        }
    }
}
