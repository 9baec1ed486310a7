/// The file that makes a directory a workspace: it names the output directory and the run, and how far that has come.
struct WorkspaceMarker: Sendable, Equatable {
    /// Raised with every change of a workspace's contents.
    static let version = 1

    /// The state of the output directory; only a workspace inside it has more than one.
    enum State: String, Sendable {
        /// The set is being built, and the output directory is as it was.
        case building
        /// The old files are being moved out of the output directory.
        case retiring
        /// All of them have been moved out, and the new ones are being moved in.
        case installing
    }

    /// The output directory's name; `nil` for a workspace inside it.
    var directory: String?
    /// The run's name in the journal.
    var run: String
    var state = State.building

    init(directory: String?, run: String) {
        self.directory = directory
        self.run = run
    }

    /// Reads a marker; `nil` unless this version has written it.
    init?(_ text: [UInt8]) {
        guard let node = JSONNode(text), node["workspace_version"]?.integer == Self.version,
            let directory = node["directory"], directory.isNull || directory.string != nil,
            let run = node["run"]?.string, let state = node["state"]?.string.flatMap(State.init)
        else { return nil }
        self.init(directory: directory.string, run: run)
        self.state = state
    }

    var text: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("workspace_version", Self.version)
            writer.member("directory", directory)
            writer.member("run", run)
            writer.member("state", state.rawValue)
        }
        writer.endLine()
        return writer.bytes
    }
}
