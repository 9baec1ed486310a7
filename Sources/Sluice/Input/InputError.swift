/// Why the input cannot be read.
struct InputError: Error {
    /// One sentence for a person.
    let message: String
    /// Whether the failure is transient: reading may succeed a little later.
    var isTransient = false
    /// Whether the request is at fault, and no input.
    var isUsage = false
    /// The size in bytes of an input that has no document, only white space; `nil` for any other failure.
    var blankBytes: Int?
    /// The place in the text that is the reason, if one is.
    var fault: InputFault?
}
