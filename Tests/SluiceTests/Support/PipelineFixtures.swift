import Testing

@testable import Sluice

/// An input without bad records, and the lines that must come of it.
struct PipelineFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let records: [String]
    let shape: InputShape

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ records: [String], _ shape: InputShape = .array) {
        self.name = name
        bytes = Array(text.utf8)
        self.records = records
        self.shape = shape
    }

    /// The lines that a run writes.
    var output: String { records.map { $0 + "\n" }.joined() }
}

/// Inputs of every shape, small enough to be read at any chunk size.
enum PipelineFixtures {
    private static let plain = (0..<12).map { #"{"id":\#($0),"name":"Item \#($0)","value":\#($0).50}"# }

    /// Records that hold what looks like the end of one record and the beginning of the next.
    private static let nested = (0..<6).map {
        #"{"id":\#($0),"children":[{"id":10,"children":[]},{"id":11,"children":[{"id":12}]},{"id":13}],"o":{"id":14}}"#
    }
    private static let texts = [
        #"{"id":0,"t":"},{\"id\":1,\"t\":\"x\"},{\"id\":"}"#,
        #"{"id":1,"t":"]","u":"[","v":"\\\\\"},{"}"#,
        #"{"id":2,"t":"}{","u":"\n{\"id\":3}\n","é":"日本😀"}"#,
        #"{"id":3,"t":"},\n{\"id\": 4"}"#,
        #"{"id":4,"t":"\\\\\\\\\\\\\\\\","u":"},{"}"#,
    ]
    private static let long = [
        #"{"id":0,"t":"\#(String(repeating: "x", count: 300))"}"#,
        #"{"id":1,"a":[\#(Array(repeating: #"{"id":1}"#, count: 40).joined(separator: ","))]}"#,
        #"{"id":2}"#,
        #"{"id":3,"t":"\#(String(repeating: #"},{\"id\":1"#, count: 40))"}"#,
    ]

    static let all: [PipelineFixture] = [
        PipelineFixture("compact array", array(plain), plain),
        PipelineFixture("pretty array", pretty(plain), plain),
        PipelineFixture("lines", lines(plain), plain, .sequence),
        PipelineFixture("lines without a last feed", String(lines(plain).dropLast()), plain, .sequence),
        PipelineFixture("lines with carriage returns", plain.map { $0 + "\r\n" }.joined(), plain, .sequence),
        PipelineFixture("lines with blank ones", "\n\n" + plain.map { $0 + " \n\n\t\n" }.joined(), plain, .sequence),
        PipelineFixture("concatenated", plain.joined(), plain, .sequence),
        PipelineFixture("concatenated, pretty", plain.map { spread($0) }.joined(separator: "\n"), plain, .sequence),
        PipelineFixture("array behind a byte order mark", "\u{FEFF}" + array(plain), plain),
        PipelineFixture("lines behind a byte order mark", "\u{FEFF}" + lines(plain), plain, .sequence),
        PipelineFixture("nested, compact", array(nested), nested),
        PipelineFixture("nested, pretty", pretty(nested), nested),
        PipelineFixture("nested lines", lines(nested), nested, .sequence),
        PipelineFixture("nested, concatenated", nested.joined(separator: " "), nested, .sequence),
        PipelineFixture("texts, compact", array(texts), texts),
        PipelineFixture("texts, pretty", pretty(texts), texts),
        PipelineFixture("texts, lines", lines(texts), texts, .sequence),
        PipelineFixture("texts, concatenated", texts.joined(), texts, .sequence),
        PipelineFixture("long, compact", array(long), long),
        PipelineFixture("long, pretty", pretty(long), long),
        PipelineFixture("long lines", lines(long), long, .sequence),
        PipelineFixture("long, concatenated", long.joined(separator: "\n\n"), long, .sequence),
        PipelineFixture("one object", plain[0], [plain[0]], .object),
        PipelineFixture("one pretty object", spread(plain[0]), [plain[0]], .object),
        PipelineFixture("one element", "[\(plain[0])]", [plain[0]]),
        PipelineFixture("empty objects", "[{},{ },\n{\n}]", ["{}", "{}", "{}"]),
        PipelineFixture("empty array", " [ \n ] \n", []),
    ]

    static func array(_ records: [String]) -> String { "[" + records.joined(separator: ",") + "]" }

    static func pretty(_ records: [String]) -> String {
        "[\n  " + records.map { spread($0) }.joined(separator: ",\n  ") + "\n]\n"
    }

    static func lines(_ records: [String]) -> String { records.map { $0 + "\n" }.joined() }

    /// A record with white space around each token.
    static func spread(_ record: String) -> String {
        var result = ""
        var isInString = false
        var isEscaped = false
        for character in record.unicodeScalars {
            defer { isEscaped = isInString && character == "\\" && !isEscaped }
            if character == "\"", !isEscaped { isInString.toggle() }
            switch character {
            case "{", "[", ",": result += String(character) + (isInString ? "" : "\n    ")
            case "}", "]": result += (isInString ? "" : "\n\t") + String(character)
            case ":": result += isInString ? ":" : " : "
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
