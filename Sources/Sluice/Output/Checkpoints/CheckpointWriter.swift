import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes checkpoints while the run continues, one at a time, each only after everything it names is on the device.
///
/// A checkpoint replaces the previous one in one step: whenever the process dies, a complete one is there.
final class CheckpointWriter: Sendable {
    /// Checkpoints take at most this fraction of the time, as 1/`share`: with very many parts, one is long.
    private static let share = 20

    private struct State {
        var isRunning = false
        /// When the next checkpoint is due.
        var due: ContinuousClock.Instant
        /// Whether there is a checkpoint to continue from.
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

    /// Prepares to write checkpoints in `output`; `hasCheckpoint` is whether it already has one.
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

    /// Whether the next checkpoint is due.
    var isDue: Bool { state.withLock { !$0.isRunning && $0.due <= .now } }

    /// Writes `checkpoint` in the background, after it has synced `files`.
    func write(_ checkpoint: Checkpoint, syncing files: [BackgroundSync]) {
        state.withLock { $0.isRunning = true }
        queue.async { self.perform(checkpoint, files) }
    }

    /// Writes `checkpoint`, if any, and returns when that is done: whether there is a checkpoint, this or an older one.
    func finish(with checkpoint: Checkpoint?, syncing files: [BackgroundSync]) -> Bool {
        queue.sync { if let checkpoint { self.perform(checkpoint, files) } }
        return isThere
    }

    /// Waits for the checkpoint that is being written.
    func wait() { queue.sync {} }

    /// Returns why a checkpoint could not be written, once per failure.
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
            // Parts are renamed when they are closed.
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
