#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Small files, read whole.
enum SystemFile {
    /// Returns the file's bytes.
    static func contents(of path: String) throws(SystemError) -> [UInt8] {
        let file = try retryingInterrupts("open") {
            // SAFETY: the path is a string, which ends in a zero byte as the call needs it.
            unsafe open(path, O_RDONLY | O_CLOEXEC)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try retryingInterrupts("read") {
                // SAFETY: the call writes at most as many bytes as the buffer has.
                unsafe buffer.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
            }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
