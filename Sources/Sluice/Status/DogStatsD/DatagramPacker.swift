/// Packs lines into datagrams, in order, as many into each as fit.
struct DatagramPacker {
    private let limit: Int
    private(set) var datagrams: [[UInt8]] = []

    /// Each datagram has fewer than `limit` bytes, unless a single line has more.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ line: [UInt8]) {
        if let last = datagrams.last, last.count + 1 + line.count < limit {
            datagrams[datagrams.count - 1].append(UInt8(ascii: "\n"))
            datagrams[datagrams.count - 1] += line
        } else {
            datagrams.append(line)
        }
    }
}
