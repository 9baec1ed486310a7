/// Where the reader gets stretches of the input from.
///
/// One reader owns it.
protocol ByteSource: AnyObject {
    /// The input's size, where it is known before it has been read.
    var totalBytes: Int? { get }
    /// What tells the file from others, where the input is one.
    var identity: FileIdentity? { get }

    /// Whether bytes that have been read can be read once more.
    var canReadAgain: Bool { get }

    /// Returns `count` bytes from the absolute `offset` on; fewer only where the input ends.
    ///
    /// Offsets never go back, except where `canReadAgain`. May block.
    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes

    /// Throws where the input is no longer what it was when it was opened, or bytes of it could not be read.
    func checkUnchanged() throws(InputError)
}

/// Why the input cannot be read, in a sentence for a person.
struct InputError: Error {
    let message: String
    /// Whether reading may succeed a little later.
    var isTransient = false
}
