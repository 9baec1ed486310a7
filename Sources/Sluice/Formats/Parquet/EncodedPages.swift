/// The accepted records of a chunk as pages, one for each column and page batch.
///
/// A page batch is as many records as make a page. It depends only on where the records are in the chunk, so the pages
/// are the same for any number of workers.
struct EncodedPages: ~Copyable {
    /// Records whose values are in one page of each column.
    struct PageBatch: BitwiseCopyable {
        /// The index of the first record in the chunk's encoded batch, and how many records there are.
        let firstRecord: Int
        let recordCount: Int
        /// Their bytes in the input, as absolute offsets.
        let inputStart: Int
        let inputEnd: Int
        /// The page of the first column; the others follow.
        let firstPage: Int
    }

    /// The bytes of finished pages, and the parts of unfinished ones.
    var bytes = GrowingBuffer<UInt8>(capacity: 16)
    /// The values of unfinished pages, as indices of their dictionaries.
    var indices = GrowingBuffer<UInt16>(capacity: 16)
    var pages = GrowingBuffer<EncodedPage>(capacity: 16)
    /// The page batches.
    var pageBatches = GrowingBuffer<PageBatch>(capacity: 16)

    mutating func removeAll() {
        bytes.truncate(to: 0)
        indices.truncate(to: 0)
        pages.truncate(to: 0)
        pageBatches.truncate(to: 0)
    }
}
