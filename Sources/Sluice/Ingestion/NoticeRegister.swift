/// What a run has said of its columns and inputs, in all its attempts.
final class NoticeRegister: Sendable {
    private let subjects = Locked<Set<ColumnNotice.Subject>>([])
    private let lastSkipped = Locked(-1)

    /// Returns whether the notice is the first on its subject, and remembers that.
    func isNew(_ notice: ColumnNotice) -> Bool {
        subjects.withLock { $0.insert(notice.subject).inserted }
    }

    /// Returns whether it has not been said yet that an input is skipped, and remembers that it is said.
    func isNew(skippedInput index: Int) -> Bool {
        lastSkipped.withLock { last in
            defer { last = max(last, index) }
            return index > last
        }
    }
}
