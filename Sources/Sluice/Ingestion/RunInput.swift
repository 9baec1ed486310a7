/// An input of a run, for all who work on its chunks.
final class RunInput: Sendable {
    enum Content: Sendable {
        case opened(InputFacts)
        case blank(BlankInput)
    }

    /// Its number among the inputs.
    let index: Int
    let content: Content
    /// What is known of the guesses where its records begin.
    let guidance: CutGuidance

    init(_ index: Int, _ content: Content, guidance: CutGuidance) {
        self.index = index
        self.content = content
        self.guidance = guidance
    }

    /// What is known of the input; `nil` for a blank one.
    var facts: InputFacts? {
        switch content {
        case .opened(let facts): facts
        case .blank: nil
        }
    }

    /// What there is instead of a document; `nil` where there may be one.
    var blank: BlankInput? {
        switch content {
        case .opened: nil
        case .blank(let blank): blank
        }
    }

    /// Throws if the input has changed since it was opened.
    func checkUnchanged() throws(IngestionError) {
        do throws(InputError) {
            try facts?.checkUnchanged()
        } catch {
            throw IngestionError(error)
        }
    }
}
