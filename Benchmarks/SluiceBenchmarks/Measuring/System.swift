#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the benchmarks ask of the system.
enum System {
    /// Runs a program to its end; `words` are its name and its arguments.
    static func spawn(_ words: [String]) throws {
        // SAFETY: the copies live until the program has ended; the list ends with nil as execve demands.
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var process = pid_t()
        guard unsafe posix_spawnp(&process, words[0], nil, nil, arguments, environ) == 0 else {
            throw BenchmarkError("cannot run \(words[0])")
        }
        var status: Int32 = 0
        guard unsafe waitpid(process, &status, 0) == process, status == 0 else {
            throw BenchmarkError("\(words.joined(separator: " ")) has failed")
        }
    }

    /// Makes the process's peak memory what it has resident now.
    ///
    /// Only Linux can; elsewhere a peak is that of all stages before as well.
    static func resetPeakMemory() {
        guard let file = try? OutputFile(opening: "/proc/self/clear_refs") else { return }
        try? file.write(Array("5".utf8))
    }

    /// Writes a line to standard output at once.
    static func printLine(_ line: String) throws { try write(Array((line + "\n").utf8), to: STDOUT_FILENO) }

    /// Ends the process with a message.
    static func exit(with message: String) -> Never {
        try? write(Array((message + "\n").utf8), to: STDERR_FILENO)
        #if canImport(Darwin)
            Darwin.exit(1)
        #elseif canImport(Musl)
            Musl.exit(1)
        #else
            Glibc.exit(1)
        #endif
    }

    fileprivate static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            // SAFETY: the pointer and the count are those of one buffer, used inside the closure only.
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0) }
            guard count > 0 else { throw BenchmarkError("cannot write") }
            rest = rest.dropFirst(count)
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}

/// A file that bytes are written to.
struct OutputFile: ~Copyable {
    private let descriptor: Int32

    init(creating path: String) throws {
        try self.init(path, flags: O_WRONLY | O_CREAT | O_TRUNC)
    }

    init(opening path: String) throws {
        try self.init(path, flags: O_WRONLY)
    }

    private init(_ path: String, flags: Int32) throws {
        let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchmarkError("cannot open \(path)") }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws { try System.write(bytes, to: descriptor) }
}

/// A new directory for inputs and outputs, under `TMPDIR`.
struct ScratchDirectory: Sendable {
    let path: String

    init() throws {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array((parent + "/sluice-benchmarks-XXXXXX").utf8CString)
        // SAFETY: the template ends with a zero, and is written in place.
        guard unsafe mkdtemp(&template) != nil else { throw BenchmarkError("cannot make a directory in \(parent)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove() {
        try? System.spawn(["rm", "-rf", path])
    }
}
