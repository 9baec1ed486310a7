/// A user's text that names a database: a URI, libpq's `key=value` text, or nothing, which leaves it to the `PG*`
/// variables.
///
/// libpq quotes parts of an unreadable text in its messages, and a password with an unescaped `@` or `/` in it becomes
/// part of a host or port. So an ambiguous URI is refused before libpq sees it, and nothing is quoted of a text that
/// libpq refuses.
struct ConnectionText: Sendable {
    /// The text as libpq takes it, with a terminating zero.
    let terminated: [CChar]
    /// The passwords, which must not appear in any message.
    private let secrets: [String]
    private let place: String

    /// Parses the text.
    ///
    /// - Throws: `IngestionError` of kind `usage`, which quotes nothing of it.
    init(_ text: [UInt8], using library: LibPQ) throws(IngestionError) {
        terminated = text.map(CChar.init(bitPattern:)) + [0]
        try Self.refuseAmbiguousURI(text)
        guard !text.contains(0), let options = Self.options(of: terminated, using: library) else {
            throw IngestionError(
                .usage,
                "the database's address: expected a PostgreSQL URI or key=value text"
                    + " (it is not shown, as it may hold a password)"
            )
        }
        secrets = ["password", "sslpassword"].compactMap { options[$0] }.filter { !$0.isEmpty }
        place = Self.place(options)
    }

    /// The database for messages, without a user name or a password.
    var description: String { place }

    /// Returns a message from libpq or the server on one line, without any password.
    func redacted(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmed }
        // The advice after a refused connection adds nothing.
        var message = lines.filter { !$0.hasPrefix("Is the server running") }.joined(separator: "; ")
        for secret in secrets { message = message.replacing(secret, with: "***") }
        return Excerpt.path(message)
    }

    /// Throws if a URI's user and password cannot be distinguished from what follows.
    private static func refuseAmbiguousURI(_ text: [UInt8]) throws(IngestionError) {
        let schemes = ["postgresql://", "postgres://"]
        guard let scheme = schemes.first(where: { text.starts(with: $0.utf8) }) else { return }
        let rest = text.dropFirst(scheme.utf8.count)
        guard let at = rest.firstIndex(of: UInt8(ascii: "@")) else { return }
        let isAmbiguous = rest[..<at].contains(UInt8(ascii: "/")) || rest[(at + 1)...].contains(UInt8(ascii: "@"))
        guard isAmbiguous else { return }
        throw IngestionError(
            .usage,
            "the database's address is ambiguous: in a user name or a password, write '@' as %40 and '/' as %2F"
                + " (it is not shown, as it may hold a password)"
        )
    }

    private static func place(_ options: [String: String]) -> String {
        let name = options["dbname"].map { "the database \(Excerpt.path($0))" } ?? "the database"
        let host = options["host"] ?? options["hostaddr"]
        return name + (host.map { " on \(Excerpt.path($0))" } ?? "") + (options["port"].map { ":" + $0 } ?? "")
    }

    /// The options that the text sets, by libpq's names; `nil` if libpq cannot parse it.
    private static func options(of text: [CChar], using library: LibPQ) -> [String: String]? {
        guard text != [0] else { return [:] }
        var message: LibPQ.Text?
        // SAFETY: libpq allocates an array of `PQconninfoOption` that ends with one without a keyword, or a message;
        // both are freed. A keyword and a value are strings.
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
