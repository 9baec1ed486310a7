#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A system call that failed, with the operating system's words for it.
struct SystemError: Error, CustomStringConvertible {
    let call: StaticString
    let code: Int32

    /// The error of the call that has just returned. Read at once: the next call may change it.
    init(_ call: StaticString) {
        self.call = call
        code = errno
    }

    var description: String {
        // SAFETY: the text is the C library's own, and copied before any other call.
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

/// Calls `body` until it is not interrupted by a signal, and throws what it failed with.
@discardableResult
func retryingInterrupts<T: SignedInteger>(_ call: StaticString, _ body: () -> T) throws(SystemError) -> T {
    while true {
        let result = body()
        if result >= 0 { return result }
        guard errno == EINTR else { throw SystemError(call) }
    }
}
