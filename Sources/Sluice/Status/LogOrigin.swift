/// The attributes that all lines of a process's log share.
package struct LogOrigin: Sendable {
    package let service: String
    /// The tags as Datadog reads them: `env:prod,version:1.2`.
    package let tags: String?
    /// The trace that the process belongs to, and its span in it.
    package let traceID: String?
    package let spanID: String?
    /// The id of the run's pipeline, if it has one.
    package let pipelineID: Int?

    /// Reads Datadog's environment variables.
    ///
    /// - Parameters:
    ///   - environment: returns the value of a variable.
    ///   - pipelineID: the id of the run's pipeline.
    package init(environment: (String) -> String?, pipelineID: Int? = nil) {
        self.pipelineID = pipelineID
        service = environment("DD_SERVICE").flatMap { $0.isEmpty ? nil : $0 } ?? "sluice"
        // The service is an attribute of its own.
        let tags = MetricTag.tags(environment: environment).filter { $0.name != "service" }
        self.tags = tags.isEmpty ? nil : tags.map(\.description).joined(separator: ",")
        traceID = environment("DD_TRACE_ID").flatMap(Self.identifier)
        spanID = environment("DD_SPAN_ID").flatMap(Self.identifier)
    }

    /// Returns the text if it is a decimal or hexadecimal number of at most 128 bits, as tracers write them.
    private static func identifier(_ text: String) -> String? {
        let isNumber = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            case UInt8(ascii: "A")...UInt8(ascii: "F"): true
            default: false
            }
        }
        return isNumber && (1...39).contains(text.utf8.count) ? text : nil
    }
}
