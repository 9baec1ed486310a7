/// Decides which comes first, the publish of a run or the end of the process, so that the message about it is true.
///
/// A process that must end at once closes the gate. If it succeeds, no run publishes any more; if not, a run is
/// publishing or has published.
package final class PublishGate: Sendable {
    package enum State: Sendable, Equatable {
        /// A run may publish.
        case open
        /// A run is putting its set in place.
        case publishing
        /// A set is in place; `isComplete` is whether it holds the whole input.
        case published(isComplete: Bool)
        /// No run publishes any more.
        case closed
    }

    private let content = Locked(State.open)

    package init() {}

    package var state: State { content.withLock { $0 } }

    /// Keeps runs from publishing; returns `false` if one is publishing or has published.
    package func close() -> Bool {
        content.withLock { state in
            if state == .open { state = .closed }
            return state == .closed
        }
    }

    /// Lets a run publish; returns `false` if the process is about to end.
    func startPublishing() -> Bool {
        content.withLock { state in
            guard state == .open else { return false }
            state = .publishing
            return true
        }
    }

    /// Records how a publish ended; `open` means that it failed and may be retried.
    func endPublishing(_ state: State) { content.withLock { $0 = state } }
}
