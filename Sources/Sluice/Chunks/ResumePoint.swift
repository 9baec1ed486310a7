/// Where the reading of an input goes on that was interrupted.
///
/// ```
/// ─────────────────────seam─────────────nextChunk──────────►
///   accounted for        │ read, not entered │ the cuts to come
/// ```
struct ResumePoint: Sendable {
    /// Where the account has arrived.
    let seam: Seam
    /// The offset of the next chunk: what stands between is the beginning of a record.
    let nextChunk: Int
}
