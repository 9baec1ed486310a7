/// Decides which comes first, the publish of a run or the end of the process: what is said of it is then true.
///
/// A process that must end at once closes the gate. If it can, no run publishes any more; if it cannot, a run is
/// publishing or has published.
package final class PublishGate: Sendable {
    package enum State: Sendable, Equatable {
        /// A run may publish.
        case open
        /// A run is putting its set in place.
        case publishing
        /// A set is in place; whether the whole input is in it.
        case published(isComplete: Bool)
        /// No run publishes any more.
        case closed
    }

    private let content = Locked(State.open)

    package init() {}

    package var state: State { content.withLock { $0 } }

    /// Keeps a run from publishing; returns `false` where one is publishing or has published.
    package func close() -> Bool {
        content.withLock { state in
            if state == .open { state = .closed }
            return state == .closed
        }
    }

    /// Lets a run publish; returns `false` where the process is about to end.
    func startPublishing() -> Bool {
        content.withLock { state in
            guard state == .open else { return false }
            state = .publishing
            return true
        }
    }

    /// Says how a publish has ended: with `open`, it has failed and may be tried again.
    func endPublishing(_ state: State) { content.withLock { $0 = state } }
}
