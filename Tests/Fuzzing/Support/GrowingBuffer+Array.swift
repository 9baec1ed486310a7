@testable import Sluice

extension GrowingBuffer<UInt8> {
    /// A copy of all the bytes.
    var array: [UInt8] { Array(copying: span) }
}
