/// Where a `LineSplitter` pushes lines; each call returns whether to continue.
protocol LineSink: ~Copyable {
    /// A line without its newline.
    mutating func line(_ text: Span<UInt8>) -> Bool
    /// A line that is longer than the splitter's limit and was not kept.
    mutating func overlongLine() -> Bool
}
