/// Reusable memory for value tests.
struct ValueScratch {
    var bytes: [UInt8] = []
    var value = CanonicalValue()
}
