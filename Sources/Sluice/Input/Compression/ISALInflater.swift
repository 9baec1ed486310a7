import CSluiceSystem

/// Inflates with Intel's ISA-L.
@safe
final class ISALInflater: Inflater {
    private let library: ISALLibrary
    private let state: UnsafeMutablePointer<sluice_isal_state>

    init(_ library: ISALLibrary) {
        self.library = library
        unsafe state = .allocate(capacity: 1)
        // SAFETY: allocated above. Pages that the library does not use stay untouched.
        unsafe library.begin(state)
    }

    deinit {
        // SAFETY: allocated in `init`; the state is plain memory.
        unsafe state.deallocate()
    }

    func reset() {
        // SAFETY: the state is this object's own.
        unsafe library.reset(state)
    }

    @unsafe
    func inflate(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> InflationStep {
        // SAFETY: the pointers and counts are those of the two buffers, which live as long as the call.
        let status = unsafe input.withUnsafeBufferPointer { input in
            unsafe state.pointee.next_in = input.baseAddress
            unsafe state.pointee.avail_in = UInt32(input.count)
            unsafe state.pointee.next_out = output.baseAddress
            unsafe state.pointee.avail_out = UInt32(output.count)
            return unsafe library.inflate(state)
        }
        return unsafe InflationStep(
            consumed: input.count - Int(state.pointee.avail_in),
            produced: output.count - Int(state.pointee.avail_out),
            end: end(status)
        )
    }

    private func end(_ status: Int32) -> InflationStep.End {
        switch status {
        case 0: break
        case -1: return .corrupt("invalid block")
        case -2: return .corrupt("invalid symbol")
        case -3: return .corrupt("invalid distance")
        default: return .corrupt("error \(status)")
        }
        // SAFETY: the state is this object's own.
        guard unsafe state.pointee.block_state == Self.finished else { return .paused }
        // Bits up to the next whole byte are padding.
        let bits = unsafe max(0, state.pointee.read_in_length)
        let surplus = unsafe bits < 64 ? state.pointee.read_in & (1 << UInt64(bits) - 1) : state.pointee.read_in
        return .ended(surplus: surplus >> UInt64(bits % 8), count: Int(bits / 8))
    }

    func crc32(of bytes: Span<UInt8>, extending checksum: UInt32) -> UInt32 {
        // SAFETY: the span lives as long as the call.
        unsafe bytes.withUnsafeBufferPointer { unsafe library.crc32(checksum, $0.baseAddress, UInt64($0.count)) }
    }

    /// `ISAL_BLOCK_FINISH`: everything has been decoded and written.
    private static let finished: UInt32 = 5
}
