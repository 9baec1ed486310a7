/// Why the address of a DogStatsD server is invalid.
public struct DogStatsDAddressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected, as a phrase.
    public let message: String

    /// The message.
    public var description: String { message }

    init(_ message: String) {
        self.message = message
    }
}
