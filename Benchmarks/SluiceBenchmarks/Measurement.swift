import Sluice

/// One run of a stage.
struct Sample {
    let seconds: Double
    let peakMemoryBytes: Int

    /// Runs `stage` once, and removes what it has written.
    init(of stage: Stage, over input: BenchmarkInput, in scratch: ScratchDirectory) async throws {
        let output = scratch.path + "/output"
        System.resetPeakMemory()
        let start = ContinuousClock.now
        try await stage.run(input, output)
        seconds = (ContinuousClock.now - start) / .seconds(1)
        peakMemoryBytes = ProcessInformation.peakMemoryBytes
        try System.spawn(["rm", "-rf", output])
    }
}

/// All runs of one stage over one shape.
struct Measurement {
    let shape: String
    let stage: String
    let bytes: Int
    let records: Int
    var samples: [Sample] = []

    init(shape: String, stage: String, input: BenchmarkInput) {
        self.shape = shape
        self.stage = stage
        bytes = input.bytes
        records = input.records
    }

    private var sortedSeconds: [Double] { samples.map(\.seconds).sorted() }

    var minimumSeconds: Double { sortedSeconds.first ?? 0 }
    var maximumSeconds: Double { sortedSeconds.last ?? 0 }

    /// The middle one, or the mean of the middle two.
    var medianSeconds: Double {
        let sorted = sortedSeconds
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// Half the distance from the fastest to the slowest run, as a share of the median.
    var spread: Double { medianSeconds > 0 ? (maximumSeconds - minimumSeconds) / 2 / medianSeconds : 0 }

    var peakMemoryBytes: Int { samples.map(\.peakMemoryBytes).max() ?? 0 }
    var bytesPerSecond: Double { medianSeconds > 0 ? Double(bytes) / medianSeconds : 0 }
    var recordsPerSecond: Double { medianSeconds > 0 ? Double(records) / medianSeconds : 0 }
}
