import Foundation

@testable import Sluice

/// A server's end of a socket: it takes what is sent, and answers nothing.
final class DatagramReceiver: Sendable {
    struct Failure: Error {
        let call: String
        let code = errno
    }

    private let descriptor: Int32
    let address: DogStatsDAddress

    /// Listens on a free port of the loopback, by number.
    init(udp host: String = "127.0.0.1", as name: String? = nil) throws {
        guard let any = SocketAddress.numeric(host: host, port: 0)?.first else { throw Failure(call: "getaddrinfo") }
        descriptor = try Self.bound(to: any, .datagram)
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = descriptor
        // SAFETY: the call fills the struct, which is large enough for every address. The port has the same place in
        // those of both families.
        let port = unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            let result = unsafe bytes.withMemoryRebound(to: sockaddr.self) {
                unsafe getsockname(number, $0.baseAddress, &size)
            }
            return unsafe result == 0 ? UInt16(bytes[2]) << 8 | UInt16(bytes[3]) : 0
        }
        guard port > 0 else { throw Failure(call: "getsockname") }
        address = .udp(host: name ?? host, port: port)
    }

    /// Listens on a Unix socket.
    init(path: String, kind: SocketKind = .datagram) throws {
        address = kind == .datagram ? .unixDatagram(path: FilePath(path)) : .unixStream(path: FilePath(path))
        descriptor = try Self.bound(to: SocketAddress(path: FilePath(path)), kind)
        if kind == .stream, listen(descriptor, 8) != 0 { throw Failure(call: "listen") }
    }

    deinit { close(descriptor) }

    private static func bound(to address: SocketAddress, _ kind: SocketKind) throws -> Int32 {
        let descriptor = socket(address.family, kind.rawValue, 0)
        guard descriptor >= 0 else { throw Failure(call: "socket") }
        // SAFETY: the bytes are one of the structs that the call tells apart by their first field, and outlive it.
        let result = unsafe address.bytes.withUnsafeBytes { bytes in
            unsafe bind(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
        guard result == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            close(descriptor)
            throw Failure(call: "bind")
        }
        return descriptor
    }

    /// Takes all datagrams that have come.
    func datagrams() -> [[UInt8]] {
        var result: [[UInt8]] = []
        while let datagram = Self.read(descriptor) { result.append(datagram) }
        return result
    }

    /// The lines of all datagrams that have come.
    func lines() -> [String] { Self.lines(of: datagrams()) }

    /// Takes what has come over the first connection to a stream, as one piece.
    func stream() -> [UInt8] {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return [] }
        defer { close(connection) }
        _ = fcntl(connection, F_SETFL, O_NONBLOCK)
        var result: [UInt8] = []
        while let piece = Self.read(connection), !piece.isEmpty { result += piece }
        return result
    }

    static func lines(of datagrams: [[UInt8]]) -> [String] {
        datagrams.flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // SAFETY: the call fills no more than the buffer it is given.
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        return count < 0 ? nil : Array(buffer[..<count])
    }
}
