/// How the values of a page are encoded (Parquet's `Encoding`).
enum PageEncoding: Int32, Sendable {
    /// All values in a row: little-endian numbers, byte arrays after their lengths, booleans as bits.
    case plain = 0
    /// Runs of equal values and bit-packed ones: definition and repetition levels.
    case rle = 3
    /// The differences between neighbours, bit-packed.
    case deltaBinaryPacked = 5
    /// Indices of a dictionary, written like levels.
    case rleDictionary = 8
}
