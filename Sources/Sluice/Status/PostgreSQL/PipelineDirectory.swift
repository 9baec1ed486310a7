/// The pipelines of a database, to be listed, created or updated.
package final class PipelineDirectory {
    private let session: StatusSession
    private let text: ConnectionText

    /// Connects to the database.
    ///
    /// - Throws: `IngestionError` of kind `output` if it cannot be reached, of kind `usage` if its address is invalid.
    package init(_ database: PipelineDatabase) throws(IngestionError) {
        let (library, text) = try database.prepare()
        self.text = text
        do throws(PostgreSQLError) {
            session = try StatusSession(text, database, using: library) { false }
        } catch {
            throw error.failure("use the tables", in: text)
        }
    }

    /// Creates a pipeline whose stages are pending; returns its id.
    package func create(named name: String) throws(IngestionError) -> Int {
        do throws(PostgreSQLError) {
            return try session.createPipeline(named: name)
        } catch {
            throw error.failure("create a pipeline", in: text)
        }
    }

    /// Records the end of a run, unless a newer one is recorded; returns whether that was done.
    ///
    /// - Throws: `IngestionError` of kind `usage` if there is no such pipeline, or a run of it is going on.
    package func record(_ run: RecordedRun, pipeline id: Int) throws(IngestionError) -> Bool {
        let change = StatusChange.late(StatusChange.End(run), input: run.entry.input, started: run.entry.startedAt)
        let outcome: StatusSession.Outcome
        do throws(PostgreSQLError) {
            guard try session.lock(pipeline: id) else { throw .pipelineIsLocked(id) }
            outcome = try session.record(change, pipeline: id, yields: true)
        } catch {
            throw error.failure("record the run", in: text)
        }
        switch outcome {
        case .recorded: return true
        case .newerRun: return false
        case .noPipeline: throw .noPipeline(id, text)
        }
    }

    /// Reads one pipeline, or all of them.
    ///
    /// - Throws: `IngestionError` of kind `usage` if there is no such pipeline.
    package func pipelines(id: Int?) throws(IngestionError) -> [PipelineStatus] {
        let found: [PipelineStatus]
        do throws(PostgreSQLError) {
            found = try session.pipelines(id: id)
        } catch {
            throw error.failure("read the pipelines", in: text)
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
