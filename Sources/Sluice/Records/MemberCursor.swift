/// How far a record has been read by a layout.
struct MemberCursor {
    /// Where the next member's literal is expected.
    var index: Int
    /// The last member read, or `end` before the first.
    var last = RecordLayout.end
    /// How often a different member came than the expected one.
    var mispredictions: UInt32 = 0
    /// Whether the closing brace has been read.
    var isAtEnd = false
    /// Literals end here at the latest, so that `RecordLayout.reach` bytes follow them.
    let limit: Int

    @inline(__always)
    init(_ bytes: Span<UInt8>, from start: Int) {
        index = start
        limit = bytes.count &- RecordLayout.reach
    }
}

extension RecordLayout {
    /// Whether a member's literal is at the cursor.
    @inline(__always)
    func matches(_ member: LayoutMember, at cursor: MemberCursor, in bytes: Span<UInt8>) -> Bool {
        guard cursor.index + Int(member.length) <= cursor.limit else { return false }
        // SAFETY: `reach` bytes follow the literal: in the chunk by the guard, in the literals by their padding.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe literals.withUnsafeElements { literals in
                unsafe member.matches(
                    bytes.baseAddress.unsafelyUnwrapped + cursor.index,
                    literal: literals + Int(member.start)
                )
            }
        }
    }

    /// Finds the member, or the end of the record, at the cursor, and moves past its literal; returns `nil` if it is
    /// unknown.
    @inline(__always)
    func findMember(_ cursor: inout MemberCursor, _ bytes: Span<UInt8>) -> UInt16? {
        let expected = successor(of: cursor.last)
        var number = expected
        if !matches(member(number), at: cursor, in: bytes) {
            cursor.mispredictions += 1
            // The key most likely has as many bytes before it as that of the expected member.
            let distance = expected == Self.end ? 1 : Int(member(expected).length - member(expected).keyDistance)
            if let found = member(at: cursor, quote: cursor.index + distance, in: bytes) {
                number = found
            } else if matches(member(Self.end), at: cursor, in: bytes) {
                number = Self.end
            } else if let found = member(at: cursor, quote: nextQuote(cursor, bytes), in: bytes) {
                number = found
            } else {
                return nil
            }
        }
        cursor.index += Int(member(number).length)
        return number
    }

    /// Where the next key begins, if there is one: after a comma or the record's brace, and white space.
    @inline(never)
    private func nextQuote(_ cursor: MemberCursor, _ bytes: Span<UInt8>) -> Int {
        bytes.firstNonSpace(from: bytes.firstNonSpace(from: cursor.index) + 1)
    }
}
