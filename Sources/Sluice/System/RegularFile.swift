#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An existing regular file, read from its beginning.
///
/// The name is not trusted: opening never blocks, and links, anything but regular files, and files larger than expected
/// are refused.
struct RegularFile: ~Copyable {
    /// Why a file cannot be read.
    enum Failure: Error, CustomStringConvertible {
        case system(SystemError)
        /// A directory, a link, a pipe, a socket or a device.
        case notRegular
        case tooLarge(limit: String)

        var description: String {
            switch self {
            case .system(let error): error.description
            case .notRegular: "not a regular file"
            case .tooLarge(let limit): "larger than \(limit)"
            }
        }
    }

    private let descriptor: Descriptor
    private let maximumGibibytes: Int
    /// How many bytes have been read.
    private var position = 0

    /// Opens the file `name` in `directory`; throws if it is larger than `maximumGibibytes`.
    init(_ name: String, in directory: Directory, maximumGibibytes: Int) throws(Failure) {
        let descriptor = try Self.open(name, in: directory)
        _ = try Self.size(of: descriptor, maximumGibibytes)
        self.descriptor = descriptor
        self.maximumGibibytes = maximumGibibytes
    }

    private static func open(_ name: String, in directory: Directory) throws(Failure) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(existing: name, in: directory.descriptor, isWritable: false)
        } catch {
            // A link, a socket, or a device without a driver.
            throw [ELOOP, ENXIO, ENODEV, EOPNOTSUPP].contains(error.code) ? .notRegular : .system(error)
        }
    }

    private static func size(of descriptor: borrowing Descriptor, _ maximumGibibytes: Int) throws(Failure) -> Int {
        let status: FileStatus
        do throws(SystemError) {
            status = try descriptor.status()
        } catch {
            throw .system(error)
        }
        guard status.kind == .regular else { throw .notRegular }
        guard status.size <= maximumGibibytes << 30 else { throw .tooLarge(limit: "\(maximumGibibytes) GiB") }
        return status.size
    }

    /// Opens the directory of such a file.
    static func directory(_ path: FilePath) throws(Failure) -> Directory {
        do throws(SystemError) {
            return try Directory(path: path)
        } catch {
            throw .system(error)
        }
    }

    /// Reads to the current end, passing one piece after another to `body`, or until `body` returns `false`.
    ///
    /// A later call reads what has been added since.
    mutating func read(_ body: (Span<UInt8>) -> Bool) throws(Failure) {
        // Taken once, so that reading a file that keeps growing ends.
        let end = try Self.size(of: descriptor, maximumGibibytes)
        guard position < end else { return }
        do throws(SystemError) {
            try descriptor.read { piece in
                position += piece.count
                return body(piece) && position < end
            }
        } catch {
            throw .system(error)
        }
    }

    /// Returns the rest of the file's bytes.
    consuming func contents() throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(try Self.size(of: descriptor, maximumGibibytes))
        try read { piece in
            bytes.append(contentsOf: piece)
            return true
        }
        return bytes
    }
}
