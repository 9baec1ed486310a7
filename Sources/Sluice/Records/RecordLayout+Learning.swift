/// A layout learns from records that the general tokenizer has read.
extension RecordLayout {
    /// Beyond this many bytes of literals, which only an input without a layout has, everything is forgotten.
    private static let maximumBytes = 1 << 20

    /// Learns from the record that `batch` has in progress, `end` being the offset in the chunk just past it.
    ///
    /// One that is no object, or not faultless, or has a member that is not worth a guess, teaches nothing: what stands
    /// before an unknown member must not be taken for what stands before another one, or before the end.
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
            didMeet(number, behind: last)
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

    /// Returns the member that stands at `place`, a new one if need be.
    private mutating func learnMember(at place: MemberWalk.Place, isFirst: Bool, _ bytes: Span<UInt8>) -> UInt16 {
        let key = bytes.extracting(place.key.lowerBound + 1..<place.key.upperBound - 1)
        var number = member(withKey: key) ?? addMember(at: place, key)
        if isFirst { number = headOfMember(number) }
        let literal = bytes.extracting(place.start..<place.value)
        guard !self.bytes(of: members[Int(number)].literal).hasSameBytes(as: literal) else { return number }
        var member = members[Int(number)]
        member.place(append(literal), keyDistance: place.value - place.key.lowerBound)
        members[Int(number)] = member
        if literal.count != place.key.count + 2 { isCompact = false }
        return number
    }

    /// Adds a member whose literal is still to come.
    private mutating func addMember(at place: MemberWalk.Place, _ key: Span<UInt8>) -> UInt16 {
        var member = Member()
        member.column = place.column
        member.keyLength = UInt32(place.key.count)
        member.identity = UInt16(members.count)
        append(member, key: append(key))
        enter(member.identity, key: key)
        if place.column != FieldTable.extraField { columnMembers[Int(place.column)] = member.identity }
        return member.identity
    }

    /// Returns the same member at the beginning of a record.
    private mutating func headOfMember(_ number: UInt16) -> UInt16 {
        let member = members[Int(number)]
        guard member.head == Self.end else { return member.head }
        var head = member
        head.length = 0
        head.mask = 0
        let headNumber = UInt16(members.count)
        members[Int(number)].head = headNumber
        append(head, key: keys[Int(number)])
        return headNumber
    }

    /// Learns what stands behind the last value.
    private mutating func learnEnd(_ closing: Span<UInt8>) {
        guard !bytes(of: members[Int(Self.end)].literal).hasSameBytes(as: closing) else { return }
        var member = members[Int(Self.end)]
        member.place(append(closing), keyDistance: 0)
        members[Int(Self.end)] = member
        if closing.count != 1 { isCompact = false }
    }

    /// Learns what stands between two records that follow one another.
    mutating func learnGap(_ gap: Range<Int>, in bytes: Span<UInt8>) {
        guard gap.count <= Self.maximumLiteral, gap.count > 0 else { return }
        recordGap.truncate(to: 0)
        recordGap.append(contentsOf: bytes.extracting(gap))
        recordGapLength = gap.count
        for _ in 0..<Self.reach { recordGap.append(0) }
    }
}

extension RecordLayout.Member {
    /// Takes over what stands before its value.
    fileprivate mutating func place(_ literal: RecordLayout.Literal, keyDistance: Int) {
        start = literal.start
        length = literal.length
        mask = length < 32 ? 1 << length - 1 : .max
        self.keyDistance = UInt32(keyDistance)
    }
}

/// Walks over the members of the record that a batch has in progress.
private struct MemberWalk {
    struct Place {
        let column: UInt16
        /// Just past what comes before: the opening brace of the record, or the value before.
        let start: Int
        /// The key, quotes included.
        let key: Range<Int>
        /// Where the value begins.
        let value: Int
    }

    private var position: Int
    private var extra: Int
    /// Just past the value before.
    private(set) var place: Int
    /// Whether a key is not where it was: the bytes of a file may change between two looks at them.
    private(set) var hasLostKey = false

    init(_ batch: borrowing RecordBatch) {
        position = batch.building.firstField
        extra = batch.building.firstExtra
        place = Int(batch.building.start)
    }

    mutating func next(_ batch: borrowing RecordBatch) -> Place? {
        guard position < batch.order.count else { return nil }
        let column = batch.order[position]
        position += 1
        let slot: Slot
        if column == FieldTable.extraField {
            slot = batch.extras[extra].value
            extra += 1
        } else {
            slot = batch[Int(column), batch.rowCount]
        }
        let bytes = batch.view.span.extracting(first: Int(slot.offset))
        // Before the key there is nothing but a brace or a comma, and white space; a quote in the key is escaped.
        let quote = bytes.first(UInt8(ascii: "\""), from: place)
        var end = quote + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count else {
            hasLostKey = true
            return nil
        }
        defer { place = Int(slot.offset) + Int(slot.length) }
        return Place(column: column, start: place, key: quote..<end + 1, value: Int(slot.offset))
    }
}
