/// The usual order: the members of the record before, each with the one that followed it.
///
/// From `end` on, the successors lead through every one of these members once and back to `end`.
extension RecordLayout {
    /// The member that is expected behind another one.
    @inline(__always)
    func successor(of number: UInt16) -> UInt16 {
        // SAFETY: a member is numbered by its place in the list, and so are successors.
        unsafe members.withUnsafeElements { unsafe $0[Int(number)].successor }
    }

    @inline(__always)
    func member(_ number: UInt16) -> Member {
        // SAFETY: as above.
        unsafe members.withUnsafeElements { unsafe $0[Int(number)] }
    }

    /// Appends the columns of the usual order.
    @inline(never)
    func appendUsualOrder(to order: inout GrowingBuffer<UInt16>) {
        var number = successor(of: Self.end)
        while number != Self.end {
            order.append(members[Int(number)].column)
            number = successor(of: number)
        }
    }

    /// Begins another order with the members of the usual one up to `last`, whose columns it appends.
    mutating func beginOrder(upTo last: UInt16, in order: inout GrowingBuffer<UInt16>) {
        beginRecord()
        var number = Self.end
        while number != last {
            number = successor(of: number)
            metIn[Int(members[Int(number)].identity)] = record
            if members[Int(number)].column != FieldTable.extraField { columnsMet += 1 }
            order.append(members[Int(number)].column)
        }
    }

    /// Begins a record that has no member yet.
    mutating func beginRecord() {
        record &+= 1
        columnsMet = 0
        guard record == 0 else { return }
        for number in 0..<metIn.count { metIn[number] = 0 }
        record = 1
    }

    /// Whether the record at hand has the member already.
    func hasMet(_ number: UInt16) -> Bool { metIn[Int(members[Int(number)].identity)] == record }

    /// Notes that `number` has followed `predecessor`; it must be new in the record.
    mutating func didMeet(_ number: UInt16, behind predecessor: UInt16) {
        members[Int(predecessor)].successor = number
        metIn[Int(members[Int(number)].identity)] = record
        if members[Int(number)].column != FieldTable.extraField { columnsMet += 1 }
    }

    /// Makes the order that has been met the usual one; `last` is its last member.
    mutating func endOrder(after last: UInt16) {
        members[Int(last)].successor = Self.end
        absentColumns.truncate(to: 0)
        guard columnsMet < columnMembers.count else { return }
        for column in 0..<columnMembers.count {
            let member = columnMembers[column]
            if member == Self.end || metIn[Int(member)] != record {
                absentColumns.append(UInt16(truncatingIfNeeded: column))
            }
        }
    }
}
