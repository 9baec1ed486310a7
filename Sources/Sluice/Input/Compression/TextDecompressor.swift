import Dispatch

/// Decompresses an input block by block, on a queue of its own, one block ahead of its reader: so the slower of the two
/// sets the pace.
final class TextDecompressor: @unchecked Sendable {
    private let queue = DispatchQueue(label: "sluice.decompression")
    private let pool = TextBlockPool()
    private let filled = DispatchSemaphore(value: 0)
    private let results = Locked<[Result<TextBlockLease, InputError>]>([])
    /// How far the compressed input has been read.
    let meter = DecompressionMeter()
    /// Only the queue's.
    private let stream: CompressedStream

    init(_ stream: CompressedStream) {
        self.stream = stream
    }

    /// Starts to fill the next block with up to `count` bytes of text.
    func request(_ count: Int) {
        HappensBefore.handedOver(by: self)
        queue.async {
            HappensBefore.received(from: self)
            let result = Result { () throws(InputError) in try self.fill(count) }
            self.results.withLock { $0.append(result) }
            HappensBefore.handedOver(by: self)
            self.filled.signal()
        }
    }

    /// Waits for the block that was requested first.
    func take() throws(InputError) -> TextBlockLease {
        filled.wait()
        HappensBefore.received(from: self)
        return try results.withLock { $0.removeFirst() }.get()
    }

    private func fill(_ count: Int) throws(InputError) -> TextBlockLease {
        let block = pool.take(capacity: count)
        try stream.fill(block, count: count)
        meter.record(stream.compressedOffset)
        return TextBlockLease(block, pool)
    }
}
