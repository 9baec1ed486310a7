import Sluice

/// One run of a stage.
struct Sample {
    let seconds: Double
    let peakMemoryBytes: Int
    /// The allocations made meanwhile, where they were counted.
    let allocations: Int

    /// Takes the time of `work`.
    init(of work: () async throws -> Void) async rethrows {
        System.resetPeakMemory()
        let allocationsBefore = AllocationCounter.count
        let start = ContinuousClock.now
        try await work()
        seconds = (ContinuousClock.now - start) / .seconds(1)
        allocations = AllocationCounter.count - allocationsBefore
        peakMemoryBytes = ProcessInformation.peakMemoryBytes
    }
}

/// All runs of one stage over one shape.
struct Measurement {
    let shape: String
    let stage: Stage
    let bytes: Int
    let records: Int
    private(set) var samples: [Sample] = []
    /// The allocations of a run of its own, which is not among the samples: counting takes time.
    private(set) var allocations: Int?

    init(of stage: Stage, over input: BenchmarkInput, shape: String) {
        self.shape = shape
        self.stage = stage
        bytes = input.bytes
        records = input.records
    }

    /// Measures stages over one input.
    ///
    /// They take turns, so that the noise of the machine falls on all alike.
    static func measure(
        _ stages: [Stage],
        over input: BenchmarkInput,
        shape: String,
        runs: Int,
        in scratch: ScratchDirectory
    ) async throws -> [Measurement] {
        var measurements = stages.map { Measurement(of: $0, over: input, shape: shape) }
        // The first round warms the caches.
        for round in 0...runs {
            for index in measurements.indices {
                let sample = try await measurements[index].sample(input, in: scratch)
                if round > 0 { measurements[index].samples.append(sample) }
            }
        }
        guard AllocationCounter.isAvailable else { return measurements }
        for index in measurements.indices where !measurements[index].stage.isProcess {
            let sample = try await AllocationCounter.counting {
                try await measurements[index].sample(input, in: scratch)
            }
            measurements[index].allocations = sample.allocations
        }
        return measurements
    }

    /// Runs the stage once, and removes what it has written.
    private func sample(_ input: BenchmarkInput, in scratch: ScratchDirectory) async throws -> Sample {
        let output = scratch.path + "/output"
        let sample = try await stage.run(input, output)
        try System.spawn(["rm", "-rf", output])
        return sample
    }
}

// MARK: Figures

extension Measurement {
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

    var bytesPerSecond: Double { medianSeconds > 0 ? Double(bytes) / medianSeconds : 0 }
    var recordsPerSecond: Double { medianSeconds > 0 ? Double(records) / medianSeconds : 0 }

    /// The most memory that a run had resident; `nil` where this process does not run it, or the stage has the whole
    /// input in memory to begin with.
    var peakMemoryBytes: Int? {
        stage.isProcess || stage.holdsInput ? nil : samples.map(\.peakMemoryBytes).max()
    }

    var allocationsPerThousandRecords: Double? { allocations.map { Double($0) * 1_000 / Double(max(records, 1)) } }
}
