/// What a run has said of its columns, in all its attempts.
final class NoticeRegister: Sendable {
    private let subjects = Locked<Set<ColumnNotice.Subject>>([])

    /// Returns whether the notice is the first on its subject, and remembers that.
    func isNew(_ notice: ColumnNotice) -> Bool {
        subjects.withLock { $0.insert(notice.subject).inserted }
    }
}
