#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Hands datagrams to the system, which takes them at once or not at all.
///
/// What it does not take is dropped and counted: nothing is sent later, and nothing waits.
struct DatagramChannel: ~Copyable {
    private let framing: SocketKind
    /// All that the server's name stands for, in the order to try them; `nil` until that is known.
    private var addresses: [SocketAddress]?
    private var index = 0
    private var socket: ConnectedSocket?
    /// The last datagram sent over the network, until the next one: the answer that nobody listens may come for it.
    private var unconfirmed: [UInt8]?
    private(set) var sent = 0
    private(set) var dropped = 0

    /// A channel to an address; to a host that has a name only once `resolve(to:)` has been called.
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

    /// Whether it is known where to send to.
    var isResolved: Bool { addresses != nil }

    /// Takes over what the name stands for; nothing at all if nobody knows it.
    mutating func resolve(to addresses: [SocketAddress]) {
        self.addresses = addresses
    }

    mutating func send(_ datagram: [UInt8]) {
        settle()
        unconfirmed = nil
        deliver(datagram)
    }

    /// Gives up on a datagram that has not been sent.
    mutating func drop() {
        dropped += 1
    }

    /// Looks whether the last datagram has come to nobody; sends it to the next address then, if there is one.
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
        // A server that was started anew has another socket: the first error may be the old one's.
        for _ in 0..<2 {
            do throws(SystemError) {
                guard try transmit(datagram) else { break }
                sent += 1
                return
            } catch {
                // A full buffer says nothing against the socket.
                if [EAGAIN, ENOBUFS, EMSGSIZE].contains(error.code) { break }
                socket = nil
            }
        }
        drop()
    }

    /// Returns whether all of it has been taken.
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

    /// The length as the protocol's streams have it: 32 bits, the lowest byte first.
    private static func lengthPrefix(of datagram: [UInt8]) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: datagram.count >> (8 * $0)) }
    }
}
