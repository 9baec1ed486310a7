/// One page as a worker produces it.
///
/// A page with a dictionary is left unfinished, with a small dictionary of its own. Only the sink, which has the pages
/// in order, can merge that into the dictionary of the column chunk: so the result does not depend on the workers.
struct EncodedPage: BitwiseCopyable {
    /// A range of one of the lists in `EncodedPages`.
    struct Extent: BitwiseCopyable {
        var start = 0
        var end = 0

        var range: Range<Int> { start..<end }
    }

    /// How the values are encoded; with `rleDictionary` the page is unfinished.
    let encoding: PageEncoding
    /// How many values and nulls there are.
    let entryCount: Int
    let nullCount: Int
    /// The size of the page's content before compression.
    var uncompressedSize = 0
    /// The page's content, compressed; of an unfinished page only the levels, uncompressed.
    var body = Extent()
    /// Of an unfinished page, the distinct values in it, in their plain encoding, and their number.
    var dictionary = Extent()
    var dictionaryCount = 0
    /// Of an unfinished page, its values as indices of that dictionary.
    var indices = Extent()
    var bounds = PageBounds()
}
