import Synchronization

/// A request to stop: made once, and seen by everything that waits on behalf of a run.
final class Cancellation: Sendable {
    private let flag = Atomic(false)
    /// A request that reaches further than this one.
    private let outer: Cancellation?
    /// What is called when the request is made; `nil` once it has been.
    private let handlers = Locked<[@Sendable () -> Void]?>([])

    init(within outer: Cancellation? = nil) {
        self.outer = outer
    }

    var isRequested: Bool { flag.load(ordering: .relaxed) || outer?.isRequested ?? false }

    func request() {
        flag.store(true, ordering: .relaxed)
        let handlers = handlers.withLock { handlers in
            defer { handlers = nil }
            return handlers
        }
        for handler in handlers ?? [] { handler() }
    }

    /// Calls `handler` when the request is made, at once where that has happened.
    func whenRequested(_ handler: @escaping @Sendable () -> Void) {
        let isPending = handlers.withLock { handlers in
            handlers?.append(handler)
            return handlers != nil
        }
        if !isPending { handler() }
    }
}
