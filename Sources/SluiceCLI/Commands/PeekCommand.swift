import Sluice

/// `peek INPUT`: shows what is in an input, and the command to run next.
struct PeekCommand {
    private let input: InputSource
    private let location: RecordLocation?
    private let report: ReportFormat

    init(_ arguments: TypedArguments) throws(UsageError) {
        let inputs = try arguments.inputs(arguments.operands)
        guard let first = inputs.first, inputs.count == 1 else {
            throw UsageError("expected one INPUT, a file, a directory, or - for standard input", for: .peek)
        }
        input = first
        location = try arguments.location()
        report = try arguments.choice(.report) ?? .text
    }

    func run() throws(CommandFailure) {
        let preview: InputPreview
        do throws(IngestionError) {
            preview = try InputPreview(of: input, at: location)
        } catch {
            if let diagnostic = error.diagnostic { PlainConsole.show(diagnostic) }
            throw .run(error, signal: nil)
        }
        let text = PreviewText(preview, of: input)
        do throws(StandardOutput.Failure) {
            switch report {
            case .text: try StandardOutput.write(Secrets.redacted(text.text))
            case .json:
                let json = TerminalText.escapedJSON(preview.json(command: text.command))
                try StandardOutput.write(Secrets.redacted(json) + "\n")
            }
        } catch {
            throw .output(error)
        }
    }
}
