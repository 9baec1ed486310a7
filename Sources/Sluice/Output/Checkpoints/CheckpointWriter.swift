import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes checkpoints while the run goes on, one at a time, each of them only when all that it names is on the device.
///
/// A checkpoint takes the place of the one before in one step: whenever the process dies, one of the two is there, whole.
final class CheckpointWriter: Sendable {
    /// Writing checkpoints takes at most one part in this many of the time: with very many parts one is long.
    private static let share = 20

    private struct State {
        var isRunning = false
        /// When the next one is due.
        var due: ContinuousClock.Instant
        /// Whether there is one to continue from.
        var isThere: Bool
        var failure: SystemError?
    }

    private let interval: Duration
    private let binding: RunBinding
    private let workspace: Workspace
    private var directory: Directory { workspace.directory }
    /// The set that is being built.
    private let set: Directory
    /// The directory that holds the workspace.
    private let parent: Directory
    private let state: Locked<State>
    private let queue = DispatchQueue(label: "sluice.checkpoint")

    /// Prepares checkpoints in `output`, which may have one already.
    init(_ binding: RunBinding, in output: OutputDirectory, hasCheckpoint: Bool) {
        interval = binding.options.checkpointInterval
        self.binding = binding
        workspace = output.workspace
        set = output.set
        parent = output.workspaceParent
        state = Locked(State(due: .now + interval, isThere: hasCheckpoint))
    }

    /// Whether there is a checkpoint to continue from.
    var isThere: Bool { state.withLock { $0.isThere } }

    /// Whether it is time for the next one.
    var isDue: Bool { state.withLock { !$0.isRunning && $0.due <= .now } }

    /// Writes `checkpoint` beside the run, once what the files hold that it names is on the device.
    func write(_ checkpoint: Checkpoint, syncing files: [BackgroundSync]) {
        state.withLock { $0.isRunning = true }
        queue.async { self.perform(checkpoint, files) }
    }

    /// Does the same before it returns; returns whether there is a checkpoint then, this one or an older one.
    func finish(with checkpoint: Checkpoint?, syncing files: [BackgroundSync]) -> Bool {
        queue.sync { if let checkpoint { self.perform(checkpoint, files) } }
        return isThere
    }

    /// Waits for the one that is being written.
    func wait() { queue.sync {} }

    /// Returns why a checkpoint could not be written, once.
    func takeFailure() -> SystemError? {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }

    private func perform(_ checkpoint: Checkpoint, _ files: [BackgroundSync]) {
        var failure: SystemError?
        var cost = Duration.zero
        do throws(SystemError) {
            for file in files { try file.syncNow() }
            let start = ContinuousClock.now
            let text = checkpoint.text(binding)
            cost = ContinuousClock.now - start
            if checkpoint.mark.rejects != nil { try Directory(existing: PartName.rejects, in: set).sync() }
            // The names of parts, which change when these are closed.
            try set.sync()
            if !isThere {
                try workspace.syncMarker()
                try parent.sync()
            }
            try replace(text)
        } catch {
            failure = error
        }
        state.withLock { state in
            state.isRunning = false
            state.due = .now + max(interval, cost * Self.share)
            state.isThere = state.isThere || failure == nil
            state.failure = failure
        }
    }

    private func replace(_ text: [UInt8]) throws(SystemError) {
        try directory.remove(PartName.newCheckpoint)
        let flags = O_WRONLY | O_CREAT | O_EXCL
        let file = try Descriptor(in: directory.descriptor, name: PartName.newCheckpoint, flags: flags)
        try file.write(text.span)
        try file.sync()
        try file.close()
        try directory.rename(PartName.newCheckpoint, to: PartName.checkpoint, in: directory)
        try directory.sync()
    }
}
