import Synchronization

/// How much of a compressed input has been decompressed, for those who show the progress.
final class DecompressionMeter: Sendable {
    private let offset = Atomic(0)

    /// How many of the compressed bytes have been read.
    var compressedBytes: Int { offset.load(ordering: .relaxed) }

    func record(_ compressedBytes: Int) { offset.store(compressedBytes, ordering: .relaxed) }
}
