import CSluiceKernels
import Testing

@testable import Sluice

@Suite("Sets of kernels")
struct KernelSetTests {
    @Test("the scalar set is always available, and the set in use is one of those available")
    func available() {
        #expect(KernelSet.available.first == "scalar")
        #expect(KernelSet.available.contains(KernelSet.active))
        #expect(Set(KernelSet.available).count == KernelSet.available.count)
        #if arch(x86_64)
            #expect(KernelSet.available.contains("sse2"))
        #elseif arch(arm64)
            #expect(KernelSet.available == ["scalar", "neon"])
        #endif
    }

    @Test("are found by name, and no other name is")
    func names() {
        for name in KernelSet.available {
            // SAFETY: the pointer is to a set, which lives as long as the process.
            #expect(unsafe sluice_kernels_named(name).map { unsafe String(cString: $0.pointee.name) } == name)
        }
        for name in ["", "AVX2", "avx", "avx2 "] { #expect(unsafe sluice_kernels_named(name) == nil) }
    }
}
