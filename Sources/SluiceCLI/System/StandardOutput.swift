import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Standard output, for data and reports only; every failure to write is reported.
enum StandardOutput {
    /// Why nothing more can be written.
    enum Failure: Error {
        /// The reader has closed the pipe, which is not an error.
        case readerGone
        case system(SystemError)
    }

    static func write(_ text: String) throws(Failure) {
        try write(Array(text.utf8))
    }

    static func write(_ bytes: [UInt8]) throws(Failure) {
        do throws(SystemError) {
            try FileDescriptor.standardOutput.write(bytes)
        } catch {
            throw error.code == EPIPE ? .readerGone : .system(error)
        }
    }
}
