#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A failed system call, described in the operating system's words.
package struct SystemError: Error, CustomStringConvertible {
    /// The name of the call.
    package let call: StaticString
    /// The value of `errno`.
    package let code: Int32

    /// The error of the call that has just returned.
    ///
    /// To be created at once: the next call may change `errno`.
    package init(_ call: StaticString) {
        self.call = call
        code = errno
    }

    /// An error of `call` with the given code.
    init(_ call: StaticString, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Whether the failure is transient: the same call may succeed a little later.
    var isTransient: Bool {
        let codes: [Int32] = [
            EIO, ENOSPC, EDQUOT, EAGAIN, EINTR, EBUSY, ENOMEM, ENOBUFS, EMFILE, ENFILE, ETIMEDOUT, ESTALE, ENETDOWN,
            ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ECONNRESET,
        ]
        return codes.contains(code)
    }

    /// Whether another process holds the lock.
    var isWouldBlock: Bool { code == EWOULDBLOCK }

    /// Whether the reader of a pipe or a socket has closed it.
    var isReaderGone: Bool { code == EPIPE }

    /// Whether the file does not exist.
    var isMissing: Bool { code == ENOENT }

    package var description: String {
        // SAFETY: the text belongs to the C library, and is copied before any other call.
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

/// Calls `body` until it is not interrupted by a signal; throws the error if it fails.
@discardableResult
package func retryingInterrupts<T: SignedInteger>(
    _ call: StaticString,
    _ body: () -> T
) throws(SystemError) -> T {
    while true {
        let result = body()
        if result >= 0 { return result }
        guard errno == EINTR else { throw SystemError(call) }
    }
}
