import CSluiceKernels

/// The kernels behind run-time dispatch: one set for each instruction set, of which one is in use.
///
/// The environment variable `SLUICE_KERNEL` names the set to use; it is read once, before the program begins. Without
/// it, or where it names a set that is not available, the widest one that the processor has is used.
package enum KernelSet {
    /// The names of the sets that this processor can run, the widest last.
    package static var available: [String] {
        // SAFETY: every index is below the count; names are literals, which end in a zero byte.
        (0..<sluice_kernel_set_count()).map { unsafe String(cString: sluice_kernel_set_at($0).pointee.name) }
    }

    /// The name of the set in use.
    package static var active: String {
        // SAFETY: as above.
        unsafe String(cString: sluice_active_kernels_name())
    }

    /// Whether the set in use is the one that `SLUICE_KERNEL` names, if it names any.
    package static var isAsRequested: Bool { sluice_kernel_request_is_met() != 0 }
}
