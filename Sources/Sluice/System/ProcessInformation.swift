#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the operating system knows about this process.
public enum ProcessInformation {
    /// The processors that are online, at least 1.
    public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The most memory that this process has had resident, in bytes.
    public static var peakMemoryBytes: Int {
        var usage = rusage()
        // RUSAGE_SELF, which is imported as a different type on every platform.
        let thisProcess: Int32 = 0
        // SAFETY: the call fills the struct it is given.
        guard unsafe getrusage(thisProcess, &usage) == 0 else { return 0 }
        #if canImport(Darwin)
            return usage.ru_maxrss
        #else
            return usage.ru_maxrss * 1_024
        #endif
    }
}
