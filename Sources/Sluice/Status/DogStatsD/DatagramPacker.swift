/// Puts lines together into datagrams, in order, with as many in each as stay under a size.
struct DatagramPacker {
    private let limit: Int
    private(set) var datagrams: [[UInt8]] = []

    /// Every datagram has fewer than `limit` bytes, unless one line alone has not.
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
