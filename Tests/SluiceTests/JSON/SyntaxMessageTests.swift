import TestSupport
import Testing

@testable import Sluice

@Suite("The message of a syntax error")
struct SyntaxMessageTests {
    @Test(
        "names what is found, and what JSON has instead, however the input is cut",
        arguments: [
            (#"{"a":NaN}"#, "expected a value, found 'N' (JSON has null, but no NaN and no None)"),
            ("{\"a\":[None]}", "expected a value or ']', found 'N' (JSON has null, but no NaN and no None)"),
            (#"{"a":nan}"#, "expected a value, found a word other than true, false or null (JSON has no NaN)"),
            (#"{"a":Infinity}"#, "expected a value, found 'I' (JSON has no NaN and no Infinity)"),
            (#"{"a":-Infinity}"#, "expected a digit, found 'I' (JSON has no NaN and no Infinity)"),
            (#"{"a":[inf]}"#, "expected a value or ']', found 'i' (JSON has no NaN and no Infinity)"),
            (#"{"a":undefined}"#, "expected a value, found 'u' (JSON has null, but no undefined)"),
            (#"{"a":True}"#, "expected a value, found 'T' (JSON has true and false, in lower case)"),
            (#"{"a":[1,False]}"#, "expected a value, found 'F' (JSON has true and false, in lower case)"),
            (#"{"a":+1}"#, "expected a value, found '+' (a JSON number begins with a digit or a minus sign)"),
            (#"{"a":[.5]}"#, "expected a value or ']', found '.' (a JSON number begins with a digit or a minus sign)"),
            (#"{"a":1,}"#, "expected a key in quotes, found '}' (JSON has no trailing commas)"),
            (#"{"a":1/*x*/}"#, "expected ',' or '}', found '/' (JSON has no comments)"),
            ("{'a':1}", "expected a key in quotes or '}', found a single quote (JSON strings have double quotes)"),
            ("{\u{FEFF}\"a\":1}", "expected a key in quotes or '}', found a byte order mark"),
            ("{\"a\":\u{FEFF}1}", "expected a value, found a byte order mark"),
            ("{\"a\":1\u{FEFF}}", "expected ',' or '}', found a byte order mark"),
            ("{\"a\":\u{F000}}", "expected a value, found byte 0xEF"),
            ("{\"a\":1}\u{FEFF}{\"a\":2}", "expected an object or an array, found a byte order mark"),
        ]
    )
    func messages(text: String, message: String) async throws {
        for chunkSize in [1, 2, 3, 1 << 20] {
            for quarantine in [false, true] {
                let input = Array((text + "\n" + #"{"a":1}"#).utf8)
                let trial = try await IngestionTrial(input, quarantine: quarantine) { $0.chunkSize = chunkSize }
                #expect(trial.diagnostics.first?.message == message, "chunks of \(chunkSize)")
            }
        }
    }
}
