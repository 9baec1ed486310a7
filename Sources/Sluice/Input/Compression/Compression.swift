/// How an input is compressed, as its first bytes show.
enum Compression: String, Sendable {
    case gzip
    case zstd

    /// How many bytes show it.
    static let magicLength = 4

    /// The compression of an input that begins with `bytes`; `nil` if they are not those of one.
    init?(_ bytes: Span<UInt8>) {
        if bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B {
            self = .gzip
        } else if bytes.count >= 4, bytes[1] == 0xB5, bytes[2] == 0x2F, bytes[3] == 0xFD, bytes[0] == 0x28 {
            self = .zstd
        } else if bytes.count >= 4, bytes[0] & 0xF0 == 0x50, bytes[1] == 0x2A, bytes[2] == 0x4D, bytes[3] == 0x18 {
            // A frame that is to be skipped: pzstd and others begin with one.
            self = .zstd
        } else {
            return nil
        }
    }

    /// What a part of the stream with a header of its own is called.
    var unit: String {
        switch self {
        case .gzip: "member"
        case .zstd: "frame"
        }
    }
}
