import Testing

@testable import Sluice

/// The checks against Python's `jsonschema`, on random schemas and records.
@Suite struct JSONSchemaReferenceTests {
    private static let schemaCount = 400
    private static let recordsPerSchema = 12
    private static let documentCount = 150
    private static let recordsPerDocument = 8
    private static let valuesPerDocument = 2

    @Test(
        "agrees with jsonschema: the same keywords at the same places, the same number of times",
        arguments: [1, 2, 3]
    )
    func reference(seed: UInt64) throws {
        var generator = RandomSchema(seed: seed)
        var cases: [(schema: String, records: [String])] = []
        for _ in 0..<Self.schemaCount {
            let schema = generator.recordSchema()
            cases.append((schema, (0..<Self.recordsPerSchema).map { _ in generator.record() }))
        }
        let input = cases.map { "[\($0.schema),[\($0.records.joined(separator: ","))]]\n" }.joined()
        let expected = try PythonReference.lines(Self.script, input: input)
        try #require(expected.count == Self.schemaCount * Self.recordsPerSchema)
        var failures = 0
        for (number, item) in cases.enumerated() {
            let checked = CheckedRecords(item.records.joined(separator: "\n"), schema: try Schema(text: item.schema))
            for (row, violations) in checked.violations.enumerated() {
                let found = violations.map { "\($0.code) \($0.instanceLocation) \($0.keywordLocation)" }.sorted()
                let line = expected[number * Self.recordsPerSchema + row]
                #expect(found.joined(separator: "\t") == line, "\(item.schema) of \(item.records[row])")
                failures += found.isEmpty ? 0 : 1
            }
        }
        // Both kinds must occur often, or the comparison says little.
        #expect(failures > expected.count / 5)
        #expect(failures < expected.count * 9 / 10)
    }

    @Test("agrees with jsonschema on all keywords of all drafts", arguments: [1, 2, 3])
    func allKeywords(seed: UInt64) throws {
        var generator = RandomSchemaDocument(seed: seed)
        var pairs = SchemaPairs()
        for _ in 0..<Self.documentCount {
            let (schema, isField) = generator.next()
            let records = (0..<Self.recordsPerDocument).map { _ in generator.record(isField: isField) }
            let values = (0..<Self.valuesPerDocument).map { _ in generator.value() }
            try pairs.add(schema, records: records, values: values)
        }
        let lines = try PythonReference.lines(fixture: "schema_verdicts.py", input: pairs.input)
        try #require(lines.count == pairs.labels.count)
        var valid = 0
        for (line, label) in zip(lines, pairs.labels) {
            #expect(line == "valid" || line == "invalid", "\(label)")
            if line == "valid" { valid += 1 }
        }
        #expect(valid > lines.count / 5)
        #expect(valid < lines.count * 4 / 5)
        #expect(pairs.recordSchemas > Self.documentCount * 3 / 4)
    }

    /// Prints one line for each record: its errors, sorted, as `keyword instance schema`.
    ///
    /// If the type of a value is wrong, its other errors are left out, as here. `additionalProperties` is an error of
    /// the whole object there, and of each member here. A schema that is `false` is spelt in a way that keeps its
    /// place.
    private static let script = #"""
        import json, subprocess, sys
        try:
            from jsonschema import Draft202012Validator
        except ImportError:
            subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "jsonschema"])
            from jsonschema import Draft202012Validator

        def pointer(path):
            return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in path)

        def found(error):
            path, place = list(error.absolute_path), list(error.absolute_schema_path)
            if error.validator == "additionalProperties":
                for key in error.instance:
                    if key not in error.schema.get("properties", {}):
                        yield "additionalProperties", path + [key], place
            elif error.validator == "not":
                yield ("items" if place[-2] == "items" else "properties"), path, place[:-1]
            else:
                yield error.validator, path, place

        def spelt_out(schema):
            if schema is False:
                return {"not": {}}
            if schema is True:
                return schema
            result = dict(schema)
            if "items" in schema:
                result["items"] = spelt_out(schema["items"])
            if "properties" in schema:
                result["properties"] = {name: spelt_out(member) for name, member in schema["properties"].items()}
            return result

        for line in sys.stdin:
            schema, records = json.loads(line)
            validator = Draft202012Validator(spelt_out(schema))
            for record in records:
                errors = [item for error in validator.iter_errors(record) for item in found(error)]
                wrong = [path for keyword, path, place in errors if keyword == "type"]
                kept = [item for item in errors if item[0] == "type" and not any(
                            item[1] != path and item[1][:len(path)] == path for path in wrong)
                        or item[0] != "type" and not any(item[1][:len(path)] == path for path in wrong)]
                print("\t".join(sorted(f"{k} {pointer(p)} {pointer(s)}" for k, p, s in kept)))
        """#
}

/// Random schemas of the supported keywords, and records that often fail them.
private struct RandomSchema {
    private static let names = ["a", "b", "c", "d/e", "f~"]
    private static let types = ["null", "boolean", "object", "array", "number", "string", "integer"]
    private static let scalars = [
        "null", "true", "false", "0", "-0", "1", "1.0", "2", "2.5", "-3", "7", "1e2", "100", "-0.5", "12", #""""#,
        #""a""#, #""\u0061""#, #""ab""#, #""abc""#, #""é""#, #""😀😀""#, #""\ud83d\ude00""#, #""x\ny""#, #""true""#,
    ]

    private var generator: SplitMix64

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func recordSchema() -> String {
        var members = properties(depth: 0)
        if chance(3) { members.append(#""type":"object""#) }
        return object(members)
    }

    mutating func record() -> String {
        // Half of the values are scalars, the others may be nested.
        "{" + Self.names.filter { _ in !chance(4) }.map { "\"\($0)\":\(value(depth: 2))" }.joined(separator: ",") + "}"
    }

    private mutating func properties(depth: Int) -> [String] {
        var members: [String] = []
        let named = Self.names.filter { _ in chance(2) }
        members.append("\"properties\":" + object(named.map { "\"\($0)\":\(schema(depth: depth + 1))" }))
        if chance(2) {
            members.append(
                "\"required\":[\(Self.names.filter { _ in chance(4) }.map { "\"\($0)\"" }.joined(separator: ","))]"
            )
        }
        if chance(4) { members.append("\"additionalProperties\":\(chance(3))") }
        return members
    }

    private mutating func schema(depth: Int) -> String {
        if chance(12) { return chance(2) ? "true" : "false" }
        var members: [String] = []
        if chance(2) { members.append("\"type\":\(type())") }
        if chance(8) { members.append("\"enum\":[\(list(1...4, depth: 2))]") }
        if chance(16) { members.append("\"const\":\(value(depth: 2))") }
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] where chance(6) {
            members.append("\"\(keyword)\":\(pick(["-3", "0", "0.0", "1", "2.5", "7", "1e2"]))")
        }
        if chance(6) { members.append("\"multipleOf\":\(pick(["1", "2", "3", "5"]))") }
        for keyword in ["minLength", "maxLength", "minItems", "maxItems"] where chance(6) {
            members.append("\"\(keyword)\":\(pick(["0", "1", "2", "2.0", "3"]))")
        }
        if depth < 3 {
            if chance(3) { members.append("\"items\":\(schema(depth: depth + 1))") }
            if chance(3) { members += properties(depth: depth) }
        }
        return object(members)
    }

    private mutating func type() -> String {
        if chance(2) { return "\"\(pick(Self.types))\"" }
        let types = Self.types.filter { _ in chance(2) }
        return types.isEmpty ? #"["integer"]"# : "[\(types.map { "\"\($0)\"" }.joined(separator: ","))]"
    }

    private mutating func value(depth: Int) -> String {
        guard depth > 0, chance(2) else { return pick(Self.scalars) }
        if chance(2) { return "[\(list(0...3, depth: depth - 1))]" }
        let members = Self.names.filter { _ in chance(2) }.map { "\"\($0)\":\(value(depth: depth - 1))" }
        return object(chance(2) ? members : members.reversed())
    }

    private mutating func list(_ count: ClosedRange<Int>, depth: Int) -> String {
        (0..<Int.random(in: count, using: &generator)).map { _ in value(depth: depth) }.joined(separator: ",")
    }

    private func object(_ members: [String]) -> String { "{\(members.joined(separator: ","))}" }

    private mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: 0..<choices.count, using: &generator)]
    }

    /// Returns true once in `times`.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &generator) == 0 }
}
