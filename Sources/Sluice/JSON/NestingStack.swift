/// The open arrays and objects around a position in the text, one bit each: no recursion at any depth.
struct NestingStack {
    private(set) var depth = 0
    /// The innermost levels, at most 64, the last one in bit 0.
    private var innermost: UInt64 = 0
    /// The levels further out, 64 in each word.
    private var outer: [UInt64] = []

    /// Whether the innermost open container is an object.
    ///
    /// Meaningless at depth 0.
    @inline(__always)
    var isInObject: Bool { innermost & 1 == 1 }

    @inline(__always)
    mutating func push(isObject: Bool) {
        if depth & 63 == 0, depth > 0 { spill() }
        innermost = innermost << 1 | (isObject ? 1 : 0)
        depth += 1
    }

    @inline(__always)
    mutating func pop() {
        depth -= 1
        innermost >>= 1
        if depth & 63 == 0, depth > 0 { innermost = outer.removeLast() }
    }

    mutating func removeAll() {
        depth = 0
        innermost = 0
        outer.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func spill() {
        outer.append(innermost)
        innermost = 0
    }
}
