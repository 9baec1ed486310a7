import CSluiceKernels

/// How far the reading of a record by a layout has come.
struct MemberCursor {
    /// Where the next member's literal is compared.
    var index: Int
    /// The member read last; none has been read before the first.
    var last = RecordLayout.end
    /// How often another member has come than the one expected.
    var surprises: UInt32 = 0
    /// Whether the closing brace has been read.
    var isAtEnd = false
    /// A literal ends at most here: `RecordLayout.reach` bytes follow.
    let limit: Int

    @inline(__always)
    init(_ bytes: Span<UInt8>, from start: Int) {
        index = start
        limit = bytes.count &- RecordLayout.reach
    }
}

extension RecordLayout {
    /// Whether a member's literal stands where the cursor is.
    @inline(__always)
    func stands(_ member: Member, at cursor: MemberCursor, in bytes: Span<UInt8>) -> Bool {
        guard cursor.index + Int(member.length) <= cursor.limit else { return false }
        // SAFETY: `reach` bytes follow the literal: in the chunk by the guard, in the literals by their padding.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe literals.withUnsafeElements { literals in
                unsafe member.stands(
                    at: bytes.baseAddress.unsafelyUnwrapped + cursor.index,
                    literal: literals + Int(member.start)
                )
            }
        }
    }

    /// Finds the member, or the end of the record, that stands where the cursor is, and moves past its literal;
    /// returns `nil` where that is nothing known.
    @inline(__always)
    func findMember(_ cursor: inout MemberCursor, _ bytes: Span<UInt8>) -> UInt16? {
        let expected = successor(of: cursor.last)
        var number = expected
        if !stands(member(number), at: cursor, in: bytes) {
            cursor.surprises += 1
            // Most likely as much stands before the key of the one that has come as before that of the one expected.
            let distance = expected == Self.end ? 1 : Int(member(expected).length - member(expected).keyDistance)
            if let found = member(at: cursor, quote: cursor.index + distance, in: bytes) {
                number = found
            } else if stands(member(Self.end), at: cursor, in: bytes) {
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

    /// Where the next key begins, if one does: behind a comma or the brace of the record, and white space.
    @inline(never)
    private func nextQuote(_ cursor: MemberCursor, _ bytes: Span<UInt8>) -> Int {
        bytes.firstNonSpace(from: bytes.firstNonSpace(from: cursor.index) + 1)
    }
}

extension RecordLayout.Member {
    /// Whether the member's literal stands at `text`.
    ///
    /// - Safety: it is compared in blocks: `RecordLayout.reach` bytes must follow it, on both sides.
    @unsafe
    @inline(__always)
    func stands(at text: UnsafePointer<UInt8>, literal: UnsafePointer<UInt8>) -> Bool {
        guard unsafe sluice_difference(text, literal) & mask == 0 else { return false }
        guard length > 32 else { return true }
        return unsafe sluice_has_prefix(text + 32, literal + 32, Int(length) &- 32) != 0
    }
}
