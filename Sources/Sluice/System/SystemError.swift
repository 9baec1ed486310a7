#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A system call that failed, with the operating system's words for it.
package struct SystemError: Error, CustomStringConvertible {
    package let call: StaticString
    package let code: Int32

    /// The error of the call that has just returned.
    ///
    /// Read at once: the next call may change it.
    package init(_ call: StaticString) {
        self.call = call
        code = errno
    }

    /// The error that `call` would have had.
    init(_ call: StaticString, code: Int32) {
        self.call = call
        self.code = code
    }

    /// Whether the same call may succeed a little later: what was lacking may be there again, and what was lost too.
    var isTransient: Bool {
        let codes: [Int32] = [
            EIO, ENOSPC, EDQUOT, EAGAIN, EINTR, EBUSY, ENOMEM, ENOBUFS, EMFILE, ENFILE, ETIMEDOUT, ESTALE, ENETDOWN,
            ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ECONNRESET,
        ]
        return codes.contains(code)
    }

    /// Whether another process has what was asked for.
    var isWouldBlock: Bool { code == EWOULDBLOCK }

    /// Whether there is no such file.
    var isMissing: Bool { code == ENOENT }

    package var description: String {
        // SAFETY: the text is the C library's own, and copied before any other call.
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

/// Calls `body` until it is not interrupted by a signal, and throws what it failed with.
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
