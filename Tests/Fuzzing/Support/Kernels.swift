@unsafe @preconcurrency import CSluiceKernels

/// The sets of vector instructions that this processor has.
enum Kernels {
    static let count = sluice_kernel_set_count()

    /// Has the library use one of the sets.
    static func use(_ index: Int) {
        // SAFETY: the index is below the count; one thread is all that a fuzzer has.
        unsafe sluice_active_kernels = sluice_kernel_set_at(index % count)
    }
}
