/// The program: measures stages over shapes in turn, and prints what it found.
@main
enum SluiceBenchmarks {
    static func main() async {
        do {
            let options = try BenchmarkOptions(CommandLine.arguments.dropFirst())
            guard !options.wantsHelp else {
                print(BenchmarkOptions.help)
                return
            }
            var baseline: Baseline?
            if let path = options.baseline { baseline = try await Baseline(contentsOf: path) }
            let measurements = try await measure(options)
            let report = BenchmarkReport(machine: options.machine, measurements: measurements)
            print(options.format == .json ? report.json : report.table(against: baseline))
        } catch {
            System.exit(with: "error: \(error)")
        }
    }

    private static func measure(_ options: BenchmarkOptions) async throws -> [Measurement] {
        let scratch = try ScratchDirectory()
        defer { scratch.remove() }
        var measurements: [Measurement] = []
        for shape in options.shapes {
            let input = try shape.write(records: options.records, seed: options.seed, in: scratch)
            var shapeMeasurements = options.stages.map { Measurement(shape: shape.name, stage: $0.name, input: input) }
            // The first round warms the caches. Stages take turns, so that the noise of the machine falls on all alike.
            for round in 0...options.runs {
                for (index, stage) in options.stages.enumerated() {
                    let sample = try await Sample(of: stage, over: input, in: scratch)
                    if round > 0 { shapeMeasurements[index].samples.append(sample) }
                }
            }
            measurements += shapeMeasurements
        }
        return measurements
    }
}
