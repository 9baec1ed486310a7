import Sluice

/// `schema infer INPUT…`: prints a JSON Schema that the records of the inputs conform to.
struct SchemaCommand {
    private let inputs: [InputSource]
    private let location: RecordLocation?
    private let report: ReportFormat
    private let recordLimit: Int?

    init(_ arguments: TypedArguments) throws(UsageError) {
        let words = arguments.operands
        guard words.first == "infer" else {
            let found = words.first?.shown ?? ""
            let hint = Suggestion.hint(for: found, among: Command.schema.subcommands)
            throw UsageError("expected 'schema infer INPUT', found '\(found)'\(hint)", for: .schema)
        }
        guard words.count > 1 else {
            throw UsageError(
                "missing INPUT: 'schema infer INPUT…' reads files, directories, or - for standard input",
                for: .schema
            )
        }
        inputs = try arguments.inputs(words.dropFirst())
        location = try arguments.location()
        report = try arguments.choice(.report) ?? .text
        recordLimit = try arguments.integer(.limit, in: 1 ... .max)
    }

    func run() throws(CommandFailure) {
        let schema: InferredSchema
        do throws(IngestionError) {
            var inference = SchemaInference(inputs: inputs, location: location)
            inference.recordLimit = recordLimit
            schema = try inference.run(onBadRecord: PlainConsole.show)
        } catch {
            throw .run(error, signal: nil)
        }
        for warning in schema.warnings {
            PlainConsole.warn(warning.remedy.map { "\(warning.message). \($0.text)" } ?? warning.message)
        }
        do throws(StandardOutput.Failure) {
            try StandardOutput.write(TerminalText.escapedJSON(schema.json(isIndented: report == .text)) + "\n")
        } catch {
            throw .output(error)
        }
    }
}
