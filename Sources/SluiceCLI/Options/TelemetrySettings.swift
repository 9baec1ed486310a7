import Sluice

/// Where metrics go, as resolved from `--statsd` and from Datadog's environment variables.
struct TelemetrySettings: Sendable {
    /// `nil` if no metrics are requested, or the environment's address is invalid.
    private(set) var options: TelemetryOptions?
    /// Warnings for the user; a run does not fail because of its environment.
    private(set) var warnings: [String] = []

    /// Resolves the settings.
    ///
    /// - Parameters:
    ///   - arguments: the command line.
    ///   - environment: returns the value of a variable.
    /// - Throws: `UsageError` if the address on the command line is invalid.
    init(_ arguments: TypedArguments, environment: (String) -> String?) throws(UsageError) {
        guard let address = try Self.address(arguments) ?? environmentAddress(environment) else { return }
        var options = TelemetryOptions(address: address, tags: MetricTag.tags(environment: environment))
        options.pipelineID = try arguments.integer(.pipelineID, in: 1 ... .max)
        let surplus = options.tags.count - options.fittingTags.count
        if surplus > 0 { warnings.append("DD_TAGS: too many tags for metrics; the last \(surplus) are left out") }
        self.options = options
    }

    private static func address(_ arguments: TypedArguments) throws(UsageError) -> DogStatsDAddress? {
        guard let value = arguments[.statsd] else { return nil }
        do throws(DogStatsDAddressError) {
            return try DogStatsDAddress(bytes: value.word.bytes)
        } catch {
            throw arguments.invalid(value, error.message)
        }
    }

    private mutating func environmentAddress(_ environment: (String) -> String?) -> DogStatsDAddress? {
        func text(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let url = text("DD_DOGSTATSD_URL") {
            return warning("DD_DOGSTATSD_URL", url) { () throws(DogStatsDAddressError) in try DogStatsDAddress(url) }
        }
        guard let host = text("DD_AGENT_HOST") else { return nil }
        guard let port = text("DD_DOGSTATSD_PORT") else {
            return warning("DD_AGENT_HOST", host) { () throws(DogStatsDAddressError) in
                try DogStatsDAddress(host: host)
            }
        }
        return warning("DD_AGENT_HOST and DD_DOGSTATSD_PORT", "\(host)' and '\(port)") {
            () throws(DogStatsDAddressError) in try DogStatsDAddress(host: host, port: port)
        }
    }

    private mutating func warning(
        _ names: String,
        _ text: String,
        _ parse: () throws(DogStatsDAddressError) -> DogStatsDAddress
    ) -> DogStatsDAddress? {
        do throws(DogStatsDAddressError) {
            return try parse()
        } catch {
            warnings.append("no metrics are sent: invalid value '\(text)' for \(names): \(error.message)")
            return nil
        }
    }
}
