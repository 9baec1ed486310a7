extension IngestionReport {
    /// The report of a run of which nothing is known yet but its inputs and output, the time taken, and the memory used.
    init(_ context: RunContext) {
        self.init(context.inputs.sources, context.output, jobs: context.options.jobs, since: context.start)
        inputs = ReportedInputs(context.inputs, InputLedger(), Ledger())
    }

    /// The same for a run whose inputs are not listed.
    init(_ inputs: [InputSource], _ output: OutputDestination, jobs: Int, since start: RunClock) {
        self.init()
        input = inputs.summary
        self.inputs = ReportedInputs(inputs)
        self.output = output.name
        isStreamed = output.isStream
        self.jobs = jobs
        (seconds, ended) = start.read()
        peakMemoryBytes = ProcessInformation.peakMemoryBytes
    }
}
