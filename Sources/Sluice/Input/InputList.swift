#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The inputs of a run, in the order in which they are read: a directory is replaced by its files.
///
/// It is made once, at the beginning. An entry takes 80 bytes, and a file of a directory its name besides.
struct InputList: Sendable {
    private struct Entry {
        /// The number of the source that is this input, or the directory that holds it.
        let source: Int32
        /// Whether the source is a directory, and whether the name in it is a link.
        var isInDirectory = false
        var isLink = false
        /// Where the name in the directory ends in `names`.
        let nameEnd: Int
        /// What tells the file from others and from itself after a change; `nil` for what is no regular file.
        let identity: FileIdentity?
    }

    /// The inputs as they were given.
    let sources: [InputSource]
    private var entries: [Entry] = []
    /// The names of directories' files, one after the other.
    private var names: [UInt8] = []
    /// What was skipped in directories, for people.
    private(set) var notes: [String] = []
    /// A checksum of the names and identities, in their order; zero if there is only one input.
    private(set) var digest: UInt64 = 0
    /// The size of all inputs in bytes; `nil` if that of any is unknown.
    private(set) var totalBytes: Int?
    /// Whether all inputs are regular files: only these can be recognised in a later run.
    private(set) var areFiles = true
    /// Whether all inputs can be read from the beginning again.
    private(set) var canReadAgain = true
    /// The directories in which files were listed.
    private var directories: [FilePath] = []

    /// Lists the inputs.
    ///
    /// - Throws: `InputError` if one is missing or unreadable, a directory in the place of a file, or the only directory
    ///   is without files.
    init(_ sources: [InputSource]) throws(InputError) {
        self.sources = sources
        var skipped = SkippedInputs()
        for index in sources.indices { try add(sources[index], Int32(index), &skipped) }
        notes = skipped.takeLastNotes()
        guard let first = sources.first else { throw InputError(message: "no input was given", isUsage: true) }
        guard sources.count(where: { $0 == .standardInput }) < 2 else {
            throw InputError(message: "standard input can be read only once", isUsage: true)
        }
        guard !entries.isEmpty else {
            let kind = first.isReplay ? "rejects" : "files to read"
            throw InputError(message: "\(first.nameInMessages) contains no \(kind)")
        }
        addUp()
    }

    /// The number of inputs.
    var count: Int { entries.count }

    /// Whether any of them is rejects of an earlier run.
    var isReplay: Bool { sources.contains(where: \.isReplay) }

    /// A name for all of them, safe to show on a terminal.
    var summary: String { sources.summary }

    /// Returns the input with this number.
    func source(at index: Int) -> InputSource {
        let entry = entries[index]
        let source = sources[Int(entry.source)]
        switch source {
        case .directory(let path): return .file(path.appending(fileName(at: index)))
        case .rejects(let path) where entry.isInDirectory: return .rejects(path.appending(fileName(at: index)))
        case .file, .rejects, .standardInput, .bytes: return source
        }
    }

    /// Returns the identity of a regular file; `nil` for any other input.
    func identity(at index: Int) -> FileIdentity? { entries[index].identity }

    /// Returns the size of an input in bytes, if it is known before reading.
    func size(at index: Int) -> Int? {
        if let identity = entries[index].identity { return identity.size }
        guard case .bytes(let bytes, _) = sources[Int(entries[index].source)] else { return nil }
        return bytes.count
    }

    private func fileName(at index: Int) -> FilePath {
        let start = index > 0 ? entries[index - 1].nameEnd : 0
        return FilePath(bytes: Array(names[start..<entries[index].nameEnd]))
    }
}

// MARK: Listing

extension InputList {
    private mutating func add(
        _ source: InputSource,
        _ number: Int32,
        _ skipped: inout SkippedInputs
    ) throws(InputError) {
        switch source {
        case .directory(let path): try addFiles(of: path, number, &skipped)
        case .rejects(let path) where (try? FileIdentity(path: path))?.isDirectory ?? false:
            try addFiles(of: path, in: try Self.rejectsFolder(in: path), number, &skipped)
        case .file, .rejects, .standardInput:
            try source.checkReadable()
            entries.append(Entry(source: number, nameEnd: names.count, identity: try source.identity()))
        case .bytes:
            entries.append(Entry(source: number, nameEnd: names.count, identity: nil))
        }
    }

    /// Where the rejects of an output directory are in it; empty if `path` is itself a directory of rejects.
    private static func rejectsFolder(in path: FilePath) throws(InputError) -> FilePath {
        let folder: FilePath = "_rejects"
        func has(_ name: FilePath) -> Bool { (try? FileIdentity(path: path.appending(name))) != nil }
        if has(folder) { return folder }
        guard !has("_manifest.json"), !has("_SUCCESS") else {
            throw InputError(message: "\(path.shown) has no rejects: the run published there has set nothing aside")
        }
        return ""
    }

    /// Adds the files of the directory that is at `path`, or in the `folder` there.
    private mutating func addFiles(
        of path: FilePath,
        in folder: FilePath = "",
        _ number: Int32,
        _ skipped: inout SkippedInputs
    ) throws(InputError) {
        let before = (entries.count, skipped)
        let place = folder.isEmpty ? path : path.appending(folder)
        directories.append(place)
        do throws(SystemError) {
            let directory = try Directory(path: place)
            for name in try directory.entries() where !name.isHidden {
                try add(name, of: directory, folder, number, &skipped)
            }
        } catch {
            guard error.code != ENOTDIR else {
                throw InputError(message: "\(path.shown): expected a directory, found a file")
            }
            throw InputError(unopened: path.shown, error)
        }
        for index in before.0..<entries.count {
            let file = path.appending(fileName(at: index))
            do throws(SystemError) {
                try file.checkReadable()
            } catch {
                throw InputError(unopened: file.shown, error)
            }
        }
        if entries.count == before.0 { skipped.add(place.shown, "contains no files to read") }
    }

    private mutating func add(
        _ name: FilePath,
        of directory: Directory,
        _ folder: FilePath,
        _ number: Int32,
        _ skipped: inout SkippedInputs
    ) throws(SystemError) {
        let identity: FileIdentity
        let isLink: Bool
        do throws(SystemError) {
            let own = try FileIdentity(of: name, in: directory, followingLinks: false)
            isLink = own.isLink
            identity = isLink ? try FileIdentity(of: name, in: directory, followingLinks: true) : own
        } catch {
            guard error.isMissing else { throw error }
            return skipped.add(directory.path.appending(name).shown, "leads to no file")
        }
        guard identity.isRegular else {
            let kind = identity.isDirectory ? "is a directory inside a directory" : "is not a regular file"
            return skipped.add(directory.path.appending(name).shown, kind)
        }
        names += (folder.isEmpty ? name : folder.appending(name)).bytes
        entries.append(
            Entry(source: number, isInDirectory: true, isLink: isLink, nameEnd: names.count, identity: identity)
        )
    }

    private mutating func addUp() {
        var total: Int? = 0
        var digest = Fingerprint()
        for index in entries.indices {
            if let size = size(at: index) { total = total.map { $0 + size } } else { total = nil }
            if let identity = entries[index].identity {
                if count > 1 { digest.add(source(at: index), identity) }
            } else {
                areFiles = false
                if case .bytes = source(at: index) {} else { canReadAgain = false }
            }
        }
        totalBytes = total
        self.digest = count > 1 ? digest.value : 0
    }

    /// FNV-1a, 64 bits wide: any accidental change of the list changes it.
    private struct Fingerprint {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        /// Adds an input; the device is left out, as its number may change when the machine is restarted.
        mutating func add(_ source: InputSource, _ identity: FileIdentity) {
            if let path = source.filePath { for byte in path.bytes { add(byte) } }
            add(0)
            add(number: UInt64(identity.size))
            add(number: identity.inode)
            add(number: UInt64(bitPattern: identity.modified))
            add(number: UInt64(bitPattern: identity.changed))
        }

        private mutating func add(number: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
        }

        private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}

extension FilePath {
    /// Whether a directory's file of this name is none of its records: as in Spark.
    fileprivate var isHidden: Bool { bytes.first == UInt8(ascii: "_") || bytes.first == UInt8(ascii: ".") }
}

// MARK: Changes

extension InputList {
    /// Throws if the open file, which has `identity`, is not the one that was listed.
    func checkOpened(_ identity: FileIdentity?, at index: Int) throws(InputError) {
        guard let listed = entries[index].identity else { return }
        let name = source(at: index).nameInMessages
        guard let identity else {
            throw InputError(message: "\(name) changed while it was being read: it is no longer a file")
        }
        try identity.checkUnchanged(since: listed, name: name)
    }

    /// Throws if a file is no longer what it was when it was listed; `exception` is one that is open, and is checked by
    /// those who have it.
    func checkUnchanged(except exception: Int? = nil) throws(InputError) {
        for index in entries.indices where index != exception {
            guard let listed = entries[index].identity else { continue }
            let source = source(at: index)
            let name = source.nameInMessages
            let identity: FileIdentity?
            do throws(InputError) {
                identity = try source.identity()
            } catch {
                throw InputError(message: "\(name) changed while it was being read: it was deleted or replaced")
            }
            guard let identity else {
                throw InputError(message: "\(name) changed while it was being read: it is no longer a file")
            }
            try identity.checkUnchanged(since: listed, name: name)
        }
    }
}

// MARK: Places

extension InputList {
    /// A file by its numbers, whatever its name.
    struct FileNumber: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// The inputs that are regular files.
    var files: Set<FileNumber> {
        Set(entries.lazy.compactMap(\.identity).map { FileNumber(device: $0.device, inode: $0.inode) })
    }

    /// The paths that say where the inputs are: directories, and files that are not in them or are links.
    var places: (directories: [FilePath], files: [FilePath]) {
        let files = entries.indices.lazy.filter { !entries[$0].isInDirectory || entries[$0].isLink }
        return (directories, files.compactMap { source(at: $0).filePath })
    }
}
