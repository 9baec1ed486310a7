import Sluice

/// `generate`: a document of synthetic records on standard output.
struct GenerateCommand {
    /// Large enough that calls cost nothing, small enough to stay in the processor's cache.
    private static let bufferSize = 256 << 10

    private let options: GenerateOptions

    init(_ options: GenerateOptions) {
        self.options = options
    }

    func run() throws(StandardOutput.Failure) {
        var records = options.records
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.bufferSize + 4_096)
        while records.fill(&buffer, upTo: Self.bufferSize) { try StandardOutput.write(buffer) }
    }
}
