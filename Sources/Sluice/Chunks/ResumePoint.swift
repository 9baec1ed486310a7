/// Where the reading of an interrupted input continues.
///
/// ```
/// ─────────────────────seam─────────────nextChunk──────────►
///   accounted for        │ read, not counted │ the cuts to come
/// ```
struct ResumePoint: Sendable {
    /// How far the input is accounted for.
    let seam: Seam
    /// The offset of the next chunk; the bytes before it, from the seam on, are the beginning of a record.
    let nextChunk: Int
}
