/// Line and column of an offset, counted one scalar after the other.
struct SlowPosition: Equatable {
    private(set) var line = 1
    private(set) var column = 1

    init(of offset: Int, in input: [UInt8]) {
        // A byte order mark is no column.
        let start = input.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for byte in input[start..<max(start, min(offset, input.count))] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if !(0x80...0xBF).contains(byte) {
                column += 1
            }
        }
    }
}
