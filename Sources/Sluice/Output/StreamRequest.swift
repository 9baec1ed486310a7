#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a run asks of an open file that its records are written to.
struct StreamRequest: Sendable {
    let descriptor: Int32
    /// Where invalid records go.
    let rejects: FilePath?
    /// The identity of an input file, which the records must not be appended to.
    let inputIdentity: FileIdentity?
    let plan: OutputPlan
    /// Ends all waits.
    let cancellation: Cancellation

    /// - Throws: `IngestionError` of kind `usage` if the file is the input.
    func check() throws(IngestionError) {
        guard let inputIdentity, let output = try? FileIdentity(descriptor: descriptor), output.isRegular else {
            return
        }
        guard (output.device, output.inode) == (inputIdentity.device, inputIdentity.inode) else { return }
        throw IngestionError(.usage, "the input is also the output")
    }

    /// The output in messages.
    var outputName: String { descriptor == STDOUT_FILENO ? "standard output" : "the output" }
}
