/// Why the input cannot be read.
struct InputError: Error {
    /// One sentence for a person.
    let message: String
    /// Whether the failure is transient: reading may succeed a little later.
    var isTransient = false
}
