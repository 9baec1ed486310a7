import Foundation
import TestSupport

/// The built command, run as a process.
enum SluiceBinary {
    typealias Outcome = FinishedProcess

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
        try Outcome(url.path, arguments, environment: Self.environment(environment), input: input)
    }

    /// Runs a line of shell in which `sluice` is the command.
    static func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
        let script = "sluice() { \"$SLUICE_BINARY\" \"$@\"; }\n" + line
        return try Outcome("/bin/bash", ["-c", script], environment: Self.environment(environment))
    }

    /// The environment of the tests without what would change the command's behaviour.
    static func environment(_ additions: [String: String]) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { name, _ in
            !name.hasPrefix("SLUICE_") && !name.hasPrefix("DD_") && !["NO_COLOR", "TERM", "COLUMNS"].contains(name)
        }
        environment["SLUICE_BINARY"] = url.path
        return environment.merging(additions) { $1 }
    }
}
