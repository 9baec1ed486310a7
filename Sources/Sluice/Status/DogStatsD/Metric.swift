/// One metric, a line of a datagram.
///
/// ```
/// pipeline.stage.duration:1.52|d|#stage:data_ingestion,env:prod
/// ```
struct Metric: Sendable, Equatable {
    /// How a server aggregates a metric; the raw value is the protocol's letter.
    enum Kind: Character, Sendable {
        /// Values to be added up.
        case count = "c"
        /// Values whose percentiles are of interest, over all hosts.
        case distribution = "d"
    }

    let name: String
    let value: String
    let kind: Kind
    var tags: [MetricTag]

    init(count: Int, _ name: String, _ tags: [MetricTag] = []) {
        self.init(name: name, value: String(count), kind: .count, tags: tags)
    }

    init(distribution value: Double, _ name: String, _ tags: [MetricTag] = []) {
        self.init(name: name, value: String(value), kind: .distribution, tags: tags)
    }

    private init(name: String, value: String, kind: Kind, tags: [MetricTag]) {
        self.name = name
        self.value = value
        self.kind = kind
        self.tags = tags
    }

    /// Returns the line, without a line break; `commonTags` follow its own.
    func line(_ commonTags: [MetricTag]) -> [UInt8] {
        let all = (tags + commonTags).map(\.description).joined(separator: ",")
        return Array("\(name):\(value)|\(kind.rawValue)\(all.isEmpty ? "" : "|#\(all)")".utf8)
    }
}
