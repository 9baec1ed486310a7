#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An open file or directory that closes itself.
struct Descriptor: ~Copyable {
    let rawValue: Int32

    /// Opens a directory by its path.
    init(directory path: FilePath) throws(SystemError) {
        try self.init(path: path, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Opens a file or a directory by its path.
    init(path: FilePath, flags: Int32, mode: mode_t = 0) throws(SystemError) {
        rawValue = try path.withCString { (path) throws(SystemError) in
            // SAFETY: the path is a C string.
            try retryingInterrupts("open") { unsafe openFile(path, flags | O_CLOEXEC, mode) }
        }
    }

    /// Opens a file in this directory; symbolic links are not followed.
    init(in directory: borrowing Descriptor, name: some PathName, flags: Int32, mode: mode_t = 0o600)
        throws(SystemError)
    {
        let parent = directory.rawValue
        rawValue = try name.filePath.withCString { (name) throws(SystemError) in
            // SAFETY: the name is a C string.
            try retryingInterrupts("openat") { unsafe openFileAt(parent, name, flags | O_NOFOLLOW | O_CLOEXEC, mode) }
        }
    }

    /// Takes ownership of an open descriptor.
    init(adopting rawValue: Int32) {
        self.rawValue = rawValue
    }

    deinit { _ = sysClose(rawValue) }

    /// Writes all the bytes.
    func write(_ bytes: Span<UInt8>) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            // SAFETY: the rest of the span, which is alive for the length of the call.
            written += try retryingInterrupts("write") {
                unsafe bytes.withUnsafeBytes { buffer in
                    unsafe sysWrite(rawValue, buffer.baseAddress.unsafelyUnwrapped + written, buffer.count - written)
                }
            }
        }
    }

    /// Waits until the content is on the device.
    ///
    /// A failure is final: data that was not written may be lost without another report. An interrupted sync has not
    /// failed.
    func sync() throws(SystemError) { try retryingInterrupts("fsync") { fsync(rawValue) } }

    /// Sets the permissions.
    func setMode(_ mode: mode_t) throws(SystemError) { try retryingInterrupts("fchmod") { fchmod(rawValue, mode) } }

    /// Sets the owner and the group.
    func setOwner(_ owner: uid_t, _ group: gid_t) throws(SystemError) {
        try retryingInterrupts("fchown") { fchown(rawValue, owner, group) }
    }

    /// Gives up the descriptor, which the caller closes.
    consuming func release() -> Int32 {
        let rawValue = rawValue
        discard self
        return rawValue
    }

    /// Closes the descriptor; some file systems report a failed write only here.
    consuming func close() throws(SystemError) {
        let result = sysClose(rawValue)
        let error = SystemError("close")
        discard self
        // An interrupted close has closed the descriptor all the same.
        guard result == 0 || error.code == EINTR else { throw error }
    }
}

private func sysClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

@unsafe
private func sysWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}

@unsafe
private func openFile(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    unsafe open(path, flags, mode)
}

@unsafe
private func openFileAt(_ parent: Int32, _ name: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    unsafe openat(parent, name, flags, mode)
}
