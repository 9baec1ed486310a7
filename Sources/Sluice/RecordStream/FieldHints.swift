import Synchronization

/// Remembers the position at which fields were found in their records, so that the next record is searched there first.
///
/// A hint may be wrong, or belong to a different field: its user must compare the key. Any number of threads may use
/// the hints at once.
struct FieldHints: ~Copyable, Sendable {
    /// More than enough for the names used in a loop, so that two of them rarely share a hint.
    private static let count = 256

    private let places = InlineArray<256, Atomic<UInt8>> { _ in Atomic(0) }

    /// Which hint belongs to a name.
    @inline(__always)
    static func index(of name: Span<UInt8>) -> Int {
        guard name.count > 0 else { return 0 }
        let first = Int(name[0])
        let middle = Int(name[name.count / 2])
        let last = Int(name[name.count - 1])
        return (name.count &* 89 &+ first &* 31 &+ middle &* 7 &+ last) % count
    }

    /// Where the field may be.
    @inline(__always)
    subscript(index: Int) -> Int { Int(places[index].load(ordering: .relaxed)) }

    /// Remembers where the field was found; positions beyond the 256th are not remembered.
    func set(_ index: Int, to place: Int) {
        guard let place = UInt8(exactly: place) else { return }
        places[index].store(place, ordering: .relaxed)
    }
}
