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
    /// The inputs, which the records must not be appended to.
    let inputs: InputList
    let plan: OutputPlan
    /// Ends all waits.
    let cancellation: Cancellation

    /// - Throws: `IngestionError` of kind `usage` if the file is one of the inputs.
    func check() throws(IngestionError) {
        guard let output = try? FileIdentity(descriptor: descriptor), output.isRegular else { return }
        for index in 0..<inputs.count {
            guard let input = inputs.identity(at: index), (output.device, output.inode) == (input.device, input.inode)
            else { continue }
            let name = inputs.count == 1 ? "the input" : inputs.source(at: index).nameInMessages
            throw IngestionError(.usage, "\(name) is also the output")
        }
    }

    /// The output in messages.
    var outputName: String { descriptor == STDOUT_FILENO ? "standard output" : "the output" }
}
