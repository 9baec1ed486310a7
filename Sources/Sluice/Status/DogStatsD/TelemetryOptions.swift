/// Where a run's metrics go, and the tags that distinguish them.
public struct TelemetryOptions: Sendable {
    /// With this many bytes of tags there is room for a metric and its own tags in the smallest datagram.
    private static let maximumTagBytes = 1_000

    /// The server's address.
    public var address: DogStatsDAddress
    /// The tags of every metric.
    ///
    /// Tags beyond 1,000 bytes do not fit into a datagram and are left out.
    public var tags: [MetricTag]
    /// The id of the pipeline that the run is a stage of.
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
