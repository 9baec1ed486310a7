import CSluiceKernels

/// The kernels chosen at run time: one set for each instruction set, one of which is in use.
///
/// The environment variable `SLUICE_KERNEL` names the set to use; it is read once, before `main`. Without it, or if it
/// names a set that is not available, the widest set that the processor supports is used.
package enum KernelSet {
    /// The names of the sets that this processor supports, the widest last.
    package static var available: [String] {
        // SAFETY: every index is below the count; names are literals, which end in a zero byte.
        (0..<sluice_kernel_set_count()).map { unsafe String(cString: sluice_kernel_set_at($0).pointee.name) }
    }

    /// The name of the set in use.
    package static var active: String {
        // SAFETY: as above.
        unsafe String(cString: sluice_active_kernels_name())
    }

    /// Whether the set in use is the one that `SLUICE_KERNEL` names; true if it names none.
    package static var isAsRequested: Bool { sluice_kernel_request_is_met() != 0 }
}
