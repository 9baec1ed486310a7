/// A label in Unicode, decoded from an A-label; it is at least as short as that.
struct ULabel {
    /// As many as an A-label has bytes.
    private static let capacity = 63
    private static let hyphen: UInt32 = 0x2D

    private var scalars = InlineArray<63, Unicode.Scalar>(repeating: "\0")
    private(set) var count = 0

    subscript(index: Int) -> Unicode.Scalar { scalars[index] }

    /// Inserts a scalar, for which there must be room.
    mutating func insert(_ scalar: Unicode.Scalar, at index: Int) {
        precondition(count < Self.capacity && index <= count, "a label is at most 63 scalars long")
        var last = count
        while last > index {
            scalars[last] = scalars[last - 1]
            last -= 1
        }
        scalars[index] = scalar
        count += 1
    }

    /// Whether the label passes the tests of RFC 5891, section 5.4, except that for normal form C.
    var isPermitted: Bool {
        guard count > 0, !hasMisplacedHyphen, !self[0].isCombiningMark, hasCanonicalOrder else { return false }
        for index in 0..<count {
            switch IDNAProperty(self[index]) {
            case .valid: continue
            case .contextual: if !isAllowedByContext(at: index) { return false }
            case .disallowed: return false
            }
        }
        return true
    }

    /// Whether a hyphen is first, last, or with another one in the third and fourth place.
    private var hasMisplacedHyphen: Bool {
        self[0].value == Self.hyphen || self[count - 1].value == Self.hyphen
            || count >= 4 && self[2].value == Self.hyphen && self[3].value == Self.hyphen
    }

    /// Whether combining marks are in the order of normal form C.
    private var hasCanonicalOrder: Bool {
        var last: UInt8 = 0
        for index in 0..<count {
            let rank = self[index].properties.canonicalCombiningClass.rawValue
            if rank != 0, rank < last { return false }
            last = rank
        }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var isCombiningMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
