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
            throw IngestionError(.output, "cannot reach \(text.description): \(error.message)")
        }
    }

    /// Creates a pipeline whose stages are pending; returns its id.
    package func create(named name: String) throws(IngestionError) -> Int {
        do throws(PostgreSQLError) {
            return try session.createPipeline(named: name)
        } catch {
            throw IngestionError(.output, "cannot create a pipeline in \(text.description): \(error.message)")
        }
    }

    /// Records the end of a published run, from its manifest.
    ///
    /// - Throws: `IngestionError` of kind `usage` if there is no such pipeline.
    package func record(_ run: PublishedRun, pipeline id: Int) throws(IngestionError) {
        let isKnown: Bool
        do throws(PostgreSQLError) {
            isKnown = try session.record(pipeline: id, run.statusChange)
        } catch {
            throw IngestionError(.output, "cannot record the run in \(text.description): \(error.message)")
        }
        guard isKnown else { throw .noPipeline(id, text) }
    }

    /// Reads one pipeline, or all of them.
    ///
    /// - Throws: `IngestionError` of kind `usage` if there is no such pipeline.
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
