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
    /// The errors found so far: compilation continues after each one, so that all of them are reported at once.
    private var errors: [SchemaError] = []

    init(unknownFields: UnknownFieldPolicy = .keep) {
        self.unknownFields = unknownFields
    }

    /// Compiles the schema of a record.
    mutating func compile(_ root: SchemaNode) throws(SchemaError) -> CompiledSchema {
        errors = root.document.duplicateKeys
        do throws(SchemaError) {
            let schema = try compileRecord(root)
            guard let error = SchemaError(errors) else { return schema }
            throw error
        } catch {
            throw SchemaError(errors + error.all) ?? error
        }
    }

    /// Returns what `compile` returns; `nil` if it fails, with its error kept.
    ///
    /// - Throws: the error, if there are too many.
    mutating func collectingErrors<Plan>(
        _ compile: (inout Self) throws(SchemaError) -> Plan
    ) throws(SchemaError) -> Plan? {
        do throws(SchemaError) {
            return try compile(&self)
        } catch {
            guard errors.count + 1 < SchemaError.maximum else { throw error }
            errors += error.all
            return nil
        }
    }

    private mutating func compileRecord(_ root: SchemaNode) throws(SchemaError) -> CompiledSchema {
        guard root.kind == .object else {
            throw root.error("expected a schema that describes an object, found \(Excerpt.noun(for: root.text.span))")
        }
        let keywords = try readKeywords(of: root)
        for (key, value) in root.members {
            guard let keyword = SchemaKeyword(rawValue: key), !keyword.isForRecord else { continue }
            let error = value.keyError("keyword \"\(key)\" is not supported for the record itself, only for its fields")
            _ = try collectingErrors { _ throws(SchemaError) in throw error }
        }
        if let type = keywords[.type] {
            _ = try collectingErrors { compiler throws(SchemaError) in try compiler.checkRecordType(type) }
        }
        return try compileFields(keywords)
    }

    private mutating func compileFields(_ keywords: Keywords) throws(SchemaError) -> CompiledSchema {
        let members = try readMembers(keywords)
        warnOfEqualNames(members)
        guard members.count < Int(FieldTable.extraField), let table = members.table else {
            throw (keywords[.properties] ?? keywords[.required])?.error("expected at most 65,534 fields")
                ?? SchemaError(message: "expected at most 65,534 fields")
        }
        var plans: [FieldPlan] = []
        for (index, name) in members.names.enumerated() {
            let plan = try collectingErrors { compiler throws(SchemaError) in
                try compiler.compileField(name, index, members)
            }
            if let plan { plans.append(plan) }
        }
        return CompiledSchema(
            fields: table,
            plans: plans,
            unknownFields: members.unknown,
            cleaningRules: cleaningRules
        )
    }

    private func checkRecordType(_ node: SchemaNode) throws(SchemaError) {
        guard try !readTypes(node).contains(.object) else { return }
        throw node.error("expected a schema that describes an object: every record is one")
    }

    private mutating func compileField(
        _ name: String,
        _ index: Int,
        _ members: Members
    ) throws(SchemaError) -> FieldPlan {
        let pointer = JSONPointer.token(name)
        var cleaning: [CleaningStep] = []
        if let schema = members.schemas[index], schema.kind == .object {
            let steps = try collectingErrors { compiler throws(SchemaError) in
                try compiler.compileCleaning(of: schema, field: pointer)
            }
            cleaning = steps ?? []
        }
        return FieldPlan(
            name: name,
            pointer: pointer,
            isRequired: members.required.contains(index),
            cleaning: cleaning,
            value: try compileMember(members.schemas[index], refusal: members.refusal, .field(name))
        )
    }

    /// Warns of names that Spark does not distinguish; Parquet files cannot have them at all.
    mutating func warnOfEqualNames(_ members: Members) {
        for (index, other) in members.equalNames {
            let reason =
                "the name \"\(Excerpt.path(members.names[index]))\" differs from \"\(Excerpt.path(other))\" only in case,"
                + " which Spark does not distinguish unless it is told to (spark.sql.caseSensitive)"
            guard let error = members.error(reason, at: index) else { continue }
            warn(error.message, exceptForParquet: true)
        }
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
