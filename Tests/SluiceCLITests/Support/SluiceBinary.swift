import Foundation

/// The built command, run as a process.
enum SluiceBinary {
    /// What a run of the command left behind.
    struct Outcome {
        let status: Int32
        let output: Data
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
        /// The lines of standard error.
        var errorLines: [Substring] { errors.split(separator: "\n") }
    }

    /// The command stands beside the bundle of tests.
    static var url: URL {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let directory = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return directory.appending(path: "sluice")
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: Data = Data()
    ) throws -> Outcome {
        try launch(url, arguments, environment, input)
    }

    /// Runs a line of shell in which `sluice` is the command.
    static func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
        let script = "sluice() { \"$SLUICE_BINARY\" \"$@\"; }\n" + line
        return try launch(URL(filePath: "/bin/bash"), ["-c", script], environment, Data())
    }

    private static func launch(
        _ executable: URL,
        _ arguments: [String],
        _ environment: [String: String],
        _ input: Data
    ) throws -> Outcome {
        // Files, not pipes: a full pipe would stop both sides.
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = Self.environment(environment)
        process.standardInput = try FileHandle(forReadingFrom: directory.write(input, to: "input"))
        let output = try directory.write(Data(), to: "output")
        let errors = try directory.write(Data(), to: "errors")
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// The environment of the tests without what would change the command's behaviour.
    static func environment(_ additions: [String: String]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("SLUICE_") && !name.hasPrefix("DD_") && !["NO_COLOR", "TERM"].contains(name)
        }
        environment["SLUICE_BINARY"] = url.path
        return environment.merging(additions) { $1 }
    }
}
