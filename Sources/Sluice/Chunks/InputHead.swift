/// What the first bytes of an input say about the rest: what its records look like, and how they are cut into chunks.
struct InputHead {
    /// How many bytes are examined at first.
    ///
    /// It is not the chunk size, which the result must not depend on.
    private static let length = 64 << 10
    /// How many bytes are examined if there are not yet two records, or the first one is bad.
    private static let recordLength = 512 << 10
    /// How many bytes are examined if there is no document yet.
    private static let maximumLength = 8 << 20
    /// How many bytes of leading white space are kept for excerpts of the first line.
    static let lead = 64
    /// How many bytes after the place are kept for an excerpt, if there is no document.
    private static let shownLength = 256

    /// The absolute offset at which the first document may begin: after a byte order mark and white space.
    let start: Int
    /// Where the first chunk begins: a little before `start`, but not before what a pipe can still provide.
    let chunkStart: Int
    /// The text before `start`, for line numbers.
    let prologue: TextExtent
    /// How the records seem to be framed: a hint for cuts.
    let framing: RecordFraming
    let shapes: RecordShapes
    /// The bytes of the first record's first key, as they are in the text; `nil` if it cannot be read.
    let openingKey: [UInt8]?
    /// Whether the first document is an array; `nil` if there is none.
    let beginsWithArray: Bool?
    /// Where the records are, if they are inside the documents.
    let region: RecordRegion?

    /// Returns the arrays of objects inside the first record, whose bytes begin with `record`.
    func nestedRecords(in record: Span<UInt8>) -> NestedRecords? {
        NestedRecords(in: record, of: (region?.location.pointer ?? "") + (beginsWithArray == true ? "/0" : ""))
    }

    /// Where the reading of the first chunk begins.
    var firstSeam: Seam { Seam(offset: start, state: .document) }

    /// Examines the head of an input.
    ///
    /// White space of any length may come first: windows are read until there is something else.
    ///
    /// A pipe that pauses is not waited for once it has delivered all the `wanted` records.
    init(
        of source: any ByteSource,
        name: String,
        _ location: RecordLocation? = nil,
        wanted: LeadingRecords? = nil
    ) throws(InputError) {
        let first = try source.window(at: 0, count: Self.length) { wanted?.areAll(in: $0) ?? false }.bytes
        guard first.count > 0 else { throw InputError(message: "\(name) is empty", blank: BlankInput(bytes: 0)) }
        try ForeignFormat.refuse(first.span, name: name)
        var extent = TextExtent()
        var bytes = first
        var index = first.span.startsWithByteOrderMark ? 3 : 0
        while true {
            let next = bytes.span.firstNonSpace(from: index)
            extent.append(TextExtent(of: bytes.span.extracting(index..<next)))
            guard next == bytes.count else {
                index = next
                break
            }
            bytes = try source.window(at: bytes.end, count: Self.length)
            index = 0
            guard bytes.count > 0 else {
                let blank = BlankInput(bytes: bytes.offset)
                throw InputError(message: "\(name) contains only white space", blank: blank)
            }
        }
        let lead = min(index, Self.lead)
        start = bytes.offset + index
        chunkStart = start - lead
        prologue = extent
        let survey = try Self.survey(
            source,
            from: chunkStart,
            lead: lead,
            after: extent,
            name: name,
            location,
            wanted
        )
        framing = survey.framing
        shapes = survey.shapes
        openingKey = survey.openingKey
        beginsWithArray = survey.beginsWithArray
        region = survey.region
    }

    /// Surveys the first records, however many bytes before them belong to none.
    ///
    /// - Throws: `InputError` if there is no document but only text.
    private static func survey(
        _ source: any ByteSource,
        from chunkStart: Int,
        lead: Int,
        after prologue: TextExtent,
        name: String,
        _ location: RecordLocation?,
        _ wanted: LeadingRecords?
    ) throws(InputError) -> HeadSurvey {
        var length = length
        while true {
            let (bytes, isCutShort) = try source.window(at: chunkStart, count: lead + length) {
                wanted?.areAll(in: $0) ?? false
            }
            // SAFETY: the window is kept until the survey is done.
            let view = unsafe ByteView(bytes.span, base: 0)
            let isWhole = bytes.count < lead + length && !isCutShort
            let survey = HeadSurvey(of: view, from: lead, length: length, isWhole: isWhole, at: location)
            let isClear = survey.records > 1 && !survey.isDoubtful || length >= recordLength
            let isEnough =
                isClear && survey.beginsWithArray != nil || isWhole || isCutShort || length >= maximumLength
            guard isEnough else {
                length *= 8
                continue
            }
            guard survey.hasNoDocument, survey.hasText || isWhole else { return survey }
            let fault = Self.fault(at: lead, in: bytes, after: prologue)
            throw InputError(message: "\(name) is not JSON", fault: fault)
        }
    }

    /// Literals of other languages.
    private static let literals: Set = [
        "NaN", "nan", "Infinity", "inf", "None", "nil", "undefined", "True", "False", "NULL", "Null",
    ]

    /// The fault of a text without a document, which begins at `index`.
    private static func fault(at index: Int, in bytes: ChunkBytes, after prologue: TextExtent) -> InputFault {
        let (text, offset) = (bytes.span, bytes.offset + index)
        let found = index < text.count ? text[index] : nil
        let error = SyntaxError(reason: .unexpected(.document), offset: offset, found: found)
        let shown = text.extracting(first: min(text.count, index + shownLength))
        let word = shown.word(at: index)
        // What begins like a literal of another language may be a heading.
        let isHintUseful = word.isEmpty || literals.contains(word)
        return InputFault(
            message: isHintUseful ? error.message : error.messageWithoutHint,
            offset: offset,
            extent: prologue,
            length: max(word.utf8.count, 1),
            surroundings: ChunkBytes(copying: shown, offset: bytes.offset)
        )
    }
}

extension Span<UInt8> {
    /// The ASCII letters from `index` on.
    fileprivate func word(at index: Int) -> String {
        var word = ""
        for index in index..<count {
            guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self[index] | 0x20) else { break }
            word.unicodeScalars.append(Unicode.Scalar(self[index]))
        }
        return word
    }
}

extension ByteSource {
    /// Examines the head of the input; when it returns, the input has not changed since it was opened.
    func head(
        name: String,
        _ location: RecordLocation? = nil,
        wanted: LeadingRecords? = nil
    ) throws(InputError) -> InputHead {
        let head: InputHead
        do throws(InputError) {
            head = try InputHead(of: self, name: name, location, wanted: wanted)
        } catch {
            // If the input has changed, or its stream breaks off, that is the cause of whatever else is wrong with it.
            try checkUnchanged()
            guard let streamBreak else { throw error }
            let blank = error.blank.map { BlankInput(bytes: $0.bytes, streamBreak: streamBreak) }
            throw InputError(message: streamBreak.message, blank: blank)
        }
        try checkUnchanged()
        return head
    }
}
