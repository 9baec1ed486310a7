/// Decodes gzip (RFC 1952): one member or several, and zeros after the last one, with which tapes and some tools pad.
final class GzipDecoder: StreamDecoder {
    private enum State {
        case betweenMembers
        case header(GzipHeader)
        case body
        /// The checksum and the length of the text, of which `count` bytes have been read.
        case trailer(UInt64, count: Int)
        case padding
    }

    private let inflater: any Inflater
    private var state = State.betweenMembers
    /// The CRC-32 and the length of the member's text so far.
    private var checksum: UInt32 = 0
    private var length: UInt32 = 0

    init(_ inflater: any Inflater) {
        self.inflater = inflater
    }

    var mayEnd: Bool {
        switch state {
        case .betweenMembers, .padding: true
        case .header, .body, .trailer: false
        }
    }

    @unsafe
    func decode(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> DecodingStep {
        var step = DecodingStep()
        while step.fault == nil {
            let rest = input.extracting(step.consumed...)
            switch state {
            case .betweenMembers:
                guard rest.count > 0 else { return step }
                state = rest[0] == 0 ? .padding : .header(GzipHeader())
            case .padding:
                let zeros = Self.zeroCount(rest)
                step.consumed += zeros
                if zeros < rest.count { step.fault = .foreign }
                return step
            case .header(var header):
                let read = header.read(rest, inflater)
                step.consumed += read.consumed
                step.fault = read.fault
                state = .header(header)
                guard header.isComplete else { return step }
                begin()
            case .body:
                // SAFETY: the part of the output that is still free.
                let room = unsafe UnsafeMutableBufferPointer(rebasing: output[step.produced...])
                guard room.count > 0 else { return step }
                guard unsafe inflate(rest, into: room, &step) else { return step }
            case .trailer(let bytes, let count) where count < 8:
                guard rest.count > 0 else { return step }
                state = .trailer(bytes | UInt64(rest[0]) << UInt64(8 * count), count: count + 1)
                step.consumed += 1
            case .trailer(let bytes, _):
                step.fault = fault(bytes)
                state = .betweenMembers
            }
        }
        return step
    }

    private static func zeroCount(_ bytes: Span<UInt8>) -> Int {
        var count = 0
        while count < bytes.count, bytes[count] == 0 { count += 1 }
        return count
    }

    private func begin() {
        inflater.reset()
        (checksum, length) = (0, 0)
        state = .body
    }

    /// Inflates; returns false if more input or room is needed.
    @unsafe
    private func inflate(
        _ input: Span<UInt8>,
        into output: UnsafeMutableBufferPointer<UInt8>,
        _ step: inout DecodingStep
    ) -> Bool {
        let inflated = unsafe inflater.inflate(input, into: output)
        step.consumed += inflated.consumed
        step.produced += inflated.produced
        // SAFETY: that many bytes were written.
        let text = unsafe Span(_unsafeElements: UnsafeBufferPointer(rebasing: output[..<inflated.produced]))
        checksum = inflater.crc32(of: text, extending: checksum)
        length &+= UInt32(truncatingIfNeeded: inflated.produced)
        switch inflated.end {
        case .paused: return false
        case .corrupt(let reason): step.fault = .corrupt(reason)
        case .ended(let surplus, let count): state = .trailer(surplus, count: count)
        }
        return true
    }

    /// Compares the text with the member's trailer.
    private func fault(_ trailer: UInt64) -> StreamFault? {
        if UInt32(truncatingIfNeeded: trailer) != checksum {
            return .corrupt("the checksum of its text does not match")
        }
        if UInt32(truncatingIfNeeded: trailer >> 32) != length {
            return .corrupt("the length of its text does not match")
        }
        return nil
    }
}
