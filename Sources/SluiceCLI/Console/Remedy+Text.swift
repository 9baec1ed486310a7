import Sluice

extension IngestionError.Remedy {
    /// What the user can do, in terms of the command: a sentence that follows the message.
    var text: String {
        switch self {
        case .quarantine: "Use --on-error quarantine to set invalid records aside."
        case .raiseRejectLimit: "Use --max-errors to allow more invalid records."
        case .locateRecords(let pointer, let areMembers): "Use \(Self.location(pointer, areMembers)) to load them."
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
    private static func location(_ pointer: String, _ areMembers: Bool) -> String {
        let isPlain = pointer.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        let quoted = isPlain ? pointer : "'" + pointer.replacing("'", with: #"'\''"#) + "'"
        let options = (pointer.isEmpty ? [] : ["--at \(quoted)"]) + (areMembers ? ["--key-field NAME"] : [])
        return options.joined(separator: " ")
    }
}

extension IngestionError {
    /// What has happened, without the error in the records that has been shown, and what the user can do about it.
    var advice: String { remedy.map { "\(summary). \($0.text)" } ?? summary }
}
