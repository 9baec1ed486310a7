import Sluice

/// `status`: shows the runs of an output directory or the pipelines of a database, creates a pipeline, or records the
/// last run of a directory afterwards.
struct StatusCommand {
    private enum Subject {
        case journal(directory: FilePath)
        case pipelines(PipelineDatabase, id: Int?)
        case create(name: String, PipelineDatabase)
        case sync(directory: FilePath, PipelineDatabase, id: Int?)
    }

    private let subject: Subject
    private let report: ReportFormat

    init(_ arguments: TypedArguments) throws(UsageError) {
        report = try arguments.choice(.report) ?? .text
        subject = try Self.subject(arguments)
    }

    private static func subject(_ arguments: TypedArguments) throws(UsageError) -> Subject {
        let options = try DatabaseOptions(arguments)
        let words = arguments.operands
        switch words.first?.shown {
        case "create"?:
            guard words.count == 2, !words[1].isEmpty else {
                throw UsageError("missing NAME: 'status create NAME' creates a pipeline", for: .status)
            }
            guard let name = words[1].text else {
                throw UsageError("invalid name '\(words[1].shown)': expected UTF-8 text", for: .status)
            }
            return .create(name: name, try options.database(for: arguments))
        case "sync"?:
            guard words.count == 2 else {
                throw UsageError("missing DIR: 'status sync DIR' records the last run on it", for: .status)
            }
            return .sync(directory: words[1].path, try options.database(for: arguments), id: options.pipelineID)
        case let directory?:
            guard words.count == 1 else {
                let hint = Suggestion.hint(for: directory, among: Command.status.subcommands)
                throw UsageError("unexpected argument '\(words[1].shown)' after '\(directory)'\(hint)", for: .status)
            }
            guard !options.isAskedFor else {
                throw UsageError(
                    "unexpected argument '\(directory)': give a directory or a database, not both",
                    for: .status
                )
            }
            return .journal(directory: words[0].path)
        case nil:
            guard options.isNamed else { return .journal(directory: ".") }
            return .pipelines(try options.database(for: arguments), id: options.pipelineID)
        }
    }

    func run() throws(CommandFailure) {
        let output: [UInt8]
        do throws(IngestionError) {
            output = try self.output()
        } catch {
            throw .status(error)
        }
        do throws(StandardOutput.Failure) {
            try StandardOutput.write(output)
        } catch {
            throw .output(error)
        }
    }

    private func output() throws(IngestionError) -> [UInt8] {
        switch subject {
        case .journal(let directory): return try journal(of: directory)
        case .pipelines(let database, let id): return Array(try pipelines(of: database, id).utf8)
        case .create(let name, let database):
            return Array("\(try PipelineDirectory(database).create(named: name))\n".utf8)
        case .sync(let directory, let database, let id): return Array(try sync(directory, database, id).utf8)
        }
    }

    private func pipelines(of database: PipelineDatabase, _ id: Int?) throws(IngestionError) -> String {
        let pipelines = try PipelineDirectory(database).pipelines(id: id)
        return report == .json
            ? TerminalText.escapedJSON(PipelineStatus.json(pipelines)) + "\n" : PipelineTable.text(for: pipelines)
    }

    private func journal(of directory: FilePath) throws(IngestionError) -> [UInt8] {
        let history = try StatusHistory(directory: directory, liveRun: LiveRun.name)
        let skipped = history.unreadableLineCount
        if skipped > 0 {
            let text =
                "warning: \(Quantity.count(skipped, "line")) of the journal skipped: incomplete or not an event\n"
            try? FileDescriptor.standardError.write(Array(text.utf8))
        }
        return report == .json ? history.json() : RunTable.bytes(for: history.runs)
    }

    private func sync(
        _ directory: FilePath,
        _ database: PipelineDatabase,
        _ id: Int?
    ) throws(IngestionError) -> String {
        let run = try RecordedRun(directory: directory, pipeline: id, liveRun: LiveRun.name)
        guard let id = id ?? run.pipelineID else { throw RecordedRun.unknownPipeline }
        let entry = run.entry
        guard try PipelineDirectory(database).record(run, pipeline: id) else {
            return "pipeline \(id): a newer run is recorded, and nothing was changed\n"
        }
        let records = Quantity.count(entry.recordsProcessed ?? 0, "record")
        return TerminalText.escaped("pipeline \(id): \(entry.stage) \(entry.status.rawValue), \(records)") + "\n"
    }
}
