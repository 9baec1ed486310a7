/// What a user gave to name a database: a URI, libpq's `key=value` text, or nothing, which leaves it to `PG*` variables.
///
/// libpq repeats parts of a text that it cannot read in its messages, and a password with an unescaped `@` or `/` in it
/// becomes part of a host or a port. So a URI that can be read in two ways is refused before libpq sees it, and of one
/// that libpq refuses nothing is repeated.
struct ConnectionText: Sendable {
    /// The text as libpq takes it.
    let text: String
    /// What must appear in no message.
    private let secrets: [String]
    private let place: String

    /// Reads the text.
    ///
    /// - Throws: an `IngestionError` of kind `usage` that repeats nothing of it.
    init(_ text: String, using library: LibPQ) throws(IngestionError) {
        self.text = text
        try Self.refuseAmbiguousURI(text)
        guard let options = Self.options(of: text, using: library) else {
            throw IngestionError(
                .usage,
                "the database's address is neither a PostgreSQL URI nor key=value text"
                    + " (it is not shown, as it may hold a password)"
            )
        }
        secrets = ["password", "sslpassword"].compactMap { options[$0] }.filter { !$0.isEmpty }
        place = Self.place(options)
    }

    /// The database as messages name it, without a user's name or a password.
    var description: String { place }

    /// Returns libpq's or the server's words on one line, without any secret.
    func redacted(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmed }
        // The advice behind a refused connection says nothing new.
        var message = lines.filter { !$0.hasPrefix("Is the server running") }.joined(separator: "; ")
        for secret in secrets { message = message.replacing(secret, with: "***") }
        return Excerpt.path(message)
    }

    /// Throws where a URI's user and password cannot be told from what follows.
    private static func refuseAmbiguousURI(_ text: String) throws(IngestionError) {
        guard let scheme = ["postgresql://", "postgres://"].first(where: text.hasPrefix) else { return }
        let rest = text.dropFirst(scheme.count)
        guard let at = rest.firstIndex(of: "@") else { return }
        let isAmbiguous = rest[..<at].contains("/") || rest[rest.index(after: at)...].contains("@")
        guard isAmbiguous else { return }
        throw IngestionError(
            .usage,
            "the database's address can be read in more than one way: in a user's name or a password, write '@' as %40"
                + " and '/' as %2F (it is not shown, as it may hold a password)"
        )
    }

    private static func place(_ options: [String: String]) -> String {
        let name = options["dbname"].map { "the database \(Excerpt.path($0))" } ?? "the database"
        let host = options["host"] ?? options["hostaddr"]
        return name + (host.map { " on \(Excerpt.path($0))" } ?? "") + (options["port"].map { ":" + $0 } ?? "")
    }

    /// The options that the text sets, by libpq's names; `nil` where libpq cannot read it.
    private static func options(of text: String, using library: LibPQ) -> [String: String]? {
        guard !text.utf8.contains(0) else { return nil }
        guard !text.isEmpty else { return [:] }
        var message: LibPQ.Text?
        // SAFETY: libpq allocates an array of `PQconninfoOption` that ends in one without a keyword, or a message;
        // both are given back. A keyword and a value are strings.
        let array = unsafe library.parseConnectionInfo(text, &message)
        if let message = unsafe message { unsafe library.freeMemory(UnsafeMutableRawPointer(mutating: message)) }
        guard let array = unsafe array else { return nil }
        defer { unsafe library.freeConnectionInfo(array) }
        var options: [String: String] = [:]
        var entry = unsafe UnsafeRawPointer(array).assumingMemoryBound(to: ConnectionOption.self)
        while let keyword = unsafe entry.pointee.keyword {
            if let value = unsafe entry.pointee.value {
                unsafe options[String(cString: keyword)] = String(cString: value)
            }
            unsafe entry += 1
        }
        return options
    }
}

/// `PQconninfoOption`.
@unsafe
private struct ConnectionOption {
    let keyword: LibPQ.Text?
    let environmentVariable: LibPQ.Text?
    let compiledDefault: LibPQ.Text?
    let value: LibPQ.Text?
    let label: LibPQ.Text?
    let displayCharacter: LibPQ.Text?
    let displaySize: Int32
}

extension Substring {
    /// The text without white space at its ends.
    fileprivate var trimmed: Substring {
        var text = self.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
