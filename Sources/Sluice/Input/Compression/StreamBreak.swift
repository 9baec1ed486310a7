/// Where a compressed stream breaks off, and why.
struct StreamBreak: Sendable {
    /// How far after a bad record that ends the reading the stream is searched for a break, in bytes of text.
    ///
    /// It is about half a second's work. What was decompressed before a break may be wrong, so the break explains the
    /// record.
    static let maximumSearch = 256 << 20

    /// The input's name in messages.
    let name: String
    let compression: Compression
    let fault: StreamFault
    /// How many bytes of the input come before the fault.
    let compressedOffset: Int
    /// How many bytes of text were decompressed before it.
    let textOffset: Int

    /// One sentence for a person.
    var message: String {
        let offsets = "at compressed offset \(compressedOffset), after \(textOffset) bytes of text"
        return switch fault {
        case .truncated: "\(name): the \(compression) stream is truncated \(offsets)"
        case .corrupt(let reason): "\(name): the \(compression) stream is corrupt \(offsets): \(reason)"
        case .foreign: "\(name): the \(compression) stream is followed by something else \(offsets)"
        case .windowTooLarge:
            "\(name): the \(compression) stream needs a window of more than 128 MiB (--long=27) \(offsets)"
        }
    }
}

/// What is wrong with a compressed stream.
enum StreamFault: Sendable, Equatable {
    /// The input ends inside a member or frame.
    case truncated
    case corrupt(String)
    /// Bytes after a member or frame belong to none.
    case foreign
    /// A frame refers to text further back than is kept in memory.
    case windowTooLarge
}

extension Compression: CustomStringConvertible {
    var description: String { rawValue }
}
