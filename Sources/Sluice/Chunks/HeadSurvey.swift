/// Learns what records look like from the first records of an input.
///
/// Each object between documents, or in an array that is a document, is a record if what follows it may follow a
/// record. After a fault reading continues where the resynchronisation finds a record. Objects that turn out to have
/// been inside a record whose beginning is missing are dropped. So are, if the first record was bad, objects that look
/// like others inside records, and all of them if they are inside that record, as its brackets show.
struct HeadSurvey {
    /// More records than this add nothing new.
    private static let maximumRecords = 64
    /// The bytes read in vain may be this many times the bytes surveyed: nested brackets could be read again and again.
    private static let effort = 8

    private let view: ByteView
    private let end: Int
    private var scanner: RecordScanner
    private let limits: RecordReader.Limits

    private(set) var shapes = RecordShapes()
    private(set) var openingKey: [UInt8]?
    /// Whether the first document is an array; `nil` if there is no document.
    private(set) var beginsWithArray: Bool?
    /// Whether there is anything between documents except white space and control characters.
    private(set) var hasText = false
    private(set) var records = 0
    /// The shapes of the records found so far.
    private var seen: [ObjectShape] = []
    private var inner: Set<UInt64> = []
    /// How many of `seen` were found before the first fault; `nil` if there has been none.
    private var trustedCount: Int?
    /// The last object found, as long as what follows it is unknown, and the objects inside it.
    private var pending: ObjectShape?
    private var pendingInner: Set<UInt64> = []
    private var isAfterComma = false
    /// The signatures of the last objects with only commas between them: the items of one array, if the beginning of
    /// its record is missing.
    private var run: Set<UInt64> = []
    /// The last one added: mostly the next one is the same.
    private var lastOfRun: UInt64?
    /// Whether an array has just been closed, which may turn out to be inside a record.
    private var isAfterBracket = false
    /// How many documents there are, how many begin a line, and how many span several lines.
    private var documents = 0
    private var lineStarts = 0
    private var multiLine = 0
    /// Where the open array begins.
    private var arrayStart: Int?
    /// Where the brackets of a first record that is bad are closed again; `nil` if they are not, or it is not bad.
    private var firstFaultEnd: Int?
    /// Whether an object has been found outside it.
    private var hasOuterObject = false
    /// How many bytes have been read in vain, where no record begins.
    private var work = 0
    /// Where the records are, if they are inside the documents, and whether the first ones have an end there.
    private(set) var region: RecordRegion?
    private var hasShortRegion = false

    /// Surveys the bytes of `view` from `start`, at most `length` of them after the beginning of the first document.
    ///
    /// `isWhole` is true if the view extends to the end of the input.
    ///
    /// With a location only the records there are surveyed, in each document.
    init(of view: ByteView, from start: Int, length: Int, isWhole: Bool, at location: RecordLocation? = nil) {
        self.view = view
        // A record over a limit looks like a record nevertheless, and what is inside it does not.
        let limits = RecordReader.Limits(recordSize: .max, depth: .max)
        self.limits = limits
        scanner = RecordScanner(view, from: start, level: .document, isLast: isWhole, limits, collectsInner: true)
        end = view.span.count
        if let location {
            region = RecordRegion(location)
            surveyDocuments(location, from: start, length: length, isWhole: isWhole)
            return
        }
        var limit = end
        while scanner.index < limit, records < Self.maximumRecords || isDoubtful, step() {
            if beginsWithArray != nil, limit == end { limit = min(end, scanner.index + length) }
        }
        conclude()
    }

    /// Whether there was a fault before the first record: then more of the input is needed.
    var isDoubtful: Bool { trustedCount == 0 }

    /// Whether no document begins in the bytes.
    var hasNoDocument: Bool { region == nil ? beginsWithArray == nil : documents == 0 }

    /// How the records seem to be framed.
    var framing: RecordFraming {
        if let region { return framing(in: region) }
        if beginsWithArray == true, !(shapes.isLineDelimited && documents > 1) { return .array }
        return shapes.isLineDelimited ? .lines : .concatenated
    }

    /// Processes the next item; returns false if there is none.
    private mutating func step() -> Bool {
        let level = isAfterBracket ? .array : scanner.level
        let item = scanner.next()
        defer { noteSeparator(item, level) }
        switch item {
        case .key(let key):
            judgePending(afterKey: key, isMember: scanner.level == .document && isAfterComma)
            return resynchronize(level, isInObject: true)
        case .colon, .closingBrace:
            judgePending(afterKey: nil)
            return resynchronize(level, isInObject: true)
        case .fault:
            judgePending(afterKey: nil)
            // Nothing is wrong with the input's only record but that it is not whole: what is inside it is no record.
            if seen.isEmpty, view.span[scanner.start] == UInt8(ascii: "{") {
                guard !scanner.isCutOff else { return passUnfinished(level) }
                noteFirstFault()
            }
            return isWorthwhile() && passFault(level)
        default: acceptPending()
        }
        switch item {
        case .object(let shape): takeObject(shape, isAfterBracket ? .document : level)
        case .value: if level == .document, isLoneScalar { noteDocument(isArray: false) }
        case .openingBracket: noteDocument(isArray: true)
        case .closingBracket: endArray()
        case .end, .needsMore: return passUnfinished(level)
        default: break
        }
        return true
    }

    private mutating func noteSeparator(_ item: RecordScanner.Item, _ level: RecordLevel) {
        isAfterComma = false
        switch item {
        case .comma: isAfterComma = true
        case .closingBracket: isAfterBracket = level == .array
        default: isAfterBracket = false
        }
    }

    /// Whether the last scalar read is a document, and not one of several between commas, nor the beginning of text.
    private var isLoneScalar: Bool {
        let bytes = view.span
        let next = bytes.firstNonSpace(from: scanner.index)
        guard !isAfterComma, next < end else { return !isAfterComma }
        return bytes[next] != UInt8(ascii: ",") && (next > scanner.index || bytes[next].isStructural)
    }

    private mutating func takeObject(_ shape: ObjectShape, _ level: RecordLevel) {
        if level == .document, !isAfterComma, run.count > 1 || lastOfRun != shape.signature { startRun() }
        if lastOfRun != shape.signature {
            run.insert(shape.signature)
            lastOfRun = shape.signature
        }
        if level == .document { noteDocument(isArray: false) }
        pending = shape
        if let firstFaultEnd, scanner.start >= firstFaultEnd { hasOuterObject = true }
        pendingInner = scanner.inner
        if openingKey == nil { openingKey = firstKey(of: scanner.start) }
    }

    private mutating func startRun() {
        run = []
        lastOfRun = nil
    }

    /// Accepts the pending object as a record: what follows it may follow a record.
    private mutating func acceptPending() {
        guard let shape = pending else { return }
        pending = nil
        records += 1
        if shape.signature != seen.last?.signature, shapes.addRecord(shape) { seen.append(shape) }
        if !pendingInner.isEmpty { inner.formUnion(pendingInner) }
    }

    /// Decides on the pending object before a fault, which may be a key between records.
    ///
    /// The object is accepted only if it has the key, or looks like other records. If no record so far has the key,
    /// they are objects from inside a record whose beginning is missing.
    private mutating func judgePending(afterKey key: UInt64?, isMember: Bool = false) {
        if let shape = pending {
            let mayBeFirst = !shape.keys.isEmpty && (key.map { shape.keys.contains($0) || !shapes.isEmpty } ?? true)
            if shapes.isRecord(shape) || mayBeFirst && !shapes.isRegular {
                acceptPending()
            } else {
                inner.insert(shape.signature)
            }
        }
        pending = nil
        if trustedCount == nil { trustedCount = seen.count }
        // A comma in an array separates elements; only one between documents can have been between members.
        guard let key, isMember else { return }
        if shapes.hasKey(key) {
            keep(seen.filter { $0.keys.contains(key) || !inner.contains($0.signature) })
            trustedCount = min(trustedCount ?? 0, seen.count)
        } else {
            inner.formUnion(run)
            keep(seen.filter { !run.contains($0.signature) })
            trustedCount = 0
            if seen.isEmpty { openingKey = nil }
        }
    }

    private mutating func conclude() {
        acceptPending()
        endArray()
        keepOuterShapes()
        shapes.addInner(inner)
        shapes.isInArrays = beginsWithArray == true
        shapes.isLineDelimited = documents > 0 && multiLine == 0 && lineStarts * 3 >= documents * 2
    }
}

// MARK: Records inside documents

extension HeadSurvey {
    private func framing(in region: RecordRegion) -> RecordFraming {
        if region.documentsAreLines, hasShortRegion { return .lines }
        if region.isKeyed { return .members }
        return beginsWithArray == false ? .concatenated : .array
    }

    /// Surveys the records of one document after the other.
    private mutating func surveyDocuments(_ location: RecordLocation, from start: Int, length: Int, isWhole: Bool) {
        let bytes = view.span
        var limit = end
        var index = bytes.firstSignificant(from: start, .document)
        var walk = EnvelopeWalk(location, limits, start: view.base + index)
        var documentStart = index
        var isAtStart = true
        reading: while index < limit, records < Self.maximumRecords || isDoubtful {
            if isAtStart {
                isAtStart = false
                guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else { break }
                documents += 1
                if documents == 1 || bytes[index - 1] == UInt8(ascii: "\n") { lineStarts += 1 }
            }
            switch walk.next(bytes, from: index, base: view.base, isLast: isWhole) {
            case .records(let place):
                if beginsWithArray == nil {
                    limit = min(end, place + length)
                    region?.arrays = walk.arrays
                }
                guard mayHoldRecords(bytes[place]) else {
                    walk.passRecords(nil)
                    index = place
                    continue
                }
                guard let next = surveyRecords(at: place, limit: limit, isWhole: isWhole) else { break reading }
                hasShortRegion = true
                index = next
                walk = EnvelopeWalk(after: location, limits, arrays: walk.arrays)
            case .ended(let place):
                if bytes.extracting(documentStart..<place).first(UInt8(ascii: "\n"), from: 0) < place - documentStart {
                    multiLine += 1
                }
                index = bytes.firstSignificant(from: place, .document)
                documentStart = index
                isAtStart = true
                walk = EnvelopeWalk(location, limits, start: view.base + index)
            case .needsMore, .failed: break reading
            }
        }
        concludeDocuments()
    }

    private func mayHoldRecords(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") && !(region?.isKeyed ?? false)
    }

    /// Surveys the records in the value at `place`; returns where it ends, or `nil` if that is not seen.
    private mutating func surveyRecords(at place: Int, limit: Int, isWhole: Bool) -> Int? {
        let isArray = view.span[place] == UInt8(ascii: "[")
        let isKeyed = region?.isKeyed ?? false
        if beginsWithArray == nil { beginsWithArray = isArray }
        let first = isArray || isKeyed ? place + 1 : place
        scanner = RecordScanner(
            view,
            from: first,
            level: .array,
            isLast: isWhole,
            limits,
            collectsInner: true,
            region: isArray ? region : nil
        )
        if isKeyed { return surveyMembers(limit: limit) }
        guard isArray else { return surveyRecord() ? scanner.index : nil }
        while scanner.index < limit, scanner.level == .array, records < Self.maximumRecords || isDoubtful, step() {}
        acceptPending()
        let end = scanner.start
        return end < view.span.count && view.span[end] == UInt8(ascii: "]") ? end + 1 : nil
    }

    /// Surveys one record; returns false if there is none, or none that is whole.
    private mutating func surveyRecord() -> Bool {
        guard case .object(let shape) = scanner.next() else { return false }
        takeObject(shape, .array)
        acceptPending()
        return true
    }

    /// Surveys the members of an object; returns where it ends, or `nil` if that is not seen.
    private mutating func surveyMembers(limit: Int) -> Int? {
        while scanner.index < limit, records < Self.maximumRecords {
            switch scanner.next() {
            case .comma: break
            case .closingBrace: return scanner.index
            case .key: guard surveyRecord() else { return nil }
            default: return nil
            }
        }
        return nil
    }

    private mutating func concludeDocuments() {
        acceptPending()
        keepOuterShapes()
        shapes.addInner(inner)
        shapes.isInArrays = beginsWithArray == true
        region?.shapes = shapes
        region?.documentsAreLines = documents > 1 && multiLine == 0 && lineStarts == documents
        shapes.isLineDelimited =
            region?.documentsAreLines == true && beginsWithArray == false && region?.isKeyed == false
    }
}

// MARK: Doubts

extension HeadSurvey {
    /// Drops the shapes found after a fault that look like objects inside records, or like the tails of records, unless
    /// there are no others.
    private mutating func keepOuterShapes() {
        guard let trustedCount, trustedCount < seen.count else { return }
        if trustedCount == 0, firstFaultEnd != nil, !hasOuterObject {
            inner.formUnion(seen.map(\.signature))
            openingKey = nil
            return keep([])
        }
        var outer = seen[trustedCount...].filter { !inner.contains($0.signature) }
        if outer.isEmpty, trustedCount == 0 { outer = seen }
        let all = seen[..<trustedCount] + outer
        keep(seen[..<trustedCount] + outer.filter { shape in !all.contains { shape.isTail(of: $0) } })
    }

    private mutating func keep(_ records: some Sequence<ObjectShape>) {
        let records = Array(records)
        seen = records
        shapes = RecordShapes()
        for shape in records { _ = shapes.addRecord(shape) }
    }

    /// Accepts every object that can be read as a record, except those inside it: for when no record is known.
    private mutating func acceptAllObjects(from start: Int, _ level: RecordLevel) {
        let bytes = view.span
        var brace = bytes.first(UInt8(ascii: "{"), from: start)
        while brace < end, seen.count < Self.maximumRecords {
            scanner.move(to: brace, level)
            if case .object(let shape) = scanner.next() {
                takeObject(shape, .array)
                acceptPending()
            } else {
                guard isWorthwhile() else { return }
                scanner.move(to: brace + 1, level)
            }
            brace = bytes.first(UInt8(ascii: "{"), from: scanner.index)
        }
    }
}

extension ObjectShape {
    /// Whether it has only keys of `other`, fewer of them, and begins with a different one.
    fileprivate func isTail(of other: ObjectShape) -> Bool {
        guard let opening, opening != other.opening, keys.count < other.keys.count else { return false }
        return Set(keys).isSubset(of: other.keys)
    }
}

// MARK: Documents

extension HeadSurvey {
    private mutating func noteDocument(isArray: Bool) {
        if beginsWithArray == nil { beginsWithArray = isArray }
        documents += 1
        if documents == 1 || scanner.start == 0 || view.span[scanner.start - 1] == UInt8(ascii: "\n") {
            lineStarts += 1
        }
        if isArray {
            arrayStart = scanner.start
            startRun()
        } else {
            noteLines(from: scanner.start)
        }
    }

    private mutating func endArray() {
        if let start = arrayStart { noteLines(from: start) }
        arrayStart = nil
    }

    private mutating func noteLines(from start: Int) {
        let text = view.span.extracting(first: scanner.index)
        if text.first(UInt8(ascii: "\n"), from: start) < scanner.index { multiLine += 1 }
    }

    /// Learns how the input begins from a first record that is longer than what is surveyed.
    private mutating func passUnfinished(_ level: RecordLevel) -> Bool {
        guard scanner.start < end, view.span[scanner.start] == UInt8(ascii: "{"), records == 0 else { return false }
        if level == .document {
            noteDocument(isArray: false)
            if view.span.first(UInt8(ascii: "\n"), from: scanner.start) < end { multiLine += 1 }
        }
        openingKey = firstKey(of: scanner.start)
        if let opening = scanner.unfinished.opening { shapes.addOpening(opening) }
        inner.formUnion(scanner.inner)
        return false
    }

    /// The first key of the object at `brace`, as it is in the text; `nil` if it has escapes or cannot be read.
    private func firstKey(of brace: Int) -> [UInt8]? {
        let bytes = view.span
        let quote = bytes.firstNonSpace(from: brace + 1)
        guard quote < end, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        let last = bytes.first(UInt8(ascii: "\""), from: quote + 1)
        let key = bytes.extracting(min(quote + 1, last)..<last)
        guard last < end, key.first(UInt8(ascii: "\\"), from: 0) == key.count else { return nil }
        return Array(copying: key)
    }
}

// MARK: Faults

extension HeadSurvey {
    private mutating func passFault(_ level: RecordLevel) -> Bool {
        let bytes = view.span
        switch (bytes[scanner.start], level) {
        case (UInt8(ascii: "{"), _):
            if level == .document { noteDocument(isArray: false) }
            return resynchronize(level, isInObject: false)
        case (_, .array), (..<0x20, .document), (0x7F, .document): scanner.move(to: scanner.start + 1, level)
        case (0xEF, .document) where bytes.extracting(scanner.start...).startsWithByteOrderMark:
            scanner.move(to: scanner.start + 3, level)
        default: passText(bytes)
        }
        return true
    }

    /// Notes where an object ends that is the first thing in the input and bad, going by its brackets.
    private mutating func noteFirstFault() {
        let bytes = view.span
        guard firstFaultEnd == nil, trustedCount == 0 else { return }
        inner.formUnion(scanner.inner)
        var trail = BracketTrail(isInObject: false)
        for index in scanner.start..<end {
            trail.pass(bytes[index])
            guard trail.isOutside else { continue }
            // A damaged string may have turned others inside out: then the text is not what may follow a record.
            let next = bytes.firstNonSpace(from: index + 1)
            if next == bytes.count || Array(",]{[".utf8).contains(bytes[next]) { firstFaultEnd = index + 1 }
            return
        }
    }

    /// Counts the bytes read in vain; returns false if they are too many.
    private mutating func isWorthwhile() -> Bool {
        work += scanner.reach - scanner.start
        return work <= Self.effort * end
    }

    /// Skips text, which extends to the end of its line or, if no line ends, to an object.
    private mutating func passText(_ bytes: Span<UInt8>) {
        hasText = true
        let feed = bytes.first(UInt8(ascii: "\n"), from: scanner.start)
        guard feed == bytes.count else { return scanner.move(to: feed, .document) }
        var brace = scanner.start
        repeat { brace = bytes.first(UInt8(ascii: "{"), from: brace + 1) } while brace < end && !opensObject(brace)
        scanner.move(to: brace, .document)
    }

    private func opensObject(_ brace: Int) -> Bool {
        let bytes = view.span
        let next = bytes.firstNonSpace(from: brace + 1)
        return next < bytes.count && (bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "}"))
    }

    /// Continues at the next record; returns false if there is none.
    private mutating func resynchronize(_ level: RecordLevel, isInObject: Bool) -> Bool {
        let place = view.base + scanner.start
        var resynchronizer = Resynchronizer(start: place, level: level, isInObject: isInObject)
        var known = shapes
        known.addInner(inner)
        let guidance = Resynchronizer.Guidance(shapes: known, limits: limits)
        let start = scanner.start
        guard case .found(_, let next, let level) = resynchronizer.next(view, from: start, isLast: true, guidance)
        else {
            if shapes.isEmpty { acceptAllObjects(from: start + 1, level) }
            return false
        }
        scanner.move(to: next - view.base, level)
        return true
    }
}
