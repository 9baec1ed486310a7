/// Why the input cannot be read.
struct InputError: Error {
    /// One sentence for a person.
    let message: String
    /// Whether the failure is transient: reading may succeed a little later.
    var isTransient = false
    /// Whether the request is at fault, and no input.
    var isUsage = false
    /// The input, if it has no document, only white space; `nil` for any other failure.
    var blank: BlankInput?
    /// The place in the text that is the reason, if one is.
    var fault: InputFault?
}

extension InputError {
    /// The error of a file of rejects in which none is a record; `leftOut` are other rejects.
    init(noRecordsToReplay name: String, _ blank: BlankInput) {
        let count = blank.rejectsLeftOut
        let others =
            switch count {
            case 0: ""
            case 1: ": its only reject is bytes between records"
            default: ": all its \(count.grouped) rejects are bytes between records"
            }
        self.init(message: "\(name) has no records to replay\(others)", blank: blank)
    }
}
