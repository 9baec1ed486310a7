import CSluiceKernels
import Testing

@testable import Sluice

@Suite("Sets of kernels")
struct KernelSetTests {
    @Test("scalar ones are always there, and the one in use is among those there are")
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

    @Test("are found by name, and nothing else is")
    func names() {
        for name in KernelSet.available {
            // SAFETY: the pointer is to a set, which lives as long as the process.
            #expect(unsafe sluice_kernels_named(name).map { unsafe String(cString: $0.pointee.name) } == name)
        }
        for name in ["", "AVX2", "avx", "avx2 "] { #expect(unsafe sluice_kernels_named(name) == nil) }
    }
}
