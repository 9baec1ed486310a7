/// Learns what records look like from the first of them.
///
/// Each object between documents, or in an array that is one, is a record, as long as what follows it is what may follow
/// a record. After a fault reading goes on where the resynchronisation finds a record. Objects found to have been inside
/// a record whose beginning is missing are records no longer; and where the first record was bad, so are those that
/// look like others inside records.
struct HeadSurvey {
    /// More records say nothing new.
    private static let maximumRecords = 64
    /// Bytes read at places where no record begins may be this many times those that are looked at: brackets inside one
    /// another would be read again and again.
    private static let effort = 8

    private let view: ByteView
    private let end: Int
    private var scanner: RecordScanner
    private let limits: RecordReader.Limits

    private(set) var shapes = RecordShapes()
    private(set) var openingKey: [UInt8]?
    /// Whether the first document is an array; `nil` where none was found.
    private(set) var beginsWithArray: Bool?
    /// Whether there is something between documents that is neither white space nor control characters.
    private(set) var hasText = false
    private(set) var records = 0
    /// The shapes that records have been met with.
    private var met: [ObjectShape] = []
    private var inner: Set<UInt64> = []
    /// How many of them were met before the first fault; `nil` where there is none.
    private var trusted: Int?
    /// The object met last, what follows it not having been seen, and those inside it.
    private var pending: ObjectShape?
    private var pendingInner: Set<UInt64> = []
    private var isAfterComma = false
    /// The signatures of the last objects, between which there was nothing but commas: those of one array, if the
    /// beginning of its record is missing.
    private var run: Set<UInt64> = []
    /// Whether an array has just been closed, which may turn out to be one inside a record.
    private var isAfterBracket = false
    /// How many documents there are, how many begin a line, and how many reach over several.
    private var documents = 0
    private var lineStarts = 0
    private var multiLine = 0
    /// Where the array begins that is open.
    private var arrayStart: Int?
    /// How many bytes were read where no record begins.
    private var work = 0

    /// Surveys the bytes that `view` shows from `start` on, of which `isWhole` says whether they are all; no more than
    /// `length` of them after the first document begins.
    init(of view: ByteView, from start: Int, length: Int, isWhole: Bool, _ limits: RecordReader.Limits) {
        self.view = view
        self.limits = limits
        scanner = RecordScanner(view, from: start, level: .document, isLast: isWhole, limits, collectsInner: true)
        end = view.span.count
        var limit = end
        while scanner.index < limit, records < Self.maximumRecords || isDoubtful, step() {
            if beginsWithArray != nil, limit == end { limit = min(end, scanner.index + length) }
        }
        conclude()
    }

    /// Whether a fault has come before the first record: then more of the input tells more.
    var isDoubtful: Bool { trusted == 0 }

    /// How the records seem to be framed.
    var framing: RecordFraming {
        if beginsWithArray == true, !(shapes.isLineDelimited && documents > 1) { return .array }
        return shapes.isLineDelimited ? .lines : .concatenated
    }

    /// Takes the next item; returns false where there is none.
    private mutating func step() -> Bool {
        let level = isAfterBracket ? .array : scanner.level
        let item = scanner.next()
        defer { noteSeparator(item, level) }
        switch item {
        case .key(let key):
            lose(by: key, isMember: scanner.level == .document && isAfterComma)
            return resynchronize(level, isInObject: true)
        case .colon, .closingBrace:
            lose(by: nil)
            return resynchronize(level, isInObject: true)
        case .fault:
            lose(by: nil)
            return isWorthwhile() && passFault(level)
        default: believe()
        }
        switch item {
        case .object(let shape): takeObject(shape, isAfterBracket ? .document : level)
        case .value: if level == .document, standsAlone { noteDocument(isArray: false) }
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

    /// Whether the scalar read last is a document: not one of several between commas, nor the beginning of text.
    private var standsAlone: Bool {
        let bytes = view.span
        let next = bytes.firstNonSpace(from: scanner.index)
        guard !isAfterComma, next < end else { return !isAfterComma }
        return bytes[next] != UInt8(ascii: ",") && (next > scanner.index || bytes[next].isStructural)
    }

    private mutating func takeObject(_ shape: ObjectShape, _ level: RecordLevel) {
        if level == .document, !isAfterComma { run = [] }
        run.insert(shape.signature)
        if level == .document { noteDocument(isArray: false) }
        pending = shape
        pendingInner = scanner.inner
        if openingKey == nil { openingKey = firstKey(of: scanner.start) }
    }

    /// Takes note of the object met last: what follows it is what may follow a record.
    private mutating func believe() {
        guard let shape = pending else { return }
        pending = nil
        records += 1
        if shape.signature != met.last?.signature, shapes.addRecord(shape) { met.append(shape) }
        if !pendingInner.isEmpty { inner.formUnion(pendingInner) }
    }

    /// Takes note of a fault, perhaps a key between records.
    ///
    /// The object right before that is believed only if it has the key, or looks like others. If none of the records so
    /// far has it, they are objects from inside one whose beginning is missing.
    private mutating func lose(by key: UInt64?, isMember: Bool = false) {
        if let shape = pending {
            let mayBeFirst = !shape.keys.isEmpty && (key.map { shape.keys.contains($0) || !shapes.isEmpty } ?? true)
            if shapes.isRecord(shape) || mayBeFirst && !shapes.isRegular {
                believe()
            } else {
                inner.insert(shape.signature)
            }
        }
        pending = nil
        if trusted == nil { trusted = met.count }
        // Only a comma between documents can be one between members.
        guard let key, isMember else { return }
        if shapes.hasKey(key) {
            keep(met.filter { $0.keys.contains(key) || !inner.contains($0.signature) })
            trusted = min(trusted ?? 0, met.count)
        } else {
            inner.formUnion(run)
            keep(met.filter { !run.contains($0.signature) })
            trusted = 0
            if met.isEmpty { openingKey = nil }
        }
    }

    private mutating func conclude() {
        believe()
        endArray()
        keepOuterShapes()
        shapes.addInner(inner)
        shapes.isInArrays = beginsWithArray == true
        shapes.isLineDelimited = documents > 0 && multiLine == 0 && lineStarts * 3 >= documents * 2
    }
}

// MARK: Doubts

extension HeadSurvey {
    /// Leaves aside what has been met after a fault and looks like objects inside records, or like the ends of records,
    /// unless there is nothing else.
    private mutating func keepOuterShapes() {
        guard let trusted, trusted < met.count else { return }
        var outer = met[trusted...].filter { !inner.contains($0.signature) }
        if outer.isEmpty, trusted == 0 { outer = met }
        let all = met[..<trusted] + outer
        keep(met[..<trusted] + outer.filter { shape in !all.contains { shape.isTail(of: $0) } })
    }

    private mutating func keep(_ records: some Sequence<ObjectShape>) {
        let records = Array(records)
        met = records
        shapes = RecordShapes()
        for shape in records { _ = shapes.addRecord(shape) }
    }

    /// Takes every object that can be read for a record, if nothing else is known, but for those inside it.
    private mutating func hunt(from start: Int, _ level: RecordLevel) {
        let bytes = view.span
        var brace = bytes.first(UInt8(ascii: "{"), from: start)
        while brace < end, met.count < Self.maximumRecords {
            scanner.move(to: brace, level)
            if case .object(let shape) = scanner.next() {
                takeObject(shape, .array)
                believe()
            } else {
                guard isWorthwhile() else { return }
                scanner.move(to: brace + 1, level)
            }
            brace = bytes.first(UInt8(ascii: "{"), from: scanner.index)
        }
    }
}

extension ObjectShape {
    /// Whether it has some of the other's keys, and not the first.
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
            run = []
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

    /// A value that is longer than what is looked at still tells how the input begins.
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

    /// The key that the object at `brace` begins with, as it stands.
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

    /// Takes note of what was read in vain; returns false where it has become too much.
    private mutating func isWorthwhile() -> Bool {
        work += scanner.reach - scanner.start
        return work <= Self.effort * end
    }

    /// Text reaches to the end of its line; where no line ends, to an object.
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

    /// Goes on at the next record; returns false where there is none.
    private mutating func resynchronize(_ level: RecordLevel, isInObject: Bool) -> Bool {
        let place = view.base + scanner.start
        var resynchronizer = Resynchronizer(start: place, level: level, isInObject: isInObject)
        var known = shapes
        known.addInner(inner)
        let guidance = Resynchronizer.Guidance(shapes: known, limits: limits)
        let start = scanner.start
        guard case .found(_, let next, let level) = resynchronizer.next(view, from: start, isLast: true, guidance)
        else {
            if shapes.isEmpty { hunt(from: start + 1, level) }
            return false
        }
        scanner.move(to: next - view.base, level)
        return true
    }
}
