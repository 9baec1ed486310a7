import Sluice

/// `generate`: writes a document of synthetic records to standard output.
struct GenerateCommand {
    /// Large enough that system calls cost nothing, small enough for the processor's cache.
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
