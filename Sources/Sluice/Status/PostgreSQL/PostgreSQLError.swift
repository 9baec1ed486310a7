/// Why a statement or a connection failed.
struct PostgreSQLError: Error, Sendable {
    /// The server's code, five letters and digits (PostgreSQL's manual, appendix A); `nil` if it is not from the
    /// server.
    let sqlState: String?
    /// One sentence, without any password.
    let message: String

    init(_ message: String, sqlState: String? = nil) {
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether a retry may succeed: lost connections, locks, a server that is starting, stopping or short of resources.
    var isTransient: Bool {
        guard let sqlState else { return true }
        return ["08", "25", "40", "53", "55", "57", "58", "XX"].contains(sqlState.prefix(2))
    }
}
