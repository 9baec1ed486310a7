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
            switch options.task {
            case .measure: try await measure(options)
            case .write(let shape, let path):
                _ = try shape.write(records: options.records, seed: options.seed, to: path)
            case .takeTurns(let turns): try turns.run()
            }
        } catch {
            System.exit(with: "error: \(error)")
        }
    }

    private static func measure(_ options: BenchmarkOptions) async throws {
        var baseline: Baseline?
        if let path = options.baseline { baseline = try await Baseline(contentsOf: path) }
        let scratch = try ScratchDirectory()
        defer { scratch.remove() }
        var measurements: [Measurement] = []
        for shape in options.shapes {
            let path = scratch.path + "/" + shape.name
            let input = try shape.write(records: options.records, seed: options.seed, to: path)
            measurements += try await Measurement.measure(
                options.stages.filter { $0.applies(shape) },
                over: input,
                shape: shape.name,
                runs: options.runs,
                in: scratch
            )
            try System.spawn(["rm", "-f", path])
        }
        let report = BenchmarkReport(machine: options.machine, measurements: measurements)
        print(options.format == .json ? report.json : report.table(against: baseline))
    }
}
