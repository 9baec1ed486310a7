#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A socket connected to one peer, which never blocks, neither to connect nor to send, and raises no SIGPIPE.
struct ConnectedSocket: ~Copyable {
    private let descriptor: Descriptor

    /// Connects to `address`, if that is possible without waiting.
    init(to address: SocketAddress, kind: SocketKind) throws(SystemError) {
        descriptor = Descriptor(adopting: try Self.connected(to: address, kind))
    }

    private static func connected(to address: SocketAddress, _ kind: SocketKind) throws(SystemError) -> Int32 {
        let number = try retryingInterrupts("socket") { openSocket(address.family, kind.rawValue, 0) }
        do throws(SystemError) {
            try retryingInterrupts("fcntl") { fcntl(number, F_SETFD, FD_CLOEXEC) }
            try retryingInterrupts("fcntl") { fcntl(number, F_SETFL, O_NONBLOCK) }
            #if canImport(Darwin)
                var isOn: Int32 = 1
                // SAFETY: the call reads one number of the given size.
                _ = unsafe setsockopt(number, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
            #endif
            // SAFETY: the bytes are one of the structs that the call distinguishes by their first field, and outlive
            // it.
            try retryingInterrupts("connect") {
                unsafe address.bytes.withUnsafeBytes { bytes in
                    unsafe connectSocket(number, bytes.baseAddress, socklen_t(bytes.count))
                }
            }
            return number
        } catch {
            close(number)
            throw error
        }
    }

    /// Sends as many of `bytes` as the system takes at once, and returns how many these are.
    func send(_ bytes: [UInt8]) throws(SystemError) -> Int {
        #if canImport(Darwin)
            let flags = Int32(MSG_DONTWAIT)
        #else
            let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        #endif
        let number = descriptor.rawValue
        // SAFETY: the call reads the buffer's `count` bytes.
        return try retryingInterrupts("send") {
            unsafe bytes.withUnsafeBytes { unsafe sendBytes(number, $0.baseAddress, $0.count, flags) }
        }
    }

    /// Returns whether the network has reported that no server listens there, and clears that.
    func takeRefusal() -> Bool {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: the call fills one number of the given size.
        let result = unsafe getsockopt(descriptor.rawValue, SOL_SOCKET, SO_ERROR, &code, &size)
        return result == 0 && code == ECONNREFUSED
    }
}

// The initializer and the methods of the same names hide the calls.
private func openSocket(_ family: Int32, _ kind: Int32, _ proto: Int32) -> Int32 { socket(family, kind, proto) }

@unsafe
private func connectSocket(_ descriptor: Int32, _ address: UnsafeRawPointer?, _ size: socklen_t) -> Int32 {
    // SAFETY: the caller's promise.
    unsafe connect(descriptor, address?.assumingMemoryBound(to: sockaddr.self), size)
}

@unsafe
private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    // SAFETY: the caller's promise.
    unsafe send(descriptor, bytes, count, flags)
}
