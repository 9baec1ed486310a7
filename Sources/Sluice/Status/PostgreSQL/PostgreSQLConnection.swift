#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A connection on which nothing waits beyond its deadline.
///
/// libpq's blocking calls hang on a stopped server, whatever the network's timeouts are; this uses its asynchronous
/// calls, with `poll` in between. A caller may be blocked until the deadline.
@safe
final class PostgreSQLConnection {
    /// How often a wait checks whether it has been cancelled, in milliseconds.
    private static let cancellationInterval = 50

    private let library: LibPQ
    private let connection: OpaquePointer
    private let text: ConnectionText
    /// Returns whether the answer is no longer needed; waits then end.
    var isCancelled: () -> Bool

    /// Connects within `timeout`.
    init(
        _ text: ConnectionText,
        using library: LibPQ,
        timeout: Duration,
        isCancelled: @escaping () -> Bool
    ) throws(PostgreSQLError) {
        guard let connection = unsafe Self.start(text, library) else { throw PostgreSQLError("out of memory") }
        // SAFETY: a new connection, closed in `deinit`.
        unsafe self.connection = connection
        self.library = library
        self.text = text
        self.isCancelled = isCancelled
        // SAFETY: the connection is open until `deinit`; likewise below.
        unsafe _ = library.setNoticeProcessor(connection, { _, _ in }, nil)
        // The code of an error at the start of a session is only in its text.
        unsafe _ = library.setErrorVerbosity(connection, ErrorVerbosity.verbose)
        do throws(PostgreSQLError) {
            try connect(within: timeout)
        } catch {
            throw error.atConnecting
        }
    }

    private func connect(within timeout: Duration) throws(PostgreSQLError) {
        let deadline = ContinuousClock.now + timeout
        var state = PollingStatus.writing
        while state != .ok {
            guard unsafe library.status(connection) != ConnectionStatus.bad, state != .failed else { throw lastError() }
            try wait(for: state == .reading ? POLLIN : POLLOUT, until: deadline, "it did not answer within \(timeout)")
            state = unsafe PollingStatus(rawValue: library.connectPoll(connection)) ?? .failed
        }
        guard unsafe library.setNonblocking(connection, 1) == 0 else { throw lastError() }
    }

    deinit {
        // SAFETY: made in `init`, and not used after this.
        unsafe library.finish(connection)
    }

    @unsafe
    private static func start(_ text: ConnectionText, _ library: LibPQ) -> OpaquePointer? {
        // SAFETY: the arrays end in a null pointer, and their strings live as long as the call.
        unsafe "dbname".withCString { databaseKey in
            unsafe "fallback_application_name".withCString { applicationKey in
                unsafe text.terminated.withUnsafeBufferPointer { database in
                    unsafe "sluice".withCString { application in
                        let keys = unsafe [databaseKey, applicationKey, nil]
                        let values = unsafe [database.baseAddress, application, nil]
                        return unsafe library.connectStart(keys, values, 1)
                    }
                }
            }
        }
    }

    /// The rows of a result as text; `nil` is null.
    struct Rows: Sendable {
        var rows: [[String?]] = []
        /// How many rows the statement has changed.
        var affected = 0
    }

    /// Performs one statement, with values only as parameters.
    ///
    /// - Throws: `PostgreSQLError`. Past the deadline, or after a lost connection, it is unknown whether the statement
    ///   took effect, and the connection is unusable.
    func execute(
        _ statement: String,
        _ parameters: [String?] = [],
        timeout: Duration
    ) throws(PostgreSQLError) -> Rows {
        let deadline = ContinuousClock.now + timeout
        guard send(statement, parameters) else { throw lastError() }
        try flushOutput(until: deadline, timeout)
        var outcome = Rows()
        var failure: PostgreSQLError?
        while true {
            try waitForResult(until: deadline, timeout)
            // SAFETY: each result is cleared once, after its last use.
            guard let result = unsafe library.getResult(connection) else { break }
            defer { unsafe library.clear(result) }
            if let error = unsafe error(of: result) {
                failure = failure ?? error
            } else {
                unsafe read(result, into: &outcome)
            }
        }
        if let failure { throw failure }
        return outcome
    }

    /// Performs `body` as one transaction, which is rolled back if it throws.
    func transaction<Value>(
        timeout: Duration,
        _ body: () throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> Value {
        _ = try execute("BEGIN", timeout: timeout)
        do throws(PostgreSQLError) {
            let value = try body()
            _ = try execute("COMMIT", timeout: timeout)
            return value
        } catch {
            // If this fails too, the connection is lost, and with it the transaction.
            _ = try? execute("ROLLBACK", timeout: timeout)
            throw error
        }
    }

    private func send(_ statement: String, _ parameters: [String?]) -> Bool {
        // The strings are contiguous in one buffer, each with its terminating zero.
        var bytes: [CChar] = []
        var offsets: [Int?] = []
        for parameter in parameters {
            offsets.append(parameter.map { _ in bytes.count })
            // A text parameter would be truncated at a zero byte.
            if let parameter { bytes += parameter.utf8.map { $0 == 0 ? 0x20 : CChar(bitPattern: $0) } + [0] }
        }
        // SAFETY: the pointers are into the buffer, which outlives the call.
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let values = unsafe offsets.map { offset in
                unsafe offset.flatMap { offset in unsafe buffer.baseAddress.map { unsafe $0 + offset } }
            }
            return unsafe library.sendQuery(connection, statement, Int32(values.count), nil, values, nil, nil, 0) == 1
        }
    }

    private func flushOutput(until deadline: ContinuousClock.Instant, _ timeout: Duration) throws(PostgreSQLError) {
        while true {
            // SAFETY: the connection is open until `deinit`; likewise below.
            switch unsafe library.flush(connection) {
            case 0: return
            case 1: try wait(for: POLLIN | POLLOUT, until: deadline, "it accepted no statement within \(timeout)")
            default: throw lastError()
            }
            guard unsafe library.consumeInput(connection) == 1 else { throw lastError() }
        }
    }

    private func waitForResult(until deadline: ContinuousClock.Instant, _ timeout: Duration) throws(PostgreSQLError) {
        while unsafe library.isBusy(connection) == 1 {
            try wait(for: POLLIN, until: deadline, "it did not answer a statement within \(timeout)")
            guard unsafe library.consumeInput(connection) == 1 else { throw lastError() }
        }
    }

    /// Waits until the socket is ready.
    private func wait(
        for events: Int32,
        until deadline: ContinuousClock.Instant,
        _ sentence: @autoclosure () -> String
    ) throws(PostgreSQLError) {
        while true {
            let left = deadline - .now
            guard left > .zero else { throw PostgreSQLError(sentence()) }
            guard !isCancelled() else { throw PostgreSQLError("it did not answer in time") }
            let milliseconds = min(Int(left / .milliseconds(1)) + 1, Self.cancellationInterval)
            // SAFETY: the call reads and writes one struct, with the descriptor of the open connection.
            var descriptor = unsafe pollfd(fd: library.socket(connection), events: Int16(events), revents: 0)
            let count = unsafe poll(&descriptor, 1, Int32(milliseconds))
            guard count <= 0 else { return }
            guard count == 0 || errno == EINTR else { throw PostgreSQLError("\(SystemError("poll"))") }
        }
    }
}

extension PostgreSQLConnection {
    private func lastError() -> PostgreSQLError {
        // SAFETY: the text is libpq's own, copied before any other call.
        let message = unsafe library.errorMessage(connection).map { unsafe String(cString: $0) } ?? ""
        let report = ServerReport(message)
        let words = text.redacted(report.text)
        return PostgreSQLError(words.isEmpty ? "the connection was lost" : words, sqlState: report.sqlState)
    }

    /// The error in a result, if it is one.
    @unsafe
    private func error(of result: OpaquePointer) -> PostgreSQLError? {
        // SAFETY: the caller has not cleared the result; the texts are copied at once.
        let status = unsafe library.resultStatus(result)
        guard status == ResultStatus.badResponse || status == ResultStatus.fatalError else { return nil }
        func field(_ code: Character) -> String? {
            let code = Int32(code.asciiValue ?? 0)
            return unsafe library.resultErrorField(result, code).map { unsafe String(cString: $0) }
        }
        guard let message = field("M") else { return lastError() }
        return PostgreSQLError(text.redacted(message), sqlState: field("C"))
    }

    @unsafe
    private func read(_ result: OpaquePointer, into outcome: inout Rows) {
        // SAFETY: rows and columns are counted by libpq; the texts are copied at once.
        let (rows, columns) = unsafe (library.rowCount(result), library.columnCount(result))
        for row in 0..<rows {
            outcome.rows.append(
                (0..<columns).map { column in
                    guard unsafe library.isNull(result, row, column) == 0 else { return nil }
                    return unsafe library.value(result, row, column).map { unsafe String(cString: $0) }
                }
            )
        }
        outcome.affected += unsafe library.affectedRows(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }
}

/// `PostgresPollingStatusType`.
private enum PollingStatus: Int32 {
    case failed = 0
    case reading = 1
    case writing = 2
    case ok = 3
}

/// `ConnStatusType`.
private enum ConnectionStatus {
    static let bad: Int32 = 1
}

/// `PGVerbosity`.
private enum ErrorVerbosity {
    static let verbose: Int32 = 2
}

/// `ExecStatusType`.
private enum ResultStatus {
    static let badResponse: Int32 = 5
    static let fatalError: Int32 = 7
}
