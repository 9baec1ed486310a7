/// Runs of bytes for testing kernels.
enum KernelFillings {
    /// Bytes on both sides of every boundary that a kernel looks for.
    static let edges: [UInt8] = [
        0x00, 0x08, 0x09, 0x0A, 0x0B, 0x0D, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0x8F,
        0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
        0xF5, 0xFE, 0xFF,
    ]

    /// Scalars on both sides of every boundary in UTF-8 that is not a lead's.
    private static let scalars: [UInt32] = [
        0x20, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFFFF, 0x1_0000, 0x3_FFFF,
        0x4_0000, 0xF_FFFF, 0x10_0000, 0x10_FFFF,
    ]

    /// Runs with nothing to find, with little to find, of boundary bytes only, and text with and without a fault.
    static func make(_ length: Int, using random: inout SplitMix64) -> [[UInt8]] {
        var fillings = [
            [UInt8](repeating: 0x20, count: length),
            (0..<length).map { _ in .random(in: 0x61...0x7A, using: &random) },
            text(length, using: &random),
            text(length, using: &random),
            (0..<length).map { _ in .random(in: .min ... .max, using: &random) },
            (0..<length).map { _ in edges[Int.random(in: 0..<edges.count, using: &random)] },
        ]
        guard length > 0 else { return fillings }
        for filling in 0..<3 {
            let place = Int.random(in: 0..<length, using: &random)
            fillings[filling][place] = edges[Int.random(in: 0..<edges.count, using: &random)]
        }
        return fillings
    }

    /// Valid UTF-8, except for a sequence that is cut off at the end.
    private static func text(_ length: Int, using random: inout SplitMix64) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < length {
            let value =
                Bool.random(using: &random)
                ? scalars[Int.random(in: 0..<scalars.count, using: &random)]
                : .random(in: 0x430...0x44F, using: &random)
            if let scalar = Unicode.Scalar(value) { bytes += Array(String(Character(scalar)).utf8) }
        }
        return Array(bytes[..<length])
    }
}
