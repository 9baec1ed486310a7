#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The address of a socket as the system's calls take it: the bytes of one of the `sockaddr` structs.
struct SocketAddress: Sendable, Equatable {
    let bytes: [UInt8]
    /// `AF_INET`, `AF_INET6` or `AF_UNIX`.
    let family: Int32

    /// The longest path of a Unix socket in bytes, without the terminating zero.
    static let maximumPathLength = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// The address of a Unix socket; `path` has at most `maximumPathLength` bytes.
    init(path: FilePath) {
        var address = sockaddr_un()
        #if canImport(Darwin)
            address.sun_len = UInt8(MemoryLayout<sockaddr_un>.size)
        #endif
        address.sun_family = sa_family_t(AF_UNIX)
        let text = path.bytes.prefix(Self.maximumPathLength)
        // SAFETY: no more bytes are copied than the field has, and the rest of it stays zero.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in unsafe field.copyBytes(from: text) }
        // SAFETY: all of the struct's bytes are initialised above, and copied.
        bytes = unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
        family = AF_UNIX
    }

    private init(bytes: [UInt8], family: Int32) {
        self.bytes = bytes
        self.family = family
    }

    /// Returns the address of a host given as an IP address; `nil` for a host name.
    ///
    /// Never blocks.
    static func numeric(host: String, port: UInt16) -> [SocketAddress]? {
        let addresses = lookUp(host, port, flags: AI_NUMERICHOST | AI_NUMERICSERV)
        return addresses.isEmpty ? nil : addresses
    }

    /// Returns the addresses of a host; none if it is unknown.
    ///
    /// May wait for the network.
    static func resolve(host: String, port: UInt16) -> [SocketAddress] {
        lookUp(host, port, flags: AI_NUMERICSERV)
    }

    private static func lookUp(_ host: String, _ port: UInt16, flags: Int32) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        // SAFETY: these fields are plain numbers; the struct's pointers stay empty.
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = SocketKind.datagram.rawValue
        unsafe hints.ai_flags = flags
        var first: UnsafeMutablePointer<addrinfo>?
        // SAFETY: the call reads the strings and the hints, and fills `first`, which is freed below.
        guard unsafe getaddrinfo(host, String(port), &hints, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            // SAFETY: the entries are valid until they are freed; each address has the length given with it.
            let bytes = unsafe Array(
                UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: Int(entry.pointee.ai_addrlen))
            )
            addresses.append(SocketAddress(bytes: bytes, family: unsafe entry.pointee.ai_family))
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }
}
