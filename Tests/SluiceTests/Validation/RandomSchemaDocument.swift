@testable import Sluice

/// Random schema documents of all keywords of a draft, and values that often match them.
///
/// What Python's `jsonschema` does otherwise than the specification is left out: see the comments.
struct RandomSchemaDocument {
    /// A draft, named as the reference names it.
    enum Draft: String, CaseIterable {
        case draft6 = "http://json-schema.org/draft-06/schema#"
        case draft7 = "http://json-schema.org/draft-07/schema#"
        case draft2019 = "https://json-schema.org/draft/2019-09/schema"
        case draft2020 = "https://json-schema.org/draft/2020-12/schema"

        var isOld: Bool { self == .draft6 || self == .draft7 }
    }

    /// Where a schema is, as far as it decides what it may refer to.
    private struct Place {
        let depth: Int
        /// A schema of the same value refers only to definitions after this one, so that no reference is endless.
        var floor: Int
        /// Whether it is the schema of something inside a value, which may refer to anything.
        var isInside: Bool

        func sameValue() -> Place { Place(depth: depth + 1, floor: floor, isInside: isInside) }
        func inside() -> Place { Place(depth: depth + 1, floor: -1, isInside: true) }
    }

    static let names = ["a", "b", "c", "d/e", "f~", "aa"]
    // The token is what references say.
    private static let definitionNames: [(name: String, token: String)] = [
        ("D0", "D0"), ("D/1 ~<é>", "D~11%20~0%3C%C3%A9>"), ("D2", "D2"),
    ]
    private static let types = ["null", "boolean", "object", "array", "number", "string", "integer"]
    private static let numbers = [
        "-3", "0", "0.0", "-0", "1", "1.0", "2", "2.5", "7", "1e2", "0.1", "0.3", "-0.5", "12",
    ]
    private static let texts = [
        #""""#, #""a""#, #""\u0061""#, #""ab""#, #""abc""#, #""aa""#, #""b-1""#, #""é""#, #""😀😀""#, #""\ud83d\ude00""#,
        #""x y""#, #""12""#,
    ]
    // Without classes and anchors that Python's `re` reads otherwise than ECMA-262.
    private static let patterns = ["^a", "b", "^[ab]+$", "^.{2}$", "[0-9]", "^(?!a)", "a|^$", "^(?=.*b)a", "/", "~"]

    private var generator: SplitMix64
    private var draft = Draft.draft2020
    private var isField = false
    private var definitionCount = 0
    /// The document's identifier and, for each definition, its own.
    private var hasIdentifier = false
    private var identifiers: [Bool] = []
    private var anchors: [Bool] = []
    /// Whether schemas refer to `$dynamicAnchor` or `$recursiveAnchor`.
    private var isDynamic = false
    /// Whether `unevaluatedProperties` and `unevaluatedItems` occur.
    private var looksAtEvaluation = false
    /// The definition that is being written; `nil` at the root.
    private var current: Int?

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// Makes a schema of records, or of a record with the one field `v`.
    mutating func next() -> (schema: String, isField: Bool) {
        draft = pick(Draft.allCases)
        definitionCount = Int.random(in: 0...3, using: &generator)
        hasIdentifier = chance(4)
        identifiers = (0..<definitionCount).map { _ in hasIdentifier && chance(2) }
        anchors = (0..<definitionCount).map { _ in chance(3) }
        isDynamic = !draft.isOld && chance(4)
        looksAtEvaluation = draft == .draft2020 || draft == .draft2019 && chance(2)
        current = nil
        isField = chance(2)
        var members = ["\"$schema\":\"\(draft.rawValue)\""]
        if hasIdentifier { members.append(#""$id":"http://example.com/root.json""#) }
        members += dynamicAnchor()
        let root =
            isField
            ? ["\"properties\":" + object(["\"v\":" + schema(Place(depth: 0, floor: -1, isInside: true))])]
            : keywords(Place(depth: 0, floor: -1, isInside: false), isRoot: true)
        members += root
        members += definitions()
        return (object(members), isField)
    }

    /// Makes a value of any kind.
    mutating func value() -> String { value(depth: 3) }

    mutating func record(isField: Bool) -> String {
        isField ? object(["\"v\":" + value()]) : object(depth: 3)
    }

    // MARK: Definitions and references

    private var definitionsKeyword: String { draft.isOld ? "definitions" : "$defs" }

    private mutating func definitions() -> [String] {
        guard definitionCount > 0 else { return [] }
        var members: [String] = []
        for index in 0..<definitionCount {
            current = index
            let place = Place(depth: 1, floor: index, isInside: false)
            var own: [String] = []
            if identifiers[index] {
                own.append("\"$id\":\"d\(index).json\"")
                own += dynamicAnchor()
            }
            if anchors[index] {
                if draft.isOld {
                    if !identifiers[index] { own.append("\"$id\":\"#A\(index)\"") }
                } else {
                    own.append("\"$anchor\":\"A\(index)\"")
                }
            }
            let plain = own.isEmpty && chance(6) ? schema(place) : object(own + keywords(place, isRoot: false))
            members.append("\"\(Self.definitionNames[index].name)\":" + plain)
        }
        current = nil
        return ["\"\(definitionsKeyword)\":" + object(members)]
    }

    private func dynamicAnchor() -> [String] {
        guard isDynamic else { return [] }
        return [draft == .draft2020 ? #""$dynamicAnchor":"node""# : #""$recursiveAnchor":true"#]
    }

    private mutating func reference(_ place: Place) -> String? {
        if place.isInside, isDynamic, chance(3) {
            return draft == .draft2020 ? ##""$dynamicRef":"#node""## : ##""$recursiveRef":"#""##
        }
        if place.isInside, chance(5) { return ##""$ref":"#""## }
        let first = place.isInside ? 0 : place.floor + 1
        guard first < definitionCount else { return nil }
        let target = Int.random(in: first..<definitionCount, using: &generator)
        // Within a definition that has an identifier, the document needs its own.
        let base = current.map { identifiers[$0] } ?? false ? "root.json" : ""
        let token = Self.definitionNames[target].token
        var choices = ["\(base)#/\(definitionsKeyword)/\(token)"]
        if identifiers[target] { choices.append("d\(target).json") }
        if anchors[target] {
            if identifiers[target] {
                if !draft.isOld { choices.append("d\(target).json#A\(target)") }
            } else {
                choices.append("\(base)#A\(target)")
            }
        }
        return "\"$ref\":\"\(pick(choices))\""
    }

    // MARK: Schemas

    private mutating func schema(_ place: Place) -> String {
        if chance(14) { return chance(2) ? "true" : "false" }
        if chance(5), let reference = reference(place) { return object([reference]) }
        return object(keywords(place, isRoot: false))
    }

    private mutating func keywords(_ place: Place, isRoot: Bool) -> [String] {
        var members: [String] = []
        if !isRoot, chance(2) { members.append("\"type\":\(type())") }
        members += valueKeywords()
        if place.depth < 4 {
            members += objectKeywords(place)
            members += arrayKeywords(place)
            members += combinations(place)
        }
        // Before draft 2019-09 the others are ignored beside it, and an identifier too.
        if chance(8), !draft.isOld, let reference = reference(place) { members.append(reference) }
        if chance(12) {
            members.append(pick([#""title":"T""#, #""default":1"#, #""examples":[1]"#, #""$comment":"C""#]))
        }
        members.shuffle(using: &generator)
        return members
    }

    private mutating func valueKeywords() -> [String] {
        var members: [String] = []
        if chance(10) { members.append("\"enum\":[\(list(1...4, depth: 2))]") }
        if chance(20) { members.append("\"const\":\(value(depth: 2))") }
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] where chance(9) {
            members.append("\"\(keyword)\":\(pick(Self.numbers))")
        }
        if chance(10) { members.append("\"multipleOf\":\(pick(["1", "2", "3", "0.5", "0.1", "1e-1", "2.50", "1e2"]))") }
        for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]
        where chance(10) {
            members.append("\"\(keyword)\":\(pick(["0", "1", "2", "2.0", "3"]))")
        }
        if chance(10) { members.append("\"pattern\":\"\(pick(Self.patterns))\"") }
        if chance(10) { members.append("\"uniqueItems\":\(!chance(4))") }
        return members
    }

    private mutating func objectKeywords(_ place: Place) -> [String] {
        var members: [String] = []
        let inner = place.inside()
        if chance(3) {
            let named = Self.names.filter { _ in chance(3) }
            members.append("\"properties\":" + object(named.map { "\"\($0)\":\(schema(inner))" }))
        }
        if chance(6) { members.append("\"required\":\(nameList(4))") }
        if chance(9) {
            let patterns = Self.patterns.filter { _ in chance(6) }
            members.append("\"patternProperties\":" + object(patterns.map { "\"\($0)\":\(schema(inner))" }))
        }
        if chance(7) {
            // In draft 2019-09 the reference takes the keywords of this schema for names of members.
            let isPlain = draft == .draft2019 && looksAtEvaluation
            members.append("\"additionalProperties\":\(isPlain ? "\(chance(2))" : schema(inner))")
        }
        if chance(14) { members.append("\"propertyNames\":\(schema(inner))") }
        return members + dependencies(place)
    }

    private mutating func dependencies(_ place: Place) -> [String] {
        var members: [String] = []
        let named = Self.names.filter { _ in chance(3) }
        if draft.isOld {
            guard chance(8) else { return [] }
            // Lists come first: the reference takes all values for schemas if the first one is.
            let count = Int.random(in: 0...named.count, using: &generator)
            let lists = named.prefix(count).map { "\"\($0)\":\(nameList(4))" }
            let schemas = named.dropFirst(count).map { "\"\($0)\":\(schema(place.sameValue()))" }
            return ["\"dependencies\":" + object(lists + schemas)]
        }
        if chance(12) { members.append("\"dependentRequired\":" + object(named.map { "\"\($0)\":\(nameList(4))" })) }
        if chance(12) {
            members.append("\"dependentSchemas\":" + object(named.map { "\"\($0)\":\(schema(place.sameValue()))" }))
        }
        return members
    }

    private mutating func arrayKeywords(_ place: Place) -> [String] {
        var members: [String] = []
        let inner = place.inside()
        // In draft 2019-09 the reference cannot look at the evaluation of `items` that are true or false, and takes what
        // `contains` has found for evaluated.
        let isStrict = draft == .draft2019 && looksAtEvaluation
        let items = { (generator: inout Self) in
            isStrict ? generator.object(generator.keywords(inner, isRoot: false)) : generator.schema(inner)
        }
        if chance(6) {
            let hasList = chance(2)
            if hasList {
                let keyword = draft == .draft2020 ? "prefixItems" : "items"
                let count = Int.random(in: 1...3, using: &generator)
                members.append("\"\(keyword)\":[\((0..<count).map { _ in schema(inner) }.joined(separator: ","))]")
            }
            if !hasList || chance(2) {
                let keyword = draft != .draft2020 && hasList ? "additionalItems" : "items"
                members.append("\"\(keyword)\":\(items(&self))")
            }
        }
        if chance(9), !isStrict {
            members.append("\"contains\":\(schema(inner))")
            if !draft.isOld {
                if chance(3) { members.append("\"minContains\":\(pick(["0", "1", "2"]))") }
                if chance(3) { members.append("\"maxContains\":\(pick(["0", "1", "2"]))") }
            }
        }
        return members
    }

    private mutating func combinations(_ place: Place) -> [String] {
        var members: [String] = []
        let inner = place.sameValue()
        for (keyword, times) in [("allOf", 9), ("anyOf", 7), ("oneOf", 8)] where chance(times) {
            let count = Int.random(in: 1...3, using: &generator)
            var schemas = (0..<count).map { _ in schema(inner) }
            if keyword != "allOf", chance(3) { schemas.append(#"{"type":"null"}"#) }
            members.append("\"\(keyword)\":[\(schemas.joined(separator: ","))]")
        }
        if chance(14) { members.append("\"not\":\(schema(inner))") }
        if draft != .draft6, chance(10) {
            members.append("\"if\":\(schema(inner))")
            if !chance(4) { members.append("\"then\":\(schema(inner))") }
            if chance(2) { members.append("\"else\":\(schema(inner))") }
        }
        guard looksAtEvaluation else { return members }
        let others = place.inside()
        if chance(9) {
            // In draft 2019-09 the reference takes the keywords of this schema for names of members.
            members.append("\"unevaluatedProperties\":\(draft == .draft2019 ? "false" : schema(others))")
        }
        if chance(12) { members.append("\"unevaluatedItems\":\(schema(others))") }
        return members
    }

    private mutating func type() -> String {
        if chance(2) { return "\"\(pick(Self.types))\"" }
        let types = Self.types.filter { _ in chance(2) }
        return types.isEmpty ? #"["integer"]"# : "[\(types.map { "\"\($0)\"" }.joined(separator: ","))]"
    }

    private mutating func nameList(_ times: Int) -> String {
        "[" + Self.names.filter { _ in chance(times) }.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    // MARK: Values

    private mutating func value(depth: Int) -> String {
        guard depth > 0, !chance(3) else { return scalar() }
        return chance(2) ? "[\(list(0...3, depth: depth - 1))]" : object(depth: depth - 1)
    }

    private mutating func object(depth: Int) -> String {
        let named = Self.names.filter { _ in chance(2) }.shuffled(using: &generator)
        return object(
            named.map { name in
                // The same name, spelt with an escape.
                let isEscaped = name == "a" && chance(8)
                return "\"\(isEscaped ? #"\u0061"# : name)\":\(value(depth: depth))"
            }
        )
    }

    private mutating func scalar() -> String {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: pick(["null", "true", "false"])
        case 1, 2: pick(Self.texts)
        default: pick(Self.numbers)
        }
    }

    private mutating func list(_ count: ClosedRange<Int>, depth: Int) -> String {
        (0..<Int.random(in: count, using: &generator)).map { _ in value(depth: depth) }.joined(separator: ",")
    }

    private func object(_ members: [String]) -> String { "{\(members.joined(separator: ","))}" }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &generator)]
    }

    /// Returns true once in `times`.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &generator) == 0 }
}
