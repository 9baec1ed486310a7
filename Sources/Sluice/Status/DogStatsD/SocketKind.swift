#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The kind of a socket.
enum SocketKind: Sendable {
    case datagram
    case stream

    /// The system's constant, whose type differs between C libraries.
    var rawValue: Int32 {
        switch self {
        #if canImport(Glibc)
            case .datagram: Int32(SOCK_DGRAM.rawValue)
            case .stream: Int32(SOCK_STREAM.rawValue)
        #else
            case .datagram: SOCK_DGRAM
            case .stream: SOCK_STREAM
        #endif
        }
    }
}
