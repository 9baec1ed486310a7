extension IngestionReport {
    /// The report of a run of which nothing is known yet but its input and output, the time taken, and the memory used.
    init(_ context: RunContext) {
        self.init(input: context.input.name, context.output, jobs: context.options.jobs, since: context.start)
    }

    /// The same for a run whose input is not open.
    init(input: String, _ output: OutputDestination, jobs: Int, since start: RunClock) {
        self.init()
        self.input = input
        self.output = output.name
        self.jobs = jobs
        (seconds, ended) = start.read()
        peakMemoryBytes = ProcessInformation.peakMemoryBytes
    }
}
