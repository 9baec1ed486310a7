import Testing

@testable import Sluice

@Suite("Cuts found by a scan")
struct RecordScanTests {
    /// Records with arrays of objects that look like records, and text that looks like the ends of records.
    private static let records = (0..<400).map { index in
        #"{"id":\#(index),"text":"\\\"},{\"id\":[","parts":["#
            + (0..<index % 9).map { #"{"id":\#($0)}"# }.joined(separator: ",") + #"]}"#
    }

    @Test("are between records and nowhere else", arguments: [RecordFraming.array, .lines, .concatenated])
    func places(framing: RecordFraming) {
        let separator = framing == .array ? "," : framing == .lines ? "\n" : ""
        let text = Self.records.joined(separator: separator) + separator
        var ends: Set<Int> = []
        var end = 0
        for record in Self.records {
            end += record.utf8.count + separator.utf8.count
            ends.insert(end)
        }
        let bytes = Array(text.utf8)
        for target in stride(from: 0, to: bytes.count, by: 61) {
            var scan = RecordScan(framing: framing)
            let cut = scan.cut(in: bytes.span, from: target)
            let end = ends.filter { $0 >= max(target, 1) }.min()
            #expect(cut == end)
            var inPieces = RecordScan(framing: framing)
            let half = target / 2
            inPieces.pass(bytes.span.extracting(0..<half))
            let rest = inPieces.cut(in: bytes.span.extracting(half..<bytes.count), from: target - half)
            #expect(rest == end.map { $0 - half })
        }
    }

    @Test("take over from guesses at any chunk, and are all right")
    func takingOver() throws {
        let text = "[" + Self.records.joined(separator: ",") + "]"
        let source = MemorySource(Array(text.utf8), canReadAgain: true)
        let head = try InputHead(of: source, name: "input")
        var starts: Set<Int> = []
        var start = 1
        for record in Self.records {
            starts.insert(start)
            start += record.utf8.count + 1
        }
        for guesses in 1..<8 {
            var chunks = ChunkSequence(source, head: head, chunkSize: 500)
            for _ in 0..<guesses { _ = try chunks.next() }
            try chunks.stopGuessing(from: 1)
            _ = try chunks.next()
            var count = 0
            while let chunk = try chunks.next() {
                #expect(chunk.seam.map { starts.contains($0.offset) } == true)
                count += 1
            }
            #expect(count > 20)
        }
    }

    @Test("are not used if the input cannot be read again: guesses continue")
    func pipes() throws {
        let guesses = try Self.cuts(canReadAgain: false, stopsGuessing: false)
        #expect(guesses.count > 20)
        #expect(try Self.cuts(canReadAgain: false, stopsGuessing: true) == guesses)
        // These are inputs on which a scan finds other places.
        #expect(try Self.cuts(canReadAgain: true, stopsGuessing: true) != guesses)
    }

    /// Where chunks end, the first of them read before the guessing is to stop; together they are the whole input.
    private static func cuts(canReadAgain: Bool, stopsGuessing: Bool) throws -> [Int] {
        let text = Array(("[" + records.joined(separator: ",") + "]").utf8)
        let source = MemorySource(text, canReadAgain: canReadAgain)
        let head = try InputHead(of: source, name: "input")
        var chunks = ChunkSequence(source, head: head, chunkSize: 500)
        var cuts: [Int] = []
        var read: [UInt8] = Array(text[..<chunks.offset])
        while let chunk = try chunks.next() {
            read += chunk.bytes.array
            if cuts.isEmpty, stopsGuessing { try chunks.stopGuessing(from: 1) }
            cuts.append(chunk.bytes.end)
        }
        #expect(read == text)
        return cuts
    }
}

@Suite("Guidance for cuts")
struct CutGuidanceTests {
    private static func seam(_ offset: Int) -> Seam { Seam(offset: offset, state: .element) }

    @Test("requests a scan from a proven place after several wrong guesses in a row")
    func patience() {
        let guidance = CutGuidance()
        for offset in 1...3 { guidance.note(guessAt: offset * 100, wasRight: false, seam: Self.seam(offset)) }
        #expect(guidance.takeScanStart(before: 900) == nil)
        guidance.note(guessAt: 400, wasRight: true, seam: Self.seam(4))
        for offset in 5...7 { guidance.note(guessAt: offset * 100, wasRight: false, seam: Self.seam(offset)) }
        #expect(guidance.takeScanStart(before: 900) == nil)
        guidance.note(guessAt: 800, wasRight: false, seam: Self.seam(790))
        #expect(guidance.takeScanStart(before: 900) == 790)
        #expect(guidance.takeScanStart(before: 900) == nil, "it is asked for once")
    }

    @Test("does not count guesses that were made before the scan")
    func history() {
        let guidance = CutGuidance()
        for offset in 1...4 { guidance.note(guessAt: offset, wasRight: false, seam: Self.seam(offset)) }
        #expect(guidance.takeScanStart(before: 50) == 4)
        for offset in 5...49 { guidance.note(guessAt: offset, wasRight: false, seam: Self.seam(offset)) }
        #expect(guidance.takeScanStart(before: 100) == nil)
        for offset in 50...53 { guidance.note(guessAt: offset, wasRight: false, seam: Self.seam(offset)) }
        #expect(guidance.takeScanStart(before: 100) == 53)
    }

    @Test("waits for a place between records")
    func state() {
        let guidance = CutGuidance()
        for offset in 1...9 {
            guidance.note(guessAt: offset, wasRight: false, seam: Seam(offset: offset, state: .afterElement))
        }
        #expect(guidance.takeScanStart(before: 10) == nil)
        guidance.note(guessAt: 10, wasRight: false, seam: Self.seam(10))
        #expect(guidance.takeScanStart(before: 11) == 10)
    }
}
