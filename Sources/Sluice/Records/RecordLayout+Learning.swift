/// Learning from records that the general tokenizer has read.
///
/// A layout only ever grows by whole records: each of their members becomes known with the bytes before its value, and
/// the order of the record becomes the usual one. So records that take turns between a few shapes end up as one layout,
/// in which any of them can be read, and not as one layout for each.
extension RecordLayout {
    /// The layout is discarded when its literals exceed this many bytes, which happens only if records share no layout.
    private static let maximumBytes = 1 << 20
    /// The layout is also discarded when it has more members than this.
    private static let maximumMembers = 1_024
    /// Records with more members than this are not worth a guess.
    private static let maximumMembersOfRecord = 512

    /// Learns from the record in progress in `batch`; `end` is the offset in the chunk just past it.
    ///
    /// Nothing is learned from a value that is not an object, from a faulty record, or from a record with a member that
    /// cannot be learned. If such a member were left out, its bytes would become part of the literal before the next
    /// member, or before the end.
    mutating func learn(from batch: borrowing RecordBatch, end: Int) {
        guard batch.building.isObject, !batch.hasViolationInProgress, batch.order.count > batch.building.firstField
        else { return }
        let view = batch.view
        guard isLearnable(batch, view.span, end: end) else { return }
        if literals.count > Self.maximumBytes || members.count > Self.maximumMembers { removeAll() }
        var last = Self.end
        var walk = MemberWalk(batch)
        beginRecord()
        while let place = walk.next(batch) {
            let number = learnMember(at: place, isFirst: last == Self.end, view.span)
            didRead(number, after: last)
            last = number
        }
        learnEnd(view.span.extracting(walk.place..<end))
        endOrder(after: last)
    }

    private func isLearnable(_ batch: borrowing RecordBatch, _ bytes: Span<UInt8>, end: Int) -> Bool {
        guard batch.order.count - batch.building.firstField <= Self.maximumMembersOfRecord else { return false }
        var walk = MemberWalk(batch)
        while let place = walk.next(batch) {
            let key = bytes.extracting(place.key)
            guard place.value - place.start <= Self.maximumLiteral, key.first(UInt8(ascii: "\\"), from: 0) == key.count
            else { return false }
        }
        return !walk.hasLostKey && end - walk.place <= Self.maximumLiteral
    }

    /// Returns the member at `place`, adding it if it is new.
    ///
    /// A member has one literal for its place at the beginning of a record and one for all other places. If the bytes
    /// before its value have changed, the new ones replace the old: the next record most likely has them too.
    private mutating func learnMember(at place: MemberWalk.Place, isFirst: Bool, _ bytes: Span<UInt8>) -> UInt16 {
        let key = bytes.extracting(place.key.lowerBound + 1..<place.key.upperBound - 1)
        var number = member(withKey: key) ?? addMember(at: place, key)
        if isFirst { number = headOfMember(number) }
        let literal = bytes.extracting(place.start..<place.value)
        guard !self.bytes(of: members[Int(number)].literal).hasSameBytes(as: literal) else { return number }
        var member = members[Int(number)]
        member.setLiteral(append(literal), keyDistance: place.value - place.key.lowerBound)
        members[Int(number)] = member
        if literal.count != place.key.count + 2 { isCompact = false }
        return number
    }

    /// Learns the bytes after the last value.
    private mutating func learnEnd(_ closing: Span<UInt8>) {
        guard !bytes(of: members[Int(Self.end)].literal).hasSameBytes(as: closing) else { return }
        var member = members[Int(Self.end)]
        member.setLiteral(append(closing), keyDistance: 0)
        members[Int(Self.end)] = member
        if closing.count != 1 { isCompact = false }
    }
}
