#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The rejects of a run that writes to a stream.
extension RejectWriter {
    /// How long an open waits for the reader of a pipe before it tries again, in microseconds.
    private static let pause: UInt32 = 20_000

    /// Opens the file at `path`, which is created unless it is there and empty, or a pipe or device.
    ///
    /// - Throws: `IngestionError` of kind `usage` if it has content or is the output, of kind `output` if it cannot be
    ///   opened.
    static func opened(at path: FilePath, for request: StreamRequest) throws(IngestionError) -> RejectWriter {
        let reason: String
        do throws(SystemError) {
            let file = try open(path, request)
            let identity = try FileIdentity(descriptor: file.rawValue)
            guard let refusal = try refusal(identity, request) else {
                return try RejectWriter(to: file, isRegular: identity.isRegular)
            }
            reason = refusal
        } catch {
            throw failure(error, path)
        }
        throw IngestionError(.usage, "\(path.shown) \(reason)")
    }

    /// The error of a file for rejects that cannot be written.
    static func failure(_ error: SystemError, _ path: FilePath) -> IngestionError {
        IngestionError(.output, "cannot write the rejects to \(path.shown): \(error)", isTransient: error.isTransient)
    }

    private static func open(_ path: FilePath, _ request: StreamRequest) throws(SystemError) -> Descriptor {
        // The file that standard error is is not opened again: what is written there would be overwritten.
        if let existing = status(of: path), let errors = status(ofDescriptor: STDERR_FILENO), existing.kind == .regular,
            existing.isSameFile(as: errors)
        {
            return Descriptor(adopting: try retryingInterrupts("dup") { fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0) })
        }
        do throws(SystemError) {
            return try Descriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        } catch {
            guard error.code == EEXIST else { throw error }
        }
        while true {
            do throws(SystemError) {
                let file = try Descriptor(path: path, flags: O_WRONLY | O_NONBLOCK)
                let descriptor = file.rawValue
                try retryingInterrupts("fcntl") { fcntl(descriptor, F_SETFL, O_WRONLY) }
                return file
            } catch {
                // A pipe that has no reader yet.
                guard error.code == ENXIO, status(of: path)?.kind == .other, !request.cancellation.isRequested else {
                    throw error
                }
                usleep(pause)
            }
        }
    }

    /// Why the open file is refused; `nil` if it may be written.
    private static func refusal(_ identity: FileIdentity, _ request: StreamRequest) throws(SystemError) -> String? {
        let output = try FileIdentity(descriptor: request.descriptor)
        let isSame = (output.device, output.inode) == (identity.device, identity.inode)
        if isSame, !identity.isDevice { return "is the output: the rejects need a file of their own" }
        let errors = try? FileIdentity(descriptor: STDERR_FILENO)
        let isErrors = errors.map { ($0.device, $0.inode) == (identity.device, identity.inode) } ?? false
        guard identity.isRegular, identity.size > 0, !isErrors else { return nil }
        return "exists and is not empty: name another file for the rejects"
    }

    private static func status(of path: FilePath) -> FileStatus? {
        path.withCString { path in
            var status = stat()
            // SAFETY: the call fills the struct it is given; the path is a C string.
            return unsafe stat(path, &status) == 0 ? FileStatus(status) : nil
        }
    }

    private static func status(ofDescriptor descriptor: Int32) -> FileStatus? {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        return unsafe fstat(descriptor, &status) == 0 ? FileStatus(status) : nil
    }
}

extension FileIdentity {
    /// Whether it is a device, such as a terminal or `/dev/null`.
    fileprivate var isDevice: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFCHR) }
}
