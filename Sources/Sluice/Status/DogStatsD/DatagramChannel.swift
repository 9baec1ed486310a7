#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Passes datagrams to the system, which takes them at once or not at all.
///
/// What it does not take is dropped and counted: nothing is queued, and nothing waits.
struct DatagramChannel: ~Copyable {
    private let framing: SocketKind
    /// The addresses of the server's name, in the order to try them; `nil` until the name is resolved.
    private var addresses: [SocketAddress]?
    private var index = 0
    private var socket: ConnectedSocket?
    /// The last datagram sent over the network: until the next one, the network may report that no server listens.
    private var unconfirmed: [UInt8]?
    private(set) var sent = 0
    private(set) var dropped = 0

    /// A channel to an address; a host given by name needs a call of `resolve(to:)` first.
    init(to address: DogStatsDAddress) {
        switch address {
        case .udp(let host, let port):
            framing = .datagram
            addresses = SocketAddress.numeric(host: host, port: port)
        case .unixDatagram(let path):
            framing = .datagram
            addresses = [SocketAddress(path: path)]
        case .unixStream(let path):
            framing = .stream
            addresses = [SocketAddress(path: path)]
        }
    }

    /// Whether the address is known.
    var isResolved: Bool { addresses != nil }

    /// Sets the addresses of the name; none if it is unknown.
    mutating func resolve(to addresses: [SocketAddress]) {
        self.addresses = addresses
    }

    mutating func send(_ datagram: [UInt8]) {
        settle()
        unconfirmed = nil
        deliver(datagram)
    }

    /// Counts a datagram that was not sent.
    mutating func drop() {
        dropped += 1
    }

    /// Checks whether the last datagram was refused; if so, sends it to the next address, if there is one.
    mutating func settle() {
        while let refused = unconfirmed, socket?.takeRefusal() == true {
            unconfirmed = nil
            sent -= 1
            socket = nil
            guard index + 1 < addresses?.count ?? 0 else {
                index = 0
                return drop()
            }
            index += 1
            deliver(refused)
        }
    }

    private mutating func deliver(_ datagram: [UInt8]) {
        // A restarted server has a new socket: the first error may be from the old one.
        for _ in 0..<2 {
            do throws(SystemError) {
                guard try transmit(datagram) else { break }
                sent += 1
                return
            } catch {
                // A full buffer does not mean that the socket is broken.
                if [EAGAIN, ENOBUFS, EMSGSIZE].contains(error.code) { break }
                socket = nil
            }
        }
        drop()
    }

    /// Returns whether the system has taken all of it.
    private mutating func transmit(_ datagram: [UInt8]) throws(SystemError) -> Bool {
        guard let addresses, index < addresses.count else { return false }
        let address = addresses[index]
        if socket == nil { socket = try ConnectedSocket(to: address, kind: framing) }
        let frame = framing == .stream ? Self.lengthPrefix(of: datagram) + datagram : datagram
        guard let count = try socket?.send(frame) else { return false }
        guard count == frame.count else {
            // The peer waits for the rest of a frame that will not come.
            socket = nil
            return false
        }
        if address.family != AF_UNIX { unconfirmed = datagram }
        return true
    }

    /// The length prefix of the protocol's streams: 32 bits, little-endian.
    private static func lengthPrefix(of datagram: [UInt8]) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: datagram.count >> (8 * $0)) }
    }
}
