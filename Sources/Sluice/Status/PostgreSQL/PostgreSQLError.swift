/// Why a statement or a connection failed.
struct PostgreSQLError: Error, Sendable {
    /// The server's code, five letters and digits (PostgreSQL's manual, appendix A); `nil` where no server spoke.
    let sqlState: String?
    /// One sentence, without any secret.
    let message: String

    init(_ message: String, sqlState: String? = nil) {
        self.message = message
        self.sqlState = sqlState
    }

    /// Whether the same may succeed later: lost connections, a server that starts, stops or lacks something, locks.
    var isTransient: Bool {
        guard let sqlState else { return true }
        return ["08", "25", "40", "53", "55", "57", "58", "XX"].contains(sqlState.prefix(2))
    }
}
