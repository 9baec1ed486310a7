/// What the beginning of an input shows: its form, its first records and their fields, and where records are.
///
/// ```swift
/// let preview = try InputPreview(of: .file("export.json.gz"))
/// print(preview.shape, preview.fields.map(\.name), preview.candidates.map(\.pointer))
/// ```
///
/// At most four mebibytes of text and a thousand records are read, whatever the size of the input.
public struct InputPreview: Sendable {
    /// How much is read at most: bytes of text, and records.
    private static let maximumLength = 4 << 20
    private static let maximumRecords = 1_000
    /// How many records are shown, and how many places with records.
    private static let shownRecords = 2
    private static let shownCandidates = 10

    /// A field of the records, at their top level.
    public struct Field: Sendable {
        /// The field's name.
        public let name: String
        /// How many of the records that were read have it.
        public let count: Int
        /// The JSON types of its values, each with how often it was seen; `integer` is a number without a point or
        /// exponent.
        public let types: [(name: String, count: Int)]
    }

    /// A place in the first document where records may be.
    public struct Candidate: Sendable {
        /// The place as a JSON Pointer (RFC 6901), shortened if it is very long.
        public let pointer: String
        /// Whether the records are the members of an object, and not the elements of an array.
        public let areMembers: Bool
        /// How many objects were seen there.
        public let objects: Int
    }

    /// The input's name; of a directory, that of its first file.
    public let name: String
    /// How many files the input has: more than one if it is a directory.
    public let fileCount: Int
    /// The size of the file in bytes; `nil` if it is unknown, as for a pipe.
    public let bytes: Int?
    /// How the file is compressed: `gzip` or `zstd`; `nil` if it is not.
    public let compression: String?
    /// Whether the text begins with a byte order mark; it is UTF-8 in any case.
    public let hasByteOrderMark: Bool
    /// How the input holds its records; `nil` if none was found.
    public let shape: InputShape?
    /// The bytes of text that were read.
    public let bytesRead: Int
    /// Whether that is all there is.
    public let isWhole: Bool
    /// Where the records are that were read: the location asked for, or the likeliest one; `nil` for the top level.
    public let location: RecordLocation?
    /// How many valid records were read.
    public private(set) var records = 0
    /// How many invalid records and separators were seen.
    public private(set) var faults = 0
    /// The size of the records that were read, in bytes.
    public private(set) var recordBytes = 0
    /// The size of the smallest of them, in bytes; zero if there are none.
    public private(set) var smallestRecord = 0
    /// The size of the largest of them, in bytes; zero if there are none.
    public private(set) var largestRecord = 0
    /// The first records as JSON text, laid out with a line for each value.
    public private(set) var firstRecords: [String] = []
    /// The fields, in the order of their first appearance.
    public private(set) var fields: [Field] = []
    /// Other places where records may be, those with the most objects first.
    public let candidates: [Candidate]

    /// Reads the beginning of `input`, on the calling thread.
    ///
    /// Without a location the records are those at the top level, unless that is a single object with records inside.
    ///
    /// - Throws: `IngestionError` of kind `input` if the input cannot be read or is not JSON.
    public init(of input: InputSource, at location: RecordLocation? = nil) throws(IngestionError) {
        do throws(InputError) {
            try self.init(first: InputList([input]), location?.unlessTopLevel)
        } catch {
            throw IngestionError(error)
        }
    }

    private init(first list: InputList, _ location: RecordLocation?) throws(InputError) {
        let input = list.source(at: 0)
        let source = try input.open(cancellation: Cancellation())
        let window = try source.window(at: 0, count: Self.maximumLength)
        try source.checkUnchanged()
        name = Excerpt.path(input.name)
        fileCount = list.count
        bytes = list.size(at: 0)
        compression = source.compression?.rawValue
        hasByteOrderMark = window.span.startsWithByteOrderMark
        bytesRead = window.count
        isWhole = window.count < Self.maximumLength
        let text = InputSource.bytes(Array(copying: window.span), name: input.name)
        let start = window.span.firstNonSpace(from: hasByteOrderMark ? 3 : 0)
        let nested = NestedRecords(in: window.span.extracting(start...), of: "", keeping: Self.shownCandidates)
        candidates = (nested?.places ?? []).filter { !$0.pointer.isEmpty || $0.areMembers }.map { place in
            Candidate(pointer: place.pointer, areMembers: place.areMembers, objects: place.objects)
        }
        let top = try Reading(text, location)
        guard location == nil, top.records <= 1, let likeliest = nested?.likeliest,
            !likeliest.pointer.isEmpty || likeliest.areMembers,
            let inner = RecordLocation(likeliest.pointer, keyField: likeliest.areMembers ? "key" : nil)
        else {
            self.location = location
            shape = top.shape
            take(top)
            return
        }
        let reading = try Reading(text, inner)
        self.location = inner
        shape = reading.shape
        take(reading)
    }

    private mutating func take(_ reading: Reading) {
        records = reading.records
        faults = reading.faults
        recordBytes = reading.bytes
        smallestRecord = reading.smallest
        largestRecord = reading.largest
        firstRecords = reading.first
        fields = reading.fields
    }
}

extension InputPreview {
    /// The records of a text, up to the limit.
    private struct Reading {
        private(set) var records = 0
        private(set) var faults = 0
        private(set) var bytes = 0
        private(set) var smallest = 0
        private(set) var largest = 0
        private(set) var first: [String] = []
        private(set) var fields: [Field] = []
        private(set) var shape: InputShape?

        init(_ text: InputSource, _ location: RecordLocation?) throws(InputError) {
            var stream = RecordStream(text)
            stream.location = location
            let (size, cancellation) = (stream.chunkSize, Cancellation())
            let head = try OpenedInput(text, at: location, chunkSize: size, cancellation: cancellation).facts.head
            var reading = try SequentialReading(
                stream,
                upTo: InputPreview.maximumRecords,
                cancellation: cancellation
            )
            let storage = RecordBatchStorage(keyField: location?.keyField)
            var observer = SchemaObserver(keyField: location?.keyField)
            var counted = 0
            var isBroken = false
            while !isBroken {
                // Where the text is cut off it is not broken.
                let isRead = try reading.readBatch(into: storage) { _, isStructural in
                    if isStructural { isBroken = true } else { counted += 1 }
                    return !isStructural
                }
                guard isRead else { break }
                let view = storage.view
                for index in 0..<storage.rowCount {
                    let row = storage.row(index)
                    if location?.keyField != nil { observer.memberKey = storage.extra(Int(row.firstExtra)).value }
                    observer.add(row, of: view)
                    count(Int(row.end - row.start))
                    guard first.count < InputPreview.shownRecords else { continue }
                    first.append(Self.laidOut(view.span.extracting(Int(row.start)..<Int(row.end))))
                }
            }
            faults = counted
            fields = Self.fields(of: observer)
            let other: InputShape = records == 1 && faults == 0 ? .object : .sequence
            shape = head.beginsWithArray.map { $0 ? .array : other }
        }

        private mutating func count(_ size: Int) {
            smallest = records == 0 ? size : min(smallest, size)
            largest = max(largest, size)
            bytes += size
            records += 1
        }

        private static func laidOut(_ record: Span<UInt8>) -> String {
            var compact: [UInt8] = []
            var runs = CompactRuns(record)
            while let run = runs.next() { compact.append(contentsOf: record.extracting(run)) }
            return String(decoding: IndentedJSON.text(of: compact.span), as: UTF8.self)
        }

        private static func fields(of observer: SchemaObserver) -> [Field] {
            let members = observer.values[0].members
            return zip(members.names, members.values).map { name, index in
                let value = observer.values[index]
                let types = value.kinds.map { (name: $0.name, count: value[$0].count) }
                return Field(name: String(decoding: name, as: UTF8.self), count: value.count, types: types)
            }
        }
    }
}
