import Foundation
import TestSupport

/// The built command under way, fed through its standard input.
final class SluiceProcess {
    private let directory: TemporaryDirectory
    private let process = Process()
    private let input = Pipe()

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        process.executableURL = SluiceBinary.url
        process.arguments = arguments
        process.environment = SluiceBinary.environment(environment)
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingAtPath: directory.write("", to: "output"))
        process.standardError = try FileHandle(forWritingAtPath: directory.write("", to: "errors"))
        try process.start()
    }

    deinit { if process.isRunning { process.terminate() } }

    var processIdentifier: Int32 { process.processIdentifier }

    func feed(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

    /// Ends the input.
    func finish() throws { try input.fileHandleForWriting.close() }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end.
    func wait() -> SluiceBinary.Outcome {
        process.waitUntilExit()
        return SluiceBinary.Outcome(process, in: directory)
    }
}

/// Waits until `condition` holds, for at most half a minute.
func eventually(_ condition: () throws -> Bool) throws -> Bool {
    for _ in 0..<300 {
        if try condition() { return true }
        Thread.sleep(forTimeInterval: 0.1)
    }
    return false
}
