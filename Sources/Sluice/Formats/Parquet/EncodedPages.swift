/// The accepted records of a chunk as pages, one for each column and stretch.
///
/// A stretch is as many records as make a page. It hangs on where the records stand in the chunk, so that the pages are
/// the same however many workers there are.
struct EncodedPages: ~Copyable {
    /// Records whose values are in one page of each column.
    struct Stretch: BitwiseCopyable {
        /// The first of them in the batch of the chunk's records, and how many they are.
        let firstRecord: Int
        let recordCount: Int
        /// Their bytes in the input, as absolute offsets.
        let inputStart: Int
        let inputEnd: Int
        /// The page of the first column; the others follow.
        let firstPage: Int
    }

    /// Compressed pages, and what the others are made of.
    var bytes = GrowingBuffer<UInt8>(capacity: 16)
    /// Indices of values in the dictionaries of pages.
    var indices = GrowingBuffer<UInt16>(capacity: 16)
    var pages = GrowingBuffer<EncodedPage>(capacity: 16)
    var stretches = GrowingBuffer<Stretch>(capacity: 16)

    mutating func removeAll() {
        bytes.truncate(to: 0)
        indices.truncate(to: 0)
        pages.truncate(to: 0)
        stretches.truncate(to: 0)
    }
}

/// One page as a worker leaves it.
struct EncodedPage: BitwiseCopyable {
    /// A stretch of one of the lists.
    struct Extent: BitwiseCopyable {
        var start = 0
        var end = 0

        var range: Range<Int> { start..<end }
    }

    /// How the values are encoded; with `rleDictionary` the page is not finished, as the column's dictionary is not
    /// known yet.
    let encoding: PageEncoding
    /// How many values and nulls there are.
    let entryCount: Int
    let nullCount: Int
    /// The size of the page's content before its compression.
    var uncompressedSize = 0
    /// The page's content, compressed; of an unfinished page the levels alone, as they are.
    var body = Extent()
    /// Of an unfinished page, the values that occur in it, in their plain encoding, and how many they are.
    var dictionary = Extent()
    var dictionaryCount = 0
    /// Of an unfinished page, its values as indices of that dictionary.
    var indices = Extent()
    var bounds = PageBounds()
}

/// The least and the greatest value of a page.
struct PageBounds: BitwiseCopyable {
    /// Whether there are values, and their order is known.
    var isKnown = false
    /// For columns of numbers.
    var minimum: Int64 = 0
    var maximum: Int64 = 0
    /// For byte arrays: where they are in the pages' bytes.
    var minimumText = EncodedPage.Extent()
    var maximumText = EncodedPage.Extent()
    /// Whether they are whole, and not cut.
    var isMinimumExact = true
    var isMaximumExact = true
    /// Whether no bound is short enough.
    var lacksMaximum = false
}
