import CSluiceSystem

/// Inflates with zlib, or with zlib-ng by its own names.
@safe
final class ZlibInflater: Inflater {
    private let library: ZlibLibrary
    private let stream: UnsafeMutablePointer<sluice_zlib_stream>

    init(_ library: ZlibLibrary) {
        self.library = library
        unsafe stream = .allocate(capacity: 1)
        // SAFETY: allocated above; zeros ask for the library's own allocation.
        unsafe stream.initialize(to: sluice_zlib_stream())
        // SAFETY: the stream stays in place until `deinit`.
        guard unsafe library.begin(stream) == 0 else { preconditionFailure("zlib has no memory for a stream") }
    }

    deinit {
        // SAFETY: begun in `init`, ended once.
        _ = unsafe library.end(stream)
        unsafe stream.deallocate()
    }

    func reset() {
        // SAFETY: the stream is this object's own.
        _ = unsafe library.reset(stream)
    }

    @unsafe
    func inflate(_ input: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> InflationStep {
        // SAFETY: the pointers and counts are those of the two buffers, which live as long as the call.
        let status = unsafe input.withUnsafeBufferPointer { input in
            unsafe stream.pointee.next_in = input.baseAddress
            unsafe stream.pointee.avail_in = UInt32(input.count)
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = UInt32(output.count)
            return unsafe library.inflate(stream, Self.noFlush)
        }
        let end: InflationStep.End =
            switch status {
            case Self.ok, Self.noProgress: .paused
            case Self.streamEnd: .ended(surplus: 0, count: 0)
            default: unsafe .corrupt(stream.pointee.msg.map { unsafe String(cString: $0) } ?? "error \(status)")
            }
        return unsafe InflationStep(
            consumed: input.count - Int(stream.pointee.avail_in),
            produced: output.count - Int(stream.pointee.avail_out),
            end: end
        )
    }

    func crc32(of bytes: Span<UInt8>, extending checksum: UInt32) -> UInt32 {
        // zlib takes an empty buffer for the request of a first value.
        guard bytes.count > 0 else { return checksum }
        // SAFETY: the span lives as long as the call.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe UInt32(truncatingIfNeeded: library.crc32(UInt(checksum), bytes.baseAddress, UInt32(bytes.count)))
        }
    }

    private static let noFlush: Int32 = 0
    private static let ok: Int32 = 0
    private static let streamEnd: Int32 = 1
    private static let noProgress: Int32 = -5
}
