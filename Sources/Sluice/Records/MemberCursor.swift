import CSluiceKernels

/// How far the reading of a record by a layout has come.
struct MemberCursor {
    /// Where the next member's literal is compared.
    var index: Int
    /// The member read last; none has been read before the first.
    var last = RecordLayout.end
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
    func findMember(_ cursor: inout MemberCursor, _ bytes: Span<UInt8>) -> UInt16? {
        var number = successor(of: cursor.last)
        if !stands(member(number), at: cursor, in: bytes) {
            number = otherMember(cursor, bytes)
            // One that was only ever the first of a record has no literal for any other place.
            guard members[Int(number)].length > 0, stands(member(number), at: cursor, in: bytes) else { return nil }
        }
        cursor.index += Int(members[Int(number)].length)
        return number
    }

    /// The member whose key stands behind the comma, or behind the brace of the record, where the cursor is, or `end`.
    private func otherMember(_ cursor: MemberCursor, _ bytes: Span<UInt8>) -> UInt16 {
        let isFirst = cursor.last == Self.end
        // White space before a comma is rare, and before the brace there is none.
        let mark = bytes.firstNonSpace(from: cursor.index)
        guard mark < bytes.count, bytes[mark] == (isFirst ? UInt8(ascii: "{") : UInt8(ascii: ",")),
            let found = member(at: bytes.firstNonSpace(from: mark + 1), in: bytes)
        else { return Self.end }
        return isFirst ? members[Int(found)].head : found
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
