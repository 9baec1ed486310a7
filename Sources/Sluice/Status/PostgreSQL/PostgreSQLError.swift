/// Why a statement or a connection failed.
struct PostgreSQLError: Error, Sendable {
    /// Messages of libpq about a server that it has reached and cannot begin a session with, without a code.
    private static let refusals = ["no password supplied", "SSL was required", "certificate", "authentication method"]

    /// The server's code, five letters and digits (PostgreSQL's manual, appendix A); `nil` if it is not from the
    /// server.
    private(set) var sqlState: String?
    /// One sentence, without any password.
    let message: String
    /// Whether there is no session because the server, or libpq, refused to begin one.
    private var isRefusedAccess = false
    private var isPipelineLocked = false

    init(_ message: String, sqlState: String? = nil) {
        self.message = message
        self.sqlState = sqlState
    }

    /// The error of a pipeline whose lock another session has.
    static func pipelineIsLocked(_ id: Int) -> PostgreSQLError {
        var error = PostgreSQLError("another run of pipeline \(id) is in progress", sqlState: "55P03")
        error.isPipelineLocked = true
        return error
    }

    /// The same error as that of a connection that could not be made.
    var atConnecting: PostgreSQLError {
        var error = self
        if Self.refusals.contains(where: message.contains) { error.sqlState = sqlState ?? "28000" }
        error.isRefusedAccess = error.sqlState != nil
        return error
    }

    /// Whether a retry may succeed: lost connections, locks, a server that is starting, stopping or short of resources.
    var isTransient: Bool {
        guard let sqlState else { return true }
        return ["08", "25", "40", "53", "55", "57", "58", "XX"].contains(sqlState.prefix(2))
    }

    /// The error for the user: the database at `text` could not be reached, refused access, or `action` failed there.
    func failure(_ action: String, in text: ConnectionText) -> IngestionError {
        let place = text.description
        guard !isPipelineLocked else { return IngestionError(.usage, "\(message), according to its lock in \(place)") }
        let subject =
            isRefusedAccess
            ? "the server refuses access to \(place)"
            : sqlState == nil ? "cannot reach \(place)" : "cannot \(action) in \(place)"
        return IngestionError(.output, "\(subject): \(message)", isTransient: isTransient)
    }
}
