/// Where a run's status is recorded in addition to the journal: a pipeline's row in PostgreSQL, and that of its stage.
///
/// The system's libpq is loaded when it is needed. The tables are `pipelines` and `pipeline_stages`; they are created
/// if there is neither, and existing ones may have more or fewer columns.
public struct PipelineDatabase: Sendable {
    /// The database as libpq takes it: a URI, `key=value` text, or nothing to use the `PG*` variables.
    public var connection: String {
        get { String(decoding: connectionBytes, as: UTF8.self) }
        set { connectionBytes = Array(newValue.utf8) }
    }
    /// The bytes of ``connection``; those of a file's path in it need not be UTF-8.
    public var connectionBytes: [UInt8]
    /// The id of the row of `pipelines`.
    public var pipelineID: Int
    /// Whether a run fails if the database cannot be reached; if not, it warns and continues after waiting for
    /// `connectTimeout` at most, at its start and at its end.
    ///
    /// A server that refuses access, or has no such table or pipeline, is an error in any case: a retry would not help.
    ///
    /// Default: `true`.
    public var isRequired = true
    /// The time limit for connecting.
    ///
    /// Default: 10 seconds.
    public var connectTimeout = Duration.seconds(10)
    /// The time limit for a statement.
    ///
    /// Default: 5 seconds.
    public var statementTimeout = Duration.seconds(5)
    /// The time limit for recording the end of a run, retries included.
    ///
    /// Default: 30 seconds. For an interrupted run it is 2 seconds.
    public var endTimeout = Duration.seconds(30)

    /// Names a pipeline in a database.
    public init(connection: String = "", pipelineID: Int) {
        connectionBytes = Array(connection.utf8)
        self.pipelineID = pipelineID
    }
}

extension PipelineDatabase {
    /// The time limit for recording the end of a run that is not interrupted.
    var timeoutAtEnd: Duration { isRequired ? endTimeout : min(endTimeout, connectTimeout) }

    /// Loads libpq and parses the connection text.
    ///
    /// - Throws: `IngestionError` of kind `output` if libpq is missing, of kind `usage` if it rejects the text.
    func prepare() throws(IngestionError) -> (library: LibPQ, text: ConnectionText) {
        guard let library = LibPQ.shared else {
            throw IngestionError(
                .output,
                "PostgreSQL's client library libpq is missing: install it (libpq5 on Debian, libpq in Homebrew)"
            )
        }
        return (library, try ConnectionText(connectionBytes, using: library))
    }
}
