#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension InputSource {
    /// Opens the input; a compressed one gives its text, and rejects give their records.
    ///
    /// A small file is read into a block of `pool`, if there is one.
    ///
    /// - Throws: `InputError` if it is missing, unreadable or a directory, or if no library can decompress it.
    func open(
        cancellation: Cancellation,
        libraries: DecompressionLibraries = .system,
        pool: TextBlockPool? = nil
    ) throws(InputError) -> any ByteSource {
        let source = try openDecompressed(cancellation, libraries, pool)
        return isReplay ? ReplaySource(source, name: nameInMessages) : source
    }

    private func openDecompressed(
        _ cancellation: Cancellation,
        _ libraries: DecompressionLibraries,
        _ pool: TextBlockPool?
    ) throws(InputError) -> any ByteSource {
        let source = try openAsItIs(cancellation, pool)
        let head = try source.window(at: 0, count: Compression.magicLength)
        guard let compression = Compression(head.span) else { return source }
        return try CompressedSource(source, compression, name: nameInMessages, libraries: libraries)
    }

    private func openAsItIs(
        _ cancellation: Cancellation,
        _ pool: TextBlockPool?
    ) throws(InputError) -> any ByteSource {
        switch self {
        case .standardInput:
            guard let identity = try identity() else {
                return PipeSource(descriptor: STDIN_FILENO, name: nameInMessages, cancellation: cancellation)
            }
            // A duplicate, as the source closes its descriptor.
            return FileSource(descriptor: dup(STDIN_FILENO), identity: identity, name: nameInMessages)
        case .file(let path), .rejects(let path):
            let name = nameInMessages
            let descriptor = try Self.openForReading(path, name)
            let identity = try FileIdentity(descriptor: descriptor.rawValue, name: name)
            try Self.refuseDirectory(identity, name)
            guard identity.isRegular else {
                return PipeSource(descriptor: descriptor.release(), name: name, cancellation: cancellation)
            }
            if let pool, identity.size <= SmallFileSource.maximumSize {
                return try SmallFileSource(descriptor, identity, name: name, pool)
            }
            return FileSource(descriptor: descriptor.release(), identity: identity, name: name)
        case .bytes(let bytes, _): return ArraySource(bytes)
        case .directory: throw InputError(message: "\(nameInMessages): expected a file, found a directory")
        }
    }

    /// The path of a file.
    var filePath: FilePath? {
        switch self {
        case .file(let path), .rejects(let path): path
        case .directory, .standardInput, .bytes: nil
        }
    }

    /// Throws if the input is a file that is missing, or that the process may not read.
    func checkReadable() throws(InputError) {
        guard let path = filePath else { return }
        do throws(SystemError) {
            try path.checkReadable()
        } catch {
            throw InputError(unopened: nameInMessages, error)
        }
    }

    /// Returns the identity of a regular file that is read from its beginning; `nil` for any other input.
    ///
    /// - Throws: `InputError` if it is missing or a directory.
    func identity() throws(InputError) -> FileIdentity? {
        let identity: FileIdentity
        switch self {
        case .bytes, .directory: return nil
        case .standardInput:
            identity = try FileIdentity(descriptor: STDIN_FILENO, name: nameInMessages)
            // A file that another process has partly read is read on from its position, like a pipe.
            guard identity.isRegular, lseek(STDIN_FILENO, 0, SEEK_CUR) == 0 else {
                try Self.refuseDirectory(identity, nameInMessages)
                return nil
            }
        case .file(let path), .rejects(let path):
            do throws(SystemError) {
                identity = try FileIdentity(path: path)
            } catch {
                throw InputError(unopened: nameInMessages, error)
            }
            try Self.refuseDirectory(identity, nameInMessages)
        }
        return identity.isRegular ? identity : nil
    }

    /// Opens a file without waiting: a pipe may have no writer yet, and its source waits for that.
    private static func openForReading(_ path: FilePath, _ name: String) throws(InputError) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(path: path, flags: O_RDONLY | O_NONBLOCK)
        } catch {
            throw InputError(unopened: name, error)
        }
    }

    private static func refuseDirectory(_ identity: FileIdentity, _ name: String) throws(InputError) {
        guard !identity.isDirectory else {
            throw InputError(message: "\(name): expected a file, found a directory")
        }
    }
}

extension InputError {
    /// The error of an input that cannot be opened because of `error`.
    init(unopened name: String, _ error: SystemError) {
        switch error.code {
        case ENOENT: self.init(message: "\(name): no such file")
        default: self.init(message: "cannot open \(name): \(error)", isTransient: error.isTransient)
        }
    }
}
