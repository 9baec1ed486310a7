import CSluiceKernels
import Synchronization

/// A value behind a lock: a `Mutex` that ThreadSanitizer can follow.
///
/// A mutex for which threads wait is locked and unlocked inside the standard library, which is not instrumented. The
/// sanitizer would see two threads at one value and nothing that orders them, so it is told of the order. In other
/// builds the two calls do nothing.
package struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    /// What the sanitizer knows the lock by: to name the value's own address would be an access to it.
    private let order = Order()

    /// Puts `value` behind a lock.
    package init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Lends the value to `body`, which is alone with it.
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { (value: inout sending Value) throws(Failure) -> sending Result in
            HappensBefore.received(from: order)
            defer { HappensBefore.handedOver(by: order) }
            return try body(&value)
        }
    }

    private final class Order: Sendable {}
}

/// An order between threads that comes from the language's own means, such as a continuation, and that ThreadSanitizer
/// does not see; in other builds nothing.
enum HappensBefore {
    /// What has been done by now comes before what another thread does behind `received(from:)`.
    static func handedOver(by object: AnyObject) {
        // SAFETY: only the address is used.
        unsafe sluice_tsan_release(Unmanaged.passUnretained(object).toOpaque())
    }

    /// What was done before `handedOver(by:)` of the same object comes before what is done from now on.
    static func received(from object: AnyObject) {
        // SAFETY: only the address is used.
        unsafe sluice_tsan_acquire(Unmanaged.passUnretained(object).toOpaque())
    }
}
