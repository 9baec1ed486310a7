/// Where a run's status is recorded beside the journal: a row of a pipeline in PostgreSQL, and one of its stages.
///
/// The system's libpq is loaded when a run has one of these. The tables are `pipelines` and `pipeline_stages`; they are
/// made where they are missing, and may have more or fewer columns where they are not.
public struct PipelineDatabase: Sendable {
    /// The database as libpq takes it: a URI, `key=value` text, or nothing for what the `PG*` variables say.
    public var connection: String
    /// The id of the row of `pipelines`.
    public var pipelineID: Int
    /// The longest that connecting may take.
    ///
    /// Default: 10 seconds.
    public var connectTimeout = Duration.seconds(10)
    /// The longest that a statement may take.
    ///
    /// Default: 5 seconds.
    public var statementTimeout = Duration.seconds(5)
    /// How long the end of a run is tried to be recorded.
    ///
    /// Default: 30 seconds. A run that is interrupted tries for 2 seconds.
    public var endTimeout = Duration.seconds(30)

    /// Names a pipeline in a database.
    public init(connection: String = "", pipelineID: Int) {
        self.connection = connection
        self.pipelineID = pipelineID
    }
}

extension PipelineDatabase {
    /// Loads libpq and reads the connection text.
    func prepare() throws(IngestionError) -> (library: LibPQ, text: ConnectionText) {
        guard let library = LibPQ.shared else {
            throw IngestionError(
                .output,
                "PostgreSQL's client library libpq is missing: install it (on Debian libpq5, with Homebrew libpq)"
            )
        }
        return (library, try ConnectionText(connection, using: library))
    }
}

/// The pipelines of a database, for those who look at them or make them.
package final class PipelineDirectory {
    private let session: StatusSession
    private let text: ConnectionText

    /// Connects.
    package init(_ database: PipelineDatabase) throws(IngestionError) {
        let (library, text) = try database.prepare()
        self.text = text
        do throws(PostgreSQLError) {
            session = try StatusSession(text, database, using: library) { false }
        } catch {
            throw IngestionError(.output, "cannot reach \(text.description): \(error.message)")
        }
    }

    /// Makes a pipeline whose stages are pending; returns its id.
    package func create(named name: String) throws(IngestionError) -> Int {
        do throws(PostgreSQLError) {
            return try session.createPipeline(named: name)
        } catch {
            throw IngestionError(.output, "cannot make a pipeline in \(text.description): \(error.message)")
        }
    }

    /// Records the end of a run that is published, from its manifest; an `IngestionError` of kind `usage` where there is
    /// no such pipeline.
    package func record(_ run: PublishedRun, pipeline id: Int) throws(IngestionError) {
        let isKnown: Bool
        do throws(PostgreSQLError) {
            isKnown = try session.record(pipeline: id, run.statusChange)
        } catch {
            throw IngestionError(.output, "cannot record the run in \(text.description): \(error.message)")
        }
        guard isKnown else { throw .noPipeline(id, text) }
    }

    /// Reads one pipeline, or all of them; an `IngestionError` of kind `usage` where there is no such pipeline.
    package func pipelines(id: Int?) throws(IngestionError) -> [PipelineStatus] {
        let found: [PipelineStatus]
        do throws(PostgreSQLError) {
            found = try session.pipelines(id: id)
        } catch {
            throw IngestionError(.output, "cannot read \(text.description): \(error.message)")
        }
        if let id, found.isEmpty { throw .noPipeline(id, text) }
        return found
    }
}

extension IngestionError {
    static func noPipeline(_ id: Int, _ text: ConnectionText) -> IngestionError {
        IngestionError(.usage, "there is no pipeline \(id) in \(text.description)")
    }
}
