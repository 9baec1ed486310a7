@testable import Sluice

/// An input in chunks that are cut anywhere, against the same input whole: the same records, errors and places.
///
/// Steered by: the framing, the limits, how many cuts there are and where.
final class CutsTarget: FuzzTarget {
    private static let fields = ["id", "name", "value", "tags"]
    private let locations: [RecordLocation?]
    private var pipelines: [Int: RecordPipeline] = [:]
    private var whole = Transcript()
    private var cut = Transcript()

    init(locations: [RecordLocation?] = [nil]) {
        self.locations = locations
    }

    func run(_ input: FuzzInput) {
        var input = input
        var steering = input.takeNumber(below: 12)
        if locations.count > 1 { steering += 12 * input.takeNumber(below: locations.count) }
        let cuts = takeCuts(&input)
        let pipeline = pipeline(steering)
        read([ChunkBytes(input.bytes, offset: 0)], pipeline, into: &whole)
        let expectedHeads = pipeline.rejections + pipeline.separatorFaults
        read(Self.chunks(of: input.bytes, cuts), pipeline, into: &cut)
        expectSame(cut.bytes, whole.bytes, "the readings with and without cuts at \(cuts)")
        let rejections = pipeline.rejections + pipeline.separatorFaults
        expect(expectedHeads.count == rejections.count, "the faults are others")
        for rejection in rejections { Self.checkHead(of: rejection, in: input.bytes) }
        checkTokens(input.bytes, cuts)
        checkGuesses(input.bytes, pipeline.framing)
    }

    private func takeCuts(_ input: inout FuzzInput) -> [Int] {
        let count = input.takeNumber(below: 8)
        let places = (0..<count).map { _ in Int(input.takeByte()) }
        let size = input.bytes.count
        // A chunk size, for inputs that are all cuts.
        if count == 7 { return Array(stride(from: 0, to: size, by: max(1, places[0] % 32))) }
        return places.map { size < 256 ? min($0, size) : $0 * size / 255 }.sorted()
    }

    private func pipeline(_ steering: Int) -> RecordPipeline {
        if let pipeline = pipelines[steering] { return pipeline }
        var options = RecordPipeline.Options()
        options.framing = .chosen(by: steering)
        options.limits.recordSize = steering / 3 % 2 == 0 ? 1 << 20 : 48
        options.location = locations[steering / 12]
        if steering / 6 % 2 == 1 { options.fields = FieldTable(names: Self.fields.map { Array($0.utf8) }) }
        let pipeline = RecordPipeline(options)
        pipelines[steering] = pipeline
        return pipeline
    }

    private func read(_ chunks: [ChunkBytes], _ pipeline: RecordPipeline, into transcript: inout Transcript) {
        transcript.removeAll()
        pipeline.read(chunks) { batch, ordinal in transcript.append(rowsOf: batch, ordinal: ordinal) }
        transcript.finish(pipeline.rejections + pipeline.separatorFaults)
    }

    private static func chunks(of bytes: [UInt8], _ cuts: [Int]) -> [ChunkBytes] {
        var chunks: [ChunkBytes] = []
        var start = 0
        for end in cuts + [bytes.count] {
            chunks.append(ChunkBytes(copying: bytes.span.extracting(start..<end), offset: start))
            start = end
        }
        return chunks
    }

    /// The bytes kept of a bad record whose chunks are gone are its own.
    private static func checkHead(of rejection: RecordRejection, in bytes: [UInt8]) {
        guard let head = rejection.head?.bytes else { return }
        let start = rejection.range.lowerBound
        let end = min(start + head.count, bytes.count)
        expectSame(head, Array(bytes[start..<end]), "the kept head of a bad record and its bytes")
        expect(head.count >= min(rejection.range.count, KeptHead.maximum), "the head is not whole")
    }

    /// One JSON text, cut in the same places.
    private func checkTokens(_ bytes: [UInt8], _ cuts: [Int]) {
        let whole = TokenReading(bytes, maximumDepth: 12)
        expect(TokenReading(bytes, cuts: cuts, maximumDepth: 12) == whole, "the tokens depend on the cuts \(cuts)")
    }

    /// Where a record is guessed to begin is not before the target, and behind what ends another.
    private func checkGuesses(_ bytes: [UInt8], _ framing: RecordFraming) {
        let cutter = RecordCutter(framing: framing, openingKey: Array("id".utf8))
        for target in [0, bytes.count / 2, bytes.count] {
            guard let cut = cutter.cut(in: bytes.span, from: target) else { continue }
            expect(cut >= target && cut > 0 && cut <= bytes.count, "a cut at \(cut) behind \(target)")
            let expected: [UInt8] =
                switch framing {
                case .array, .members: [UInt8(ascii: ",")]
                case .lines: [UInt8(ascii: "\n")]
                case .concatenated: [UInt8(ascii: "}")]
                }
            expect(expected.contains(bytes[cut - 1]), "a cut at \(cut) behind no record")
        }
    }
}
