#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The path of a file or a directory as the system takes it: any bytes but zero, which need not be UTF-8.
///
/// ```swift
/// let input = InputSource.file("items.json")
/// let other = InputSource.file(FilePath(bytes: [0x61, 0xFF]))
/// ```
public struct FilePath: Sendable, Hashable {
    /// The path's bytes, without a terminating zero.
    public let bytes: [UInt8]

    /// The path that is spelt by `text`.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The path of these bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The path as text, or `nil` if it is not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The path as shown in messages: on one line, control characters escaped.
    var shown: String { Excerpt.path(description) }

    var isEmpty: Bool { bytes.isEmpty }

    /// Returns whether the path sorts before `other` by its bytes.
    func precedes(_ other: FilePath) -> Bool { bytes.lexicographicallyPrecedes(other.bytes) }

    /// Returns the path of the entry `name` in the directory at this path.
    func appending(_ name: some PathName) -> FilePath {
        let separator = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
        return FilePath(bytes: bytes + separator + name.filePath.bytes)
    }

    /// The components of the path, without empty ones and `.`.
    var components: [FilePath] {
        bytes.split(separator: UInt8(ascii: "/")).map { FilePath(bytes: Array($0)) }.filter { $0 != "." }
    }

    /// Splits an absolute path without links into its parent and its last component, which is empty for the root.
    var parentAndName: (parent: FilePath, name: FilePath) {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (self, "") }
        let parent = FilePath(bytes: Array(bytes[..<slash]))
        return (parent.isEmpty ? "/" : parent, FilePath(bytes: Array(bytes[(slash + 1)...])))
    }

    var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }

    /// Returns the path without links, and nothing relative in it.
    ///
    /// - Throws: the error of the call if there is no such file.
    func resolved() throws(SystemError) -> FilePath {
        try withCString { (path) throws(SystemError) in
            // SAFETY: without a buffer the call allocates one of the right size, which is copied and freed here.
            guard let resolved = unsafe realpath(path, nil) else { throw SystemError("realpath") }
            defer { unsafe free(resolved) }
            return unsafe FilePath(cString: resolved)
        }
    }

    /// Throws if the process may not read the file at this path.
    func checkReadable() throws(SystemError) {
        try withCString { (path) throws(SystemError) in
            // SAFETY: the path is a C string.
            guard unsafe access(path, R_OK) == 0 else { throw SystemError("access") }
        }
    }

    /// Copies a C string.
    @unsafe
    private init(cString: UnsafePointer<CChar>) {
        // SAFETY: the caller's promise: there are that many bytes before the zero.
        self.init(
            bytes: unsafe UnsafeBufferPointer(start: cString, count: strlen(cString)).map(UInt8.init(bitPattern:))
        )
    }

    /// Lends the path to `body` as a C string, which lives as long as the call.
    @safe
    func withCString<Result, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let terminated = bytes.map(CChar.init(bitPattern:)) + [0]
        // SAFETY: the array has at least the zero that it ends with.
        return try unsafe terminated.withUnsafeBufferPointer { (buffer) throws(Failure) in
            try unsafe body(buffer.baseAddress.unsafelyUnwrapped)
        }
    }
}

extension FilePath: CustomStringConvertible {
    /// The path as text, with each byte that is not part of a UTF-8 text as `\xFF`.
    public var description: String {
        if let text { return text }
        var result = ""
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var index = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded):
                result.unicodeScalars.append(Unicode.UTF8.decode(encoded))
                index += encoded.count
            case .error(let length):
                for byte in bytes[index..<index + length] { result += Excerpt.escaped(byte) }
                index += length
            case .emptyInput: return result
            }
        }
    }
}

extension FilePath: ExpressibleByStringLiteral {
    /// The path that is spelt by a literal.
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
