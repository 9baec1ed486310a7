/// Compiles the text of a schema into plans.
///
/// Every keyword is either compiled, known to assert nothing, or refused.
struct SchemaCompiler {
    typealias Keywords = [SchemaKeyword: SchemaNode]

    /// The policy for objects whose schema names members and leaves others open.
    let unknownFields: UnknownFieldPolicy
    private(set) var warnings: [String] = []
    /// The warnings that also apply when records are written as Parquet.
    private(set) var parquetWarnings: [String] = []
    /// Whether the schema holds evidence of what was seen of the values.
    var hasEvidence = false
    private var cleaningRules: [CleaningRuleName] = []

    init(unknownFields: UnknownFieldPolicy = .keep) {
        self.unknownFields = unknownFields
    }

    /// Compiles the schema of a record.
    mutating func compile(_ root: SchemaNode) throws(SchemaError) -> CompiledSchema {
        guard root.kind == .object else {
            throw root.error("expected a schema that describes an object, found \(Excerpt.noun(for: root.text.span))")
        }
        let keywords = try readKeywords(of: root)
        for (key, value) in root.members {
            guard let keyword = SchemaKeyword(rawValue: key), !keyword.isForRecord else { continue }
            throw value.keyError(
                "keyword \"\(key)\" is not supported for the record itself, only for its fields"
            )
        }
        if let type = keywords[.type], try !readTypes(type).contains(.object) {
            throw type.error("expected a schema that describes an object: every record is one")
        }
        return try compileFields(keywords)
    }

    private mutating func compileFields(_ keywords: Keywords) throws(SchemaError) -> CompiledSchema {
        let members = try readMembers(keywords)
        guard members.count < Int(FieldTable.extraField), let table = members.table else {
            throw (keywords[.properties] ?? keywords[.required])?.error("expected at most 65,534 fields")
                ?? SchemaError(message: "expected at most 65,534 fields")
        }
        var plans: [FieldPlan] = []
        for (index, name) in members.names.enumerated() {
            let pointer = JSONPointer.token(name)
            var cleaning: [CleaningStep] = []
            if let schema = members.schemas[index], schema.kind == .object {
                cleaning = try compileCleaning(of: schema, field: pointer)
            }
            plans.append(
                FieldPlan(
                    name: name,
                    pointer: pointer,
                    isRequired: members.required.contains(index),
                    cleaning: cleaning,
                    value: try compileMember(members.schemas[index], refusal: members.refusal, .field(name))
                )
            )
        }
        return CompiledSchema(
            fields: table,
            plans: plans,
            unknownFields: members.unknown,
            cleaningRules: cleaningRules
        )
    }

    mutating func warn(_ message: String, exceptForParquet isChecked: Bool) {
        warnings.append(message)
        if !isChecked { parquetWarnings.append(message) }
    }

    /// Registers a rule for counting, and returns its index.
    mutating func addCleaningRule(_ rule: CleaningRuleName) -> Int {
        cleaningRules.append(rule)
        return cleaningRules.count - 1
    }
}
