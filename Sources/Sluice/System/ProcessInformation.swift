#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the operating system reports about this process.
public enum ProcessInformation {
    /// The number of processors that are online, at least 1.
    public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The peak resident memory of this program, in bytes; 0 if the system does not report it.
    public static var peakMemoryBytes: Int {
        #if os(Linux)
            // `getrusage` would include the peak of the program that this process ran before `exec`.
            if let peak = highWaterMark { return peak }
        #endif
        var usage = rusage()
        // RUSAGE_SELF, which each platform imports as a different type.
        let thisProcess: Int32 = 0
        // SAFETY: the call fills the struct it is given.
        guard unsafe getrusage(thisProcess, &usage) == 0 else { return 0 }
        #if canImport(Darwin)
            return usage.ru_maxrss
        #else
            return usage.ru_maxrss * 1_024
        #endif
    }

    /// The peak from `/proc/self/status`, in bytes: `VmHWM:     12345 kB`.
    private static var highWaterMark: Int? {
        // SAFETY: the path is a constant.
        let file = unsafe open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        // SAFETY: the call fills no more than the buffer it is given.
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        let lines = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).split(separator: "\n")
        let fields = lines.first { $0.hasPrefix("VmHWM:") }?.split { $0 == " " || $0 == "\t" }
        guard let fields, fields.count == 3, let kibibytes = Int(fields[1]) else { return nil }
        return kibibytes * 1_024
    }
}
