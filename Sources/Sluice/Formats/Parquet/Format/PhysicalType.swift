/// How the values of a column are stored (Parquet's `Type`).
enum PhysicalType: Int32, Sendable {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case double = 5
    case byteArray = 6
    case fixedLengthByteArray = 7
}

/// How often a field occurs in what it is part of (Parquet's `FieldRepetitionType`).
enum Repetition: Int32, Sendable {
    case required = 0
    case optional = 1
    case repeated = 2
}

/// How the values of a page are written (Parquet's `Encoding`).
enum PageEncoding: Int32, Sendable {
    /// One value behind the other: little-endian numbers, byte arrays behind their lengths, booleans as bits.
    case plain = 0
    /// Runs of equal values and bit-packed ones: definition and repetition levels.
    case rle = 3
    /// The differences between neighbours, bit-packed.
    case deltaBinaryPacked = 5
    /// Indices of a dictionary, written like levels.
    case rleDictionary = 8
}

/// How the bytes of a page are compressed (Parquet's `CompressionCodec`).
enum CompressionCodec: Int32, Sendable {
    case uncompressed = 0
    case snappy = 1
    case zstd = 6
}
