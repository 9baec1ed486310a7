import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The program: from the words of the command line to an exit status.
@main
enum SluiceCommand {
    private static let version = "0.1.0"

    static func main() {
        ProcessSetup.begin()
        do throws(CommandFailure) {
            let request = try request()
            _ = Secrets.known
            ProcessSetup.hidePasswords()
            try perform(request)
        } catch {
            report(error)
            exit(ExitStatus.of(error))
        }
        exit(ExitStatus.success)
    }

    private static func report(_ failure: CommandFailure) {
        guard let message = failure.message else { return }
        let isTerminal = FileDescriptor.standardError.isTerminal
        let style = Style(.auto, isTerminal: isTerminal, environment: ProcessSetup.environment)
        let lines =
            ["\(style.error("error:")) \(TerminalText.escaped(Secrets.redacted(message)))"]
            + (failure.hint.map { [$0] } ?? [])
        // A message that cannot be written cannot be reported either.
        try? FileDescriptor.standardError.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private static func warn(_ warnings: [String]) {
        let isTerminal = FileDescriptor.standardError.isTerminal
        let style = Style(.auto, isTerminal: isTerminal, environment: ProcessSetup.environment)
        for warning in warnings {
            let text = TerminalText.escaped(Secrets.redacted(warning))
            try? FileDescriptor.standardError.write(Array("\(style.warning("warning:")) \(text)\n".utf8))
        }
    }

    private static func request() throws(CommandFailure) -> ArgumentParser.Request {
        do throws(UsageError) {
            let environment = Environment(ProcessSetup.variables)
            return try ArgumentParser(environment: environment).parse(ProcessSetup.arguments)
        } catch {
            throw .usage(error)
        }
    }

    private static func perform(_ request: ArgumentParser.Request) throws(CommandFailure) {
        switch request {
        case .help(let command): try output(HelpText().page(command))
        case .version: try output("sluice \(version)\n")
        case .run(let arguments): try run(arguments)
        }
    }

    private static func run(_ arguments: TypedArguments) throws(CommandFailure) {
        try resolved { () throws(UsageError) in try checkKernels(arguments) }
        if !arguments.command.isRun { warn(arguments.warnings) }
        switch arguments.command {
        case .ingest, .validate:
            let options = try resolved { () throws(UsageError) in try RunOptions(arguments) }
            try RunCommand(options).run()
        case .generate:
            let options = try resolved { () throws(UsageError) in try GenerateOptions(arguments) }
            do throws(StandardOutput.Failure) {
                try GenerateCommand(options).run()
            } catch {
                throw .output(error)
            }
        case .status:
            try resolved { () throws(UsageError) in try StatusCommand(arguments) }.run()
        case .peek:
            try resolved { () throws(UsageError) in try PeekCommand(arguments) }.run()
        case .schema:
            try resolved { () throws(UsageError) in try SchemaCommand(arguments) }.run()
        case .help:
            try output(resolved { () throws(UsageError) in try helpPage(arguments) })
        case .completions:
            try output(resolved { () throws(UsageError) in try completionScript(arguments) })
        }
    }

    /// Throws if `SLUICE_KERNEL` names kernels that this machine does not have.
    ///
    /// There is no option for it: kernels are chosen before `main` is called.
    private static func checkKernels(_ arguments: TypedArguments) throws(UsageError) {
        let command = arguments.command
        guard !KernelSet.isAsRequested, command != .help, command != .completions else { return }
        let name = ProcessSetup.environment(Environment.kernel) ?? ""
        let names = KernelSet.available.joined(separator: ", ").replacingLastComma
        throw UsageError("invalid value '\(name)' for SLUICE_KERNEL: expected \(names) on this machine", for: command)
    }

    private static func helpPage(_ arguments: TypedArguments) throws(UsageError) -> String {
        guard let name = arguments.operand else { return HelpText().page(nil) }
        let command = try arguments.operandChoice(name, of: Command.self, "command")
        // `help schema infer`: what a command can do is on its page.
        if let word = arguments.operands.dropFirst().first, !command.subcommands.contains(word.shown) {
            let hint = Suggestion.hint(for: word.shown, among: command.subcommands)
            throw UsageError("unexpected argument '\(word.shown)'\(hint)", for: command)
        }
        return HelpText().page(command)
    }

    private static func completionScript(_ arguments: TypedArguments) throws(UsageError) -> String {
        CompletionScript.text(for: try arguments.operandChoice(arguments.operand ?? "", of: Shell.self, "shell"))
    }

    private static func output(_ text: String) throws(CommandFailure) {
        do throws(StandardOutput.Failure) {
            try StandardOutput.write(text)
        } catch {
            throw .output(error)
        }
    }

    private static func resolved<Options>(
        _ resolve: () throws(UsageError) -> Options
    ) throws(CommandFailure) -> Options {
        do throws(UsageError) {
            return try resolve()
        } catch {
            throw .usage(error)
        }
    }
}
