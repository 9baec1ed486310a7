@testable import Sluice

extension RecordReader.Limits {
    /// The limits of a run without options.
    static var usual: RecordReader.Limits { RecordReader.Limits(recordSize: 64 << 20, depth: 512) }
}
