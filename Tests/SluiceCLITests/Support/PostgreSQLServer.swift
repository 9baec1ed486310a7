import Foundation
import TestSupport

/// A PostgreSQL server of a test's own, run by an ordinary user in a directory that goes with it.
final class PostgreSQLServer {
    static let password = "canary-Pa55/w@rd"
    static let encodedPassword = "canary-Pa55%2Fw%40rd"

    /// Whether the machine has a server; where `CI` is set it must.
    static var isAvailable: Bool { programs != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    struct Failure: Error {
        let message: String
    }

    let directory: TemporaryDirectory
    let port: Int
    private var data: String { directory.path("data") }

    init() throws {
        directory = try TemporaryDirectory()
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: directory.path("run"), withIntermediateDirectories: true)
        try directory.write(Self.password + "\n", to: "password")
        try Self.shell("chown -R \(Self.user) '\(directory.url.path)' 2>/dev/null; true")
        try program(
            "initdb",
            "-D '\(data)' -U owner -A scram-sha-256 --pwfile '\(directory.path("password"))' --no-sync -E UTF8 --locale C"
        )
        try start()
    }

    deinit {
        try? resume()
        try? program("pg_ctl", "-D '\(data)' -m immediate stop")
    }

    /// The database as `--database` takes it.
    var url: String { "postgresql://owner:\(Self.encodedPassword)@127.0.0.1:\(port)/postgres" }

    func start() throws {
        let options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c port=\(port) -c fsync=off"
        try program("pg_ctl", "-D '\(data)' -l '\(directory.path("run/log"))' -w -o '\(options)' start")
    }

    /// Ends the server at once, as a crash would.
    func kill() throws { try program("pg_ctl", "-D '\(data)' -m immediate stop") }

    /// Stops every process of the server where it stands.
    func suspend() throws { try Self.shell("kill -STOP \(try processes())") }

    func resume() throws { try Self.shell("kill -CONT \(try processes())") }

    /// Performs statements; returns what they return, a line a row, with bars between the columns.
    @discardableResult
    func sql(_ statements: String) throws -> String {
        let file = try directory.write(statements, to: "statements-\(UUID().uuidString).sql")
        return try Self.shell("\(Self.path("psql")) '\(url)' -X -q -A -t -v ON_ERROR_STOP=1 -f '\(file)'")
    }

    /// Performs statements in a session of their own, and does not wait for it.
    func sqlInBackground(_ statements: String) throws {
        let file = try directory.write(statements, to: "statements-\(UUID().uuidString).sql")
        try Self.shell("\(Self.path("psql")) '\(url)' -X -q -f '\(file)' >/dev/null 2>&1 </dev/null &")
    }

    /// The stage of data ingestion and its pipeline: the statuses, the records and both messages.
    func rows(pipeline: Int = 1) throws -> String {
        try sql(
            """
            SELECT p.status, p.records_processed, p.error_message, s.status, s.error_message
            FROM pipelines p JOIN pipeline_stages s ON s.pipeline_id = p.id AND s.name = 'Data Ingestion'
            WHERE p.id = \(pipeline)
            """
        )
    }
}

// MARK: Programs

extension PostgreSQLServer {
    private static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let candidates = versions.sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            .map { "/usr/lib/postgresql/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (candidates + path.split(separator: ":").map(String.init))
            .first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    /// The server refuses to be run by root.
    private static let user = getuid() == 0 ? "nobody" : NSUserName()

    private static func path(_ program: String) -> String { "'\(programs ?? "")/\(program)'" }

    private func program(_ name: String, _ arguments: String) throws {
        let line = "cd '\(directory.url.path)' && \(Self.path(name)) \(arguments)"
        guard getuid() == 0 else {
            try Self.shell(line)
            return
        }
        try Self.shell("runuser -u \(Self.user) -- /bin/sh -c \"\(line.replacing("\"", with: "\\\""))\"")
    }

    private func processes() throws -> String {
        let file = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)
        let leader = file.prefix { $0 != "\n" }
        let children = try Self.shell("ps -o pid= --ppid \(leader)")
        return "\(leader) " + children.replacing("\n", with: " ")
    }

    private static func freePort() throws -> Int {
        let text = try shell(
            "python3 -c 'import socket; s = socket.socket(); s.bind((\"127.0.0.1\", 0)); print(s.getsockname()[1])'"
        )
        return Int(text) ?? 0
    }

    @discardableResult
    static func shell(_ line: String) throws -> String {
        // A server that is started here keeps what it inherits, and Foundation waits until nobody holds a descriptor that
        // it hands down: the shell has it, what the shell starts has not. Output goes to files, as nobody waits for
        // their end.
        let closing = "for file in /dev/fd/*; do file=${file##*/}; ((file < 3)) || eval \"exec $file>&-\"; done"
        let bash = try FinishedProcess("/bin/bash", ["-c", "(\(closing); \(line)\n)"])
        guard bash.status == 0 else { throw Failure(message: line + ": " + bash.errors) }
        return bash.text.trimmingCharacters(in: .newlines)
    }
}
