/// The use of a block: when the last one ends, the block can be filled again.
final class TextBlockLease: Sendable {
    let block: TextBlock
    private let pool: TextBlockPool?

    init(_ block: TextBlock, _ pool: TextBlockPool?) {
        self.block = block
        self.pool = pool
    }

    deinit { pool?.put(block) }
}
