/// Reusable memory for value tests.
struct ValueScratch {
    var bytes: [UInt8] = []
    var otherBytes: [UInt8] = []
    var tree = JSONTree()
}
