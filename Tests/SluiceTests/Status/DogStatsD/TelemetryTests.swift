import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sluice

@Suite("Telemetry")
struct TelemetryTests {
    private static let input = Array(
        (PipelineFixtures.lines((0..<500).map { "{\"id\":\($0)}" }) + "{\"id\":1,}\n").utf8
    )
    /// What a run over the input tells.
    private static let lines = [
        "pipeline.records_processed:500|c|#env:prod", "pipeline.records_rejected:1|c|#error_type:syntax,env:prod",
        "pipeline.bytes_processed:\(input.count)|c|#env:prod", "pipeline.runs:1|c|#status:completed,env:prod",
    ]

    /// Runs over the input, watched by `telemetry`.
    private func run(_ telemetry: Telemetry) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.input, to: "input.json")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        options.chunkSize = 256
        let output = OutputDestination.directory(directory.path("out"))
        let run = Ingestion(input: .file(path), output: output, options: options)
        let report = try await run.run(observers: [telemetry])
        #expect(report.recordsWritten == 500)
    }

    /// By itself it sends only at the end of a run.
    private func telemetry(_ address: DogStatsDAddress, every interval: Duration = .seconds(86_400)) -> Telemetry {
        let options = TelemetryOptions(address: address, tags: [MetricTag("env", "prod")])
        return Telemetry(options, every: interval, resolve: SocketAddress.resolve)
    }

    private func check(_ lines: [String]) {
        #expect(lines.filter { !$0.hasPrefix("pipeline.stage.duration:") } == Self.lines)
        #expect(lines.count == Self.lines.count + 1)
    }

    @Test("reaches a server over UDP, by number", arguments: ["127.0.0.1", "::1"])
    func udp(host: String) async throws {
        let receiver = try DatagramReceiver(udp: host)
        let telemetry = telemetry(receiver.address)
        try await run(telemetry)
        // The end of the run has sent it all.
        check(receiver.lines())
        #expect(await telemetry.finish() == Telemetry.Datagrams(sent: 1, dropped: 0))
        #expect(receiver.lines().isEmpty)
    }

    @Test("reaches a server by its name, at whichever of its addresses it listens", arguments: ["127.0.0.1", "::1"])
    func name(host: String) async throws {
        let receiver = try DatagramReceiver(udp: host)
        guard case .udp(_, let port) = receiver.address else { return }
        let options = TelemetryOptions(address: .udp(host: "agent", port: port), tags: [MetricTag("env", "prod")])
        let telemetry = Telemetry(options, every: .seconds(86_400)) { _, port in
            ["::1", "127.0.0.1"].flatMap { SocketAddress.numeric(host: $0, port: port) ?? [] }
        }
        try await run(telemetry)
        #expect(await telemetry.finish(within: .seconds(600)) == Telemetry.Datagrams(sent: 1, dropped: 0))
        check(receiver.lines())
    }

    @Test("looks up names with the system")
    func localhost() async throws {
        let receiver = try DatagramReceiver(udp: "127.0.0.1", as: "localhost")
        let telemetry = telemetry(receiver.address)
        try await run(telemetry)
        #expect(await telemetry.finish(within: .seconds(600)) == Telemetry.Datagrams(sent: 1, dropped: 0))
        check(receiver.lines())
    }

    @Test("reaches a server over a Unix socket")
    func unixDatagram() async throws {
        let directory = try TemporaryDirectory()
        let receiver = try DatagramReceiver(path: directory.path("dsd"))
        let telemetry = telemetry(receiver.address)
        try await run(telemetry)
        #expect(await telemetry.finish() == Telemetry.Datagrams(sent: 1, dropped: 0))
        check(receiver.lines())
    }

    @Test("sends counts while a run goes on, which sum up to the totals")
    func interim() async throws {
        let receiver = try DatagramReceiver()
        let telemetry = telemetry(receiver.address, every: .zero)
        try await run(telemetry)
        var sums: [String: Int] = [:]
        var count = 0
        for line in receiver.lines() {
            let parts = line.split(separator: ":", maxSplits: 1)
            sums[String(parts[0]), default: 0] += Int(parts[1].prefix { $0 != "|" }) ?? 0
            count += 1
        }
        #expect(sums["pipeline.records_processed"] == 500)
        #expect(sums["pipeline.records_rejected"] == 1)
        #expect(sums["pipeline.bytes_processed"] == Self.input.count)
        #expect(sums["pipeline.runs"] == 1)
        #expect(count > 20)
        #expect(telemetry.datagrams.dropped == 0)
    }

    @Test("puts a length before each datagram on a stream")
    func unixStream() async throws {
        let directory = try TemporaryDirectory()
        let receiver = try DatagramReceiver(path: directory.path("dsd"), kind: .stream)
        let telemetry = telemetry(receiver.address)
        try await run(telemetry)
        try await run(telemetry)
        #expect(await telemetry.finish() == Telemetry.Datagrams(sent: 2, dropped: 0))
        var rest = receiver.stream()[...]
        for _ in 0..<2 {
            try #require(rest.count > 4)
            let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            check(DatagramReceiver.lines(of: [Array(rest.dropFirst(4).prefix(count))]))
            rest = rest.dropFirst(4 + count)
        }
        #expect(rest.isEmpty)
    }

    @Test("finds a server again that was started anew")
    func restart() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("dsd")
        var receiver = try DatagramReceiver(path: path)
        let telemetry = telemetry(receiver.address)
        try await run(telemetry)
        check(receiver.lines())
        try FileManager.default.removeItem(atPath: path)
        receiver = try DatagramReceiver(path: path)
        try await run(telemetry)
        check(receiver.lines())
        #expect(telemetry.datagrams == Telemetry.Datagrams(sent: 2, dropped: 0))
    }

    @Test("keeps every datagram under the limit of its network")
    func limits() async throws {
        let directory = try TemporaryDirectory()
        let receivers = [try DatagramReceiver(), try DatagramReceiver(path: directory.path("dsd"))]
        let tags = (0..<5).map { MetricTag("tag\($0)", String(repeating: "x", count: 190)) }
        for (receiver, (limit, count)) in zip(receivers, [(1_432, 4), (8_192, 1)]) {
            let options = TelemetryOptions(address: receiver.address, tags: tags)
            let telemetry = Telemetry(options, every: .seconds(86_400), resolve: SocketAddress.resolve)
            try await run(telemetry)
            let datagrams = receiver.datagrams()
            #expect(datagrams.count > count - 1)
            #expect(datagrams.allSatisfy { $0.count < limit })
            #expect(DatagramReceiver.lines(of: datagrams).count == Self.lines.count + 1)
        }
    }
}

@Suite("Without a server, telemetry")
struct MissingServerTests {
    private func end(_ telemetry: Telemetry) async -> Telemetry.Datagrams {
        var report = IngestionReport()
        report.status = .completed
        telemetry.end(report)
        return await telemetry.finish()
    }

    @Test("counts what a closed port refuses")
    func closedPort() async throws {
        var receiver: DatagramReceiver? = try DatagramReceiver()
        let address = try #require(receiver?.address)
        receiver = nil
        let telemetry = Telemetry(TelemetryOptions(address: address))
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 0, dropped: 1))
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 0, dropped: 2))
    }

    @Test("counts what a missing socket does not take", arguments: [SocketKind.datagram, .stream])
    func missingSocket(kind: SocketKind) async throws {
        let path = try TemporaryDirectory().path("dsd")
        let address =
            kind == .stream ? DogStatsDAddress.unixStream(path: FilePath(path)) : .unixDatagram(path: FilePath(path))
        let telemetry = Telemetry(TelemetryOptions(address: address))
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 0, dropped: 1))
    }

    @Test("neither waits for a server that reads nothing, nor fails", arguments: [SocketKind.datagram, .stream])
    func fullSocket(kind: SocketKind) async throws {
        let directory = try TemporaryDirectory()
        let receiver = try DatagramReceiver(path: directory.path("dsd"), kind: kind)
        let telemetry = Telemetry(TelemetryOptions(address: receiver.address))
        var report = IngestionReport()
        report.status = .completed
        for _ in 0..<20_000 { telemetry.end(report) }
        let datagrams = await telemetry.finish()
        #expect(datagrams.sent > 0)
        #expect(datagrams.dropped > 0)
        #expect(datagrams.sent + datagrams.dropped == 20_000)
        if kind == .datagram { #expect(receiver.datagrams().count == datagrams.sent) }
    }

    @Test("raises no signal where a stream's server has gone")
    func serverGone() async throws {
        let directory = try TemporaryDirectory()
        var receiver: DatagramReceiver? = try DatagramReceiver(path: directory.path("dsd"), kind: .stream)
        let telemetry = Telemetry(TelemetryOptions(address: try #require(receiver?.address)))
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 1, dropped: 0))
        receiver = nil
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 1, dropped: 1))
    }

    @Test("drops everything where nobody knows the name")
    func unknownName() async {
        let telemetry = Telemetry(TelemetryOptions(address: .udp(host: "agent", port: 1)), every: .zero) { _, _ in [] }
        #expect(await end(telemetry) == Telemetry.Datagrams(sent: 0, dropped: 1))
    }

    @Test("holds up no run where the look-up of the name does not end")
    func endlessLookUp() async throws {
        let gate = LookUpGate()
        let receiver = try DatagramReceiver()
        let telemetry = Telemetry(TelemetryOptions(address: .udp(host: "agent", port: 1)), every: .zero) { _, _ in
            gate.wait()
            return []
        }
        var report = IngestionReport()
        report.status = .completed
        for _ in 0..<100 { telemetry.end(report) }
        #expect(telemetry.datagrams == Telemetry.Datagrams(sent: 0, dropped: 0))
        // 100 metrics of three kinds, in as few datagrams as hold them.
        let datagrams = await telemetry.finish(within: .milliseconds(1))
        #expect(datagrams.sent == 0)
        #expect(datagrams.dropped > 0)
        gate.open()
        #expect(receiver.lines().isEmpty)
    }

    @Test("sends what was held back once the name is known, without being asked")
    func lateLookUp() async throws {
        let gate = LookUpGate()
        let receiver = try DatagramReceiver()
        guard case .udp(let host, let port) = receiver.address else { return }
        let telemetry = Telemetry(TelemetryOptions(address: .udp(host: "agent", port: port)), every: .zero) { _, port in
            gate.wait()
            return SocketAddress.numeric(host: host, port: port) ?? []
        }
        var report = IngestionReport()
        report.status = .completed
        telemetry.end(report)
        #expect(receiver.lines().isEmpty)
        gate.open()
        while telemetry.datagrams.sent == 0 { await Task.yield() }
        #expect(receiver.lines().last == "pipeline.runs:1|c|#status:completed")
    }
}

/// Holds back a look-up until a test lets it go on.
private final class LookUpGate: Sendable {
    private let isOpen = Atomic(false)

    func open() { isOpen.store(true, ordering: .releasing) }

    func wait() {
        while !isOpen.load(ordering: .acquiring) { usleep(1_000) }
    }
}
