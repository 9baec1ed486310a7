/// What is fixed for a run once its input is open.
struct RunContext: Sendable {
    let input: InputFacts
    let output: OutputDestination
    /// How the records are written.
    let plan: OutputPlan
    let schema: Schema?
    let options: IngestionOptions
    /// What is published beside the parts, known before the first of them.
    var companions: [PublishedFile] = []
    let start: ContinuousClock.Instant

    /// Throws where the input is no longer what it was.
    func checkInput() throws(IngestionError) {
        do throws(InputError) {
            try input.checkUnchanged()
        } catch {
            throw IngestionError(error)
        }
    }
}
