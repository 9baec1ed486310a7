import CSluiceKernels

/// Announces to ThreadSanitizer an order between threads that it cannot see, such as one made by a continuation; does
/// nothing in other builds.
enum HappensBefore {
    /// Everything done so far happens before what another thread does after `received(from:)`.
    static func handedOver(by object: AnyObject) {
        // SAFETY: only the address is used.
        unsafe sluice_tsan_release(Unmanaged.passUnretained(object).toOpaque())
    }

    /// Everything done before `handedOver(by:)` with the same object happens before what is done from now on.
    static func received(from object: AnyObject) {
        // SAFETY: only the address is used.
        unsafe sluice_tsan_acquire(Unmanaged.passUnretained(object).toOpaque())
    }
}
