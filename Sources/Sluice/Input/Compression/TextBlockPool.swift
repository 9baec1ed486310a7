/// Blocks that are not in use, so that the system need not provide and clear new pages for each.
final class TextBlockPool: Sendable {
    /// How many are kept at most.
    private let maximumCount: Int
    private let blocks = Locked<[TextBlock]>([])

    init(maximumCount: Int = 2) {
        self.maximumCount = maximumCount
    }

    /// Returns an empty block for `capacity` bytes of text.
    func take(capacity: Int) -> TextBlock {
        HappensBefore.received(from: self)
        let block = blocks.withLock { $0.popLast() }
        guard let block, block.capacity >= capacity else { return TextBlock(capacity: capacity) }
        return block
    }

    func put(_ block: TextBlock) {
        HappensBefore.handedOver(by: self)
        blocks.withLock { blocks in
            if blocks.count < maximumCount { blocks.append(block) }
        }
    }
}
