import Sluice

extension IngestionError.Remedy {
    /// What the user can do, in terms of the command: a sentence that follows the message.
    var text: String {
        switch self {
        case .quarantine: "Use --on-error quarantine to set invalid records aside."
        case .raiseRejectLimit: "Use --max-errors to allow more invalid records."
        case .locateRecords(let pointer, let areMembers):
            "Use \(Self.location(pointer, areMembers ? "NAME" : nil)) to load them."
        case .allowEmpty: "Use --allow-empty to publish nevertheless."
        case .replaceOutput: "Name another directory, or use --overwrite to replace what is published there."
        case .startOver: "Use --overwrite to start over."
        case .giveSchema: "Use --schema FILE with a JSON Schema of the records, or --schema items."
        case .excludeUnknownFields: "Use --unknown-fields drop or --unknown-fields reject."
        case .editSchema:
            "Use --format ndjson, or edit the schema: a field that it does not name is kept in the column _extra."
        case .chooseNullText: "Use --csv-null TEXT to choose one."
        case .givePipeline: "Use --pipeline-id N to name it."
        case .recordLater: "Use 'sluice status sync DIR' to record it later."
        }
    }

    /// The options that say where records are, as a shell reads them.
    static func location(_ pointer: String, _ keyField: String?) -> String {
        let options =
            (pointer.isEmpty ? [] : ["--at \(ShellWord.quoted(pointer))"])
            + (keyField.map { ["--key-field \(ShellWord.quoted($0))"] } ?? [])
        return options.joined(separator: " ")
    }
}

extension IngestionError {
    /// What has happened, without the error in the records that has been shown, and what the user can do about it.
    var advice: String { remedy.map { "\(summary). \($0.text)" } ?? summary }
}
