import Synchronization

/// A value behind a lock: a `Mutex` that ThreadSanitizer can follow.
///
/// A contended mutex is locked and unlocked inside the standard library, which is not instrumented. The sanitizer would
/// see two threads access one value with nothing to order them, so the order is announced to it. In other builds the
/// two calls do nothing.
package struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    /// The address that identifies the lock to the sanitizer: taking the value's own address would count as an access.
    private let order = Order()

    /// Puts `value` behind a lock.
    package init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Passes the value to `body`, which has exclusive access to it.
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
