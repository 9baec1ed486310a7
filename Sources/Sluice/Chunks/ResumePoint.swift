/// Where the reading of interrupted inputs continues.
///
/// ```
/// ─────────────────────seam─────────────nextChunk──────────►
///   accounted for        │ read, not counted │ the cuts to come
/// ```
struct ResumePoint: Sendable {
    /// The number of the input; those before it are accounted for.
    var input = 0
    /// How far it is accounted for.
    let seam: Seam
    /// The offset of the next chunk; the bytes before it, from the seam on, are the beginning of a record.
    let nextChunk: Int
}
