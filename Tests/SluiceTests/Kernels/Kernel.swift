import CSluiceKernels

/// A vectorised function of a run of bytes, and the scalar twin that defines it.
enum Kernel: CaseIterable, Sendable {
    case findStringSpecial
    case findStringStop
    case findNonSpace
    case findQuote
    case findHighByte
    case countLineFeed
    case countHighByte
    case countScalars
    case crc32c

    /// The results of the vectorised functions: that of the one that the library calls, then those of every set that
    /// this machine supports, in the order of `KernelSet.available`.
    @unsafe
    func answers(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> [Int] {
        // SAFETY: the caller passes `count` bytes; every index is below the count of sets.
        var answers = unsafe [inlineAnswer(bytes, count)]
        guard self != .findStringSpecial else { return answers }
        for index in 0..<sluice_kernel_set_count() {
            let set = unsafe sluice_kernel_set_at(index).pointee
            unsafe answers.append(answer(set, bytes, count))
        }
        return answers
    }

    @unsafe
    private func inlineAnswer(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        // SAFETY: the caller passes `count` bytes.
        switch self {
        case .findStringSpecial: unsafe sluice_find_string_special(bytes, count)
        case .findStringStop: unsafe sluice_find_string_stop(bytes, count)
        case .findNonSpace: unsafe sluice_find_non_space(bytes, count)
        case .findQuote: unsafe sluice_find_byte(bytes, count, 0x22)
        case .findHighByte: unsafe sluice_find_byte(bytes, count, 0xFF)
        case .countLineFeed: unsafe sluice_count_byte(bytes, count, 0x0A)
        case .countHighByte: unsafe sluice_count_byte(bytes, count, 0x80)
        case .countScalars: unsafe sluice_count_scalars(bytes, count)
        case .crc32c: unsafe Int(sluice_crc32c(0x1234_5678, bytes, count))
        }
    }

    @unsafe
    private func answer(_ set: sluice_kernel_set, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        // SAFETY: the caller passes `count` bytes; a set has all of its functions.
        switch self {
        case .findStringSpecial: 0
        case .findStringStop: unsafe set.find_string_stop(bytes, count)
        case .findNonSpace: unsafe set.find_non_space(bytes, count)
        case .findQuote: unsafe set.find_byte(bytes, count, 0x22)
        case .findHighByte: unsafe set.find_byte(bytes, count, 0xFF)
        case .countLineFeed: unsafe set.count_byte(bytes, count, 0x0A)
        case .countHighByte: unsafe set.count_byte(bytes, count, 0x80)
        case .countScalars: unsafe set.count_scalars(bytes, count)
        case .crc32c: unsafe Int(set.crc32c(0x1234_5678, bytes, count))
        }
    }

    /// The result of its scalar twin.
    @unsafe
    func scalar(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        // SAFETY: the caller passes `count` bytes.
        switch self {
        case .findStringSpecial: unsafe sluice_find_string_special_scalar(bytes, count)
        case .findStringStop: unsafe sluice_find_string_stop_scalar(bytes, count)
        case .findNonSpace: unsafe sluice_find_non_space_scalar(bytes, count)
        case .findQuote: unsafe sluice_find_byte_scalar(bytes, count, 0x22)
        case .findHighByte: unsafe sluice_find_byte_scalar(bytes, count, 0xFF)
        case .countLineFeed: unsafe sluice_count_byte_scalar(bytes, count, 0x0A)
        case .countHighByte: unsafe sluice_count_byte_scalar(bytes, count, 0x80)
        case .countScalars: unsafe sluice_count_scalars_scalar(bytes, count)
        case .crc32c: unsafe Int(sluice_crc32c_scalar(0x1234_5678, bytes, count))
        }
    }

    /// A slow reference in Swift.
    func expected(_ bytes: [UInt8]) -> Int {
        switch self {
        case .findStringSpecial:
            bytes.firstIndex { $0 < 0x20 || $0 > 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
                ?? bytes.count
        case .findStringStop: Self.stringStop(bytes)
        case .findNonSpace: bytes.firstIndex { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } ?? bytes.count
        case .findQuote: bytes.firstIndex(of: 0x22) ?? bytes.count
        case .findHighByte: bytes.firstIndex(of: 0xFF) ?? bytes.count
        case .countLineFeed: bytes.count { $0 == 0x0A }
        case .countHighByte: bytes.count { $0 == 0x80 }
        case .countScalars: bytes.count { !(0x80...0xBF).contains($0) }
        case .crc32c: Int(Self.crc32c(bytes, seed: 0x1234_5678))
        }
    }

    /// By the standard library's decoder, a scalar at a time.
    private static func stringStop(_ bytes: [UInt8]) -> Int {
        var iterator = bytes.makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        var index = 0
        while case .valid(let sequence) = decoder.parseScalar(from: &iterator) {
            if let byte = sequence.first, byte < 0x20 || byte == 0x22 || byte == 0x5C { return index }
            index += sequence.count
        }
        return index
    }

    /// Bit by bit, by the definition of the polynomial.
    static func crc32c(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
        var remainder = ~seed
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0x82F6_3B78 : remainder >> 1 }
        }
        return ~remainder
    }
}
