/// Where a run's metrics go, and what they are told apart by.
public struct TelemetryOptions: Sendable {
    /// So many bytes of tags leave room for a metric's own in the smallest datagram.
    private static let maximumTagBytes = 1_000

    /// Where the server listens.
    public var address: DogStatsDAddress
    /// The tags of every metric.
    ///
    /// More than 1,000 bytes of them do not fit into a datagram: the last ones are left out.
    public var tags: [MetricTag]
    /// The pipeline that the run is a stage of.
    ///
    /// Default: none.
    public var pipelineID: Int?

    /// Makes options without a pipeline.
    public init(address: DogStatsDAddress, tags: [MetricTag] = []) {
        self.address = address
        self.tags = tags
    }

    /// The tags that fit into every datagram.
    public var fittingTags: ArraySlice<MetricTag> {
        var bytes = 0
        return tags.prefix { tag in
            bytes += tag.description.utf8.count + 1
            return bytes <= Self.maximumTagBytes
        }
    }
}
