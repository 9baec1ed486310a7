/// The input as windows of bytes, owned by one reader.
protocol ByteSource: AnyObject {
    /// The input's size in bytes, if it is known before reading.
    var totalBytes: Int? { get }
    /// The file's identity, if the input is a file.
    var identity: FileIdentity? { get }

    /// Whether bytes can be read more than once.
    var canReadAgain: Bool { get }

    /// Returns `count` bytes from the absolute `offset` on; fewer only at the end of the input.
    ///
    /// Offsets must not decrease unless `canReadAgain`. May block.
    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes

    /// Throws if the input has changed since it was opened, or bytes of it could not be read.
    func checkUnchanged() throws(InputError)
}
