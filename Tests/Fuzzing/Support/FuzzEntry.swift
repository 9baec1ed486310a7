import Glibc

/// The target that SLUICE_FUZZ_TARGET names, made with the first input.
private nonisolated(unsafe) let target: any FuzzTarget = {
    // SAFETY: the environment is not changed; the name is copied at once.
    let name = unsafe getenv("SLUICE_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let make = FuzzTargets.all[name] else {
        fatalError("SLUICE_FUZZ_TARGET must be one of \(FuzzTargets.all.keys.sorted())")
    }
    return make()
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func runOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // SAFETY: libFuzzer's bytes stay in place until this returns. The copy is as long as they are, so that a reading
    // past its end is one past the end of the memory.
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    unsafe target.run(FuzzInput(bytes))
    return 0
}
