/// The address of a DogStatsD server, such as Datadog's agent.
///
/// ```
/// udp://127.0.0.1:8125   udp://[::1]:8125   udp://agent   agent:8125
/// unix:///var/run/datadog/dsd.socket   unixgram:///…   unixstream:///…
/// ```
public enum DogStatsDAddress: Sendable, Equatable, CustomStringConvertible {
    /// A host, by name or IP address, and a port.
    case udp(host: String, port: UInt16)
    /// A Unix socket that takes datagrams.
    case unixDatagram(path: FilePath)
    /// A Unix socket that takes a stream of datagrams, each preceded by its length.
    case unixStream(path: FilePath)

    /// The default port of servers.
    public static let defaultPort: UInt16 = 8_125

    /// Parses an address as in `DD_DOGSTATSD_URL`; without a scheme it is a host with or without a port.
    ///
    /// - Throws: `DogStatsDAddressError` with what was expected.
    public init(_ text: String) throws(DogStatsDAddressError) {
        try self.init(bytes: Array(text.utf8))
    }

    /// Parses an address whose path need not be UTF-8.
    ///
    /// - Throws: `DogStatsDAddressError` with what was expected.
    public init(bytes: [UInt8]) throws(DogStatsDAddressError) {
        guard let (scheme, rest) = Self.splitScheme(bytes) else {
            self = try Self.host(String(decoding: bytes, as: UTF8.self))
            return
        }
        switch scheme {
        case "udp": self = try Self.host(String(decoding: rest, as: UTF8.self))
        case "unix", "unixgram": self = .unixDatagram(path: try Self.path(rest))
        case "unixstream": self = .unixStream(path: try Self.path(rest))
        default: throw DogStatsDAddressError("unknown scheme '\(scheme)': expected udp, unix, unixgram or unixstream")
        }
    }

    /// Makes the address of a host from the values of `DD_AGENT_HOST` and `DD_DOGSTATSD_PORT`: a name or an IP address
    /// without brackets, and a port.
    ///
    /// - Throws: `DogStatsDAddressError` with what was expected.
    public init(host: String, port: String? = nil) throws(DogStatsDAddressError) {
        guard Self.isHost(host) else { throw DogStatsDAddressError("expected a host name or an IP address") }
        let number = if let port { try Self.number(ofPort: port[...]) } else { Self.defaultPort }
        self = .udp(host: host, port: number)
    }

    /// The address as a URL.
    public var description: String {
        switch self {
        case .udp(let host, let port): host.contains(":") ? "udp://[\(host)]:\(port)" : "udp://\(host):\(port)"
        case .unixDatagram(let path): "unix://\(path)"
        case .unixStream(let path): "unixstream://\(path)"
        }
    }

    /// The limit that datagrams stay under, in bytes: what every network passes unfragmented, and the servers' buffer.
    var datagramLimit: Int {
        switch self {
        case .udp: 1_432
        case .unixDatagram, .unixStream: 8_192
        }
    }
}

extension DogStatsDAddress {
    private static func splitScheme(_ bytes: [UInt8]) -> (scheme: String, rest: [UInt8])? {
        let mark = Array("://".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { return nil }
        let scheme = String(decoding: bytes[..<place], as: UTF8.self)
        return (scheme.lowercased(), Array(bytes[(place + mark.count)...]))
    }

    /// Parses `host`, `host:port`, `[address]` or `[address]:port`.
    private static func host(_ text: String) throws(DogStatsDAddressError) -> DogStatsDAddress {
        let colon = text.lastIndex(of: ":")
        var host = text
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw expectedHost }
            host = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw expectedHost }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon {
            host = String(text[..<colon])
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else {
                throw DogStatsDAddressError("expected an IPv6 address in brackets, as in udp://[::1]:8125")
            }
        }
        guard isHost(host) else { throw expectedHost }
        let number = if let port { try number(ofPort: port) } else { defaultPort }
        return .udp(host: host, port: number)
    }

    private static var expectedHost: DogStatsDAddressError {
        DogStatsDAddressError("expected an address such as udp://127.0.0.1:8125 or unix:///run/dsd.socket")
    }

    /// Returns whether the text may be a host; the resolver decides the rest.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !isReserved($0) }
    }

    private static func isReserved(_ byte: UInt8) -> Bool { "/@?#[]\"\\".utf8.contains(byte) }

    /// Parses a port from 1 to 65535.
    private static func number(ofPort text: Substring) throws(DogStatsDAddressError) -> UInt16 {
        let isDecimal = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard isDecimal, let port = UInt16(text), port > 0 else {
            throw DogStatsDAddressError("expected a port from 1 to 65535, found '\(text)'")
        }
        return port
    }

    private static func path(_ bytes: [UInt8]) throws(DogStatsDAddressError) -> FilePath {
        let path = FilePath(bytes: bytes)
        guard path.isAbsolute, path != "/", !bytes.contains(0) else {
            throw DogStatsDAddressError("expected an absolute path after the scheme, as in unix:///run/dsd.socket")
        }
        guard bytes.count <= SocketAddress.maximumPathLength else {
            let limit = SocketAddress.maximumPathLength
            throw DogStatsDAddressError("expected a path of at most \(limit) bytes, found \(bytes.count)")
        }
        return path
    }
}
