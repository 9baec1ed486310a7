/// The header of a gzip member (RFC 1952, section 2.3), read as its bytes come.
struct GzipHeader {
    private enum Field {
        case fixed
        case extraLength
        case extra
        case name
        case comment
        case checksum
        case end
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let checksum = Flags(rawValue: 1 << 1)
        static let extra = Flags(rawValue: 1 << 2)
        static let name = Flags(rawValue: 1 << 3)
        static let comment = Flags(rawValue: 1 << 4)
        static let reserved = Flags(rawValue: 0b1110_0000)
    }

    private var field = Field.fixed
    private var flags: Flags = []
    /// How many bytes of the field have been read.
    private var position = 0
    private var extraLength = 0
    private var storedChecksum: UInt32 = 0
    /// The CRC-32 of the bytes so far, those of the checksum itself excepted.
    private var checksum: UInt32 = 0

    /// Whether it has been read to its end.
    var isComplete: Bool { field == .end }

    /// Reads on; returns how many bytes belong to the header, and what is wrong after them.
    mutating func read(_ bytes: Span<UInt8>, _ inflater: any Inflater) -> DecodingStep {
        var step = DecodingStep()
        var coveredCount = 0
        while field != .end, step.consumed < bytes.count {
            if field != .checksum { coveredCount = step.consumed + 1 }
            step.fault = read(bytes[step.consumed])
            guard step.fault == nil else { return step }
            step.consumed += 1
        }
        checksum = inflater.crc32(of: bytes.extracting(first: coveredCount), extending: checksum)
        if isComplete, flags.contains(.checksum), storedChecksum != checksum & 0xFFFF {
            step.fault = .corrupt("the checksum of a header does not match")
        }
        return step
    }

    private mutating func read(_ byte: UInt8) -> StreamFault? {
        position += 1
        switch field {
        case .fixed: return readFixed(byte)
        case .extraLength:
            extraLength |= Int(byte) << (8 * (position - 1))
            if position == 2 { begin(extraLength > 0 ? .extra : .name) }
        case .extra: if position == extraLength { begin(.name) }
        case .name: if byte == 0 { begin(.comment) }
        case .comment: if byte == 0 { begin(.checksum) }
        case .checksum:
            storedChecksum |= UInt32(byte) << UInt32(8 * (position - 1))
            if position == 2 { begin(.end) }
        case .end: break
        }
        return nil
    }

    private mutating func readFixed(_ byte: UInt8) -> StreamFault? {
        switch position {
        case 1 where byte != 0x1F, 2 where byte != 0x8B: return .foreign
        case 3 where byte != 8: return .corrupt("unknown compression method \(byte)")
        case 4:
            flags = Flags(rawValue: byte)
            if !flags.isDisjoint(with: .reserved) { return .corrupt("a header has reserved flags") }
        case 10: begin(.extraLength)
        default: break
        }
        return nil
    }

    /// Moves to `next`, or to the first field after it that the header has.
    private mutating func begin(_ next: Field) {
        position = 0
        field = next
        switch next {
        case .extraLength where !flags.contains(.extra): begin(.name)
        case .name where !flags.contains(.name): begin(.comment)
        case .comment where !flags.contains(.comment): begin(.checksum)
        case .checksum where !flags.contains(.checksum): begin(.end)
        default: break
        }
    }
}
