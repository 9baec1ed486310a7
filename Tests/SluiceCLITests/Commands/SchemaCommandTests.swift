import Foundation
import TestSupport
import Testing

@Suite("sluice schema infer")
struct SchemaCommandTests {
    private static let records = "{\"id\":1,\"tag\":\"a\"}\n{\"id\":2,\"tag\":null}\n"

    @Test("prints a schema that ingest takes for the same input")
    func roundTrip() throws {
        let outcome = try SluiceBinary.shell(
            """
            set -e
            cd "$(mktemp -d)"
            sluice generate --records 500 > in.json
            sluice schema infer in.json > schema.json
            sluice ingest in.json --schema schema.json -o out -q
            sluice schema infer - < in.json | cmp - schema.json
            ! grep -q x-evidence out/_schema.json
            sluice ingest in.json --schema out/_schema.json -o again -q
            cmp out/_schema.json again/_schema.json
            cat out/_schema.ddl
            rm -r "$PWD"
            """
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.text.hasPrefix("id BIGINT NOT NULL, name STRING NOT NULL, category STRING NOT NULL, value DOUBLE")
        )
    }

    @Test("has two forms")
    func forms() throws {
        let text = try SluiceBinary.run(["schema", "infer", "-"], input: Data(Self.records.utf8))
        let json = try SluiceBinary.run(["schema", "infer", "-", "--report", "json"], input: Data(Self.records.utf8))
        #expect(text.status == 0 && json.status == 0)
        #expect(text.text.hasPrefix("{\n  \"$schema\": "))
        #expect(json.text.hasSuffix("}\n") && json.text.count { $0 == "\n" } == 1)
        #expect(
            try JSONSerialization.jsonObject(with: text.output) as? NSDictionary
                == JSONSerialization.jsonObject(with: json.output) as? NSDictionary
        )
    }

    @Test("warns of what ingest would refuse or round, and says what to do")
    func warnings() throws {
        let input = #"{"_extra":1,"v":0.5}"# + "\n" + #"{"_extra":2,"v":18446744073709551615}"# + "\n"
        let outcome = try SluiceBinary.run(["schema", "infer", "-"], input: Data(input.utf8))
        #expect(outcome.status == 0)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("warning: ") })
        #expect(lines.first?.contains("/v: the number 18446744073709551615, ") == true)
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(" Use --unknown-fields drop or --unknown-fields reject.") })
        let names = try SluiceBinary.run(["schema", "infer", "-"], input: Data(#"{"id":1,"ID":2}"#.utf8))
        #expect(names.errors.contains("Parquet would refuse this schema: /properties/ID: the name \"ID\" differs"))
        #expect(names.errors.contains(". Use --format ndjson, or edit the schema: "))
    }

    @Test("ends with the run's exit statuses")
    func failures() throws {
        let bad = try SluiceBinary.run(["schema", "infer", "-"], input: Data("{\"a\":1}\n{\"a\" 1}\n".utf8))
        #expect(bad.status == 3)
        #expect(bad.output.isEmpty)
        #expect(bad.errors.contains("-:2:6: record 1, /a: expected ':' after the key"))
        let torn = try SluiceBinary.run(["schema", "infer", "-"], input: Data("[{\"a\":1}".utf8))
        #expect(torn.status == 4)
        #expect(try SluiceBinary.run(["schema", "infer", "no-such-file.json"]).status == 4)
        let wrong = try SluiceBinary.run(["schema", "infre", "x"])
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("did you mean 'infer'?"))
        #expect(try SluiceBinary.run(["schema", "infer"]).status == 2)
    }
}
