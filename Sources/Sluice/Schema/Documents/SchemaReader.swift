/// Reads a schema with everything that it refers to.
///
/// ```
/// root document ──scan──▶ schemas, keywords, anchors, references ──resolve──▶ other places and documents ──scan──▶ …
/// ```
///
/// A document is scanned for schemas where keywords put them; a reference may lead to other places, which are scanned
/// when they are reached. All errors are collected, also those of schemas that are never used.
struct SchemaReader {
    /// The most documents that one schema may consist of.
    private static let maximumDocuments = 1_000

    /// What the schema says that is not checked.
    private(set) var notes: [SchemaError] = []
    /// Each `format`.
    private(set) var formats: [SchemaFormatNote] = []
    /// Whether the schema holds evidence of what was seen of the values.
    private(set) var hasEvidence = false
    /// The dialect of a document that does not name its own.
    var defaultDialect = SchemaDialect.draft2020
    /// What is wrong with the schema: what is at fault is not in the library.
    private(set) var errors: [SchemaError] = []
    private var documents: [SchemaDocument] = []
    private var resources: [SchemaResource] = []
    /// The resources by their absolute URIs; a document in a file has that of the file too.
    private var resourcesByURI: [String: Int] = [:]
    private var resourceNumbers: [SchemaNode.Key: Int] = [:]
    private var keywords: [SchemaNode.Key: SchemaKeywords] = [:]
    private var targets: [SchemaNode.Key: SchemaNode] = [:]
    private var unresolved: [SchemaNode] = []
    /// The schemas that hold the unresolved references.
    private var holders: [SchemaNode.Key: Int] = [:]
    private var unknownKeywords: Set<String> = []

    /// Reads the schema at `pointer` in `document`; what is wrong with it is in `errors`.
    ///
    /// - Throws: `SchemaError` if there is no schema at all.
    mutating func read(_ document: SchemaDocument, at pointer: JSONPointer? = nil) throws(SchemaError) -> SchemaLibrary
    {
        add(document, dialect: defaultDialect)
        let root = try find(pointer, in: document)
        guard root.mayBeSchema else {
            let found = Excerpt.noun(for: root.text.span)
            throw root.error("expected a schema that describes an object, found \(found)")
        }
        scan(root, in: 0)
        while let reference = unresolved.popLast(), errors.count < SchemaError.maximum { resolve(reference) }
        return SchemaLibrary(
            root: root,
            resources: resources,
            keywords: keywords,
            resourceNumbers: resourceNumbers,
            targets: targets,
            documents: documents
        )
    }

    private func find(_ pointer: JSONPointer?, in document: SchemaDocument) throws(SchemaError) -> SchemaNode {
        var node = document.root
        for token in pointer?.tokens ?? [] {
            guard let child = node.child(token) else {
                let name = Excerpt.path(String(decoding: token, as: UTF8.self))
                throw node.error("there is no \"\(name)\" here")
            }
            node = child
        }
        return node
    }

    private mutating func report(_ error: SchemaError) {
        guard errors.count < SchemaError.maximum else { return }
        errors += error.all
    }
}

// MARK: Documents and resources

extension SchemaReader {
    /// Registers a document, and returns the index of its resource.
    @discardableResult
    private mutating func add(_ document: SchemaDocument, dialect: SchemaDialect) -> Int {
        documents.append(document)
        for error in document.duplicateKeys { report(error) }
        let root = document.root
        let fileURI = document.path.map { URIReference(file: $0).withoutFragment } ?? ""
        let named = root.member("$schema").flatMap { $0.string.flatMap(SchemaDialect.init(uri:)) }
        let dialect = named ?? SchemaDialect(openAPI: root) ?? dialect
        let identifier = identifier(of: root, dialect, base: fileURI)
        resources.append(SchemaResource(uri: identifier ?? fileURI, root: root, dialect: dialect))
        let number = resources.count - 1
        register(fileURI, number)
        if let identifier { register(identifier, number) }
        return number
    }

    private mutating func register(_ uri: String, _ number: Int) {
        if resourcesByURI[uri] == nil { resourcesByURI[uri] = number }
    }

    /// The absolute URI that `$id` gives a schema; `nil` if it gives none.
    private func identifier(of schema: SchemaNode, _ dialect: SchemaDialect, base: String) -> String? {
        guard let text = schema.member("$id")?.string, dialect != .openAPI30 else { return nil }
        if dialect.ignoresSiblingsOfReferences, schema.member("$ref") != nil { return nil }
        let reference = URIReference(text)
        guard !reference.isFragmentOnly else { return nil }
        return reference.resolved(against: URIReference(base)).withoutFragment
    }

    /// Returns the index of the resource that a schema belongs to, or is.
    private mutating func resource(of schema: SchemaNode, in outer: Int) -> Int {
        guard schema.key != resources[outer].root.key,
            let uri = identifier(of: schema, resources[outer].dialect, base: resources[outer].uri)
        else { return outer }
        var dialect = resources[outer].dialect
        if let text = schema.member("$schema")?.string, let named = SchemaDialect(uri: text) { dialect = named }
        if let known = resourcesByURI[uri], resources[known].root.key != schema.key {
            report((schema.member("$id") ?? schema).error("the identifier is used twice"))
        }
        resources.append(SchemaResource(uri: uri, root: schema, dialect: dialect))
        register(uri, resources.count - 1)
        return resources.count - 1
    }
}

// MARK: Scanning

extension SchemaReader {
    /// Reads a schema of a resource, and those inside it.
    private mutating func scan(_ schema: SchemaNode, in resource: Int) {
        var pending = [(schema, resource)]
        while let (schema, outer) = pending.popLast() {
            guard resourceNumbers[schema.key] == nil else { continue }
            guard schema.mayBeSchema else {
                report(schema.mismatch(expected: "a schema"))
                continue
            }
            guard schema.kind == .object else {
                resourceNumbers[schema.key] = outer
                continue
            }
            let number = self.resource(of: schema, in: outer)
            resourceNumbers[schema.key] = number
            let found = readKeywords(of: schema, number)
            keywords[schema.key] = found
            for (keyword, value) in found {
                for inner in keyword.schemas(in: value) { pending.append((inner, number)) }
            }
        }
    }

    private mutating func readKeywords(of schema: SchemaNode, _ number: Int) -> SchemaKeywords {
        let dialect = resources[number].dialect
        var result: SchemaKeywords = [:]
        for (name, value) in schema.members {
            guard let keyword = SchemaKeyword(rawValue: name) else {
                readUnknown(name, value)
                continue
            }
            guard dialect.knows(keyword) else {
                warnOfUnknown(name, "keyword \"\(name)\" is not part of \(dialect.name); it is ignored", value)
                continue
            }
            let isValid = checking { reader throws(SchemaError) in
                try SchemaForm(dialect, reader.hasExplicitDraft(number)).check(keyword, value)
            }
            if isValid { result[keyword] = value }
        }
        if dialect.ignoresSiblingsOfReferences, result[.ref] != nil { dropSiblings(of: &result) }
        note(result, of: schema, number)
        return result
    }

    private mutating func checking(_ check: (inout Self) throws(SchemaError) -> Void) -> Bool {
        do throws(SchemaError) {
            try check(&self)
            return true
        } catch {
            report(error)
            return false
        }
    }

    /// Whether the document of a resource names its draft.
    private func hasExplicitDraft(_ number: Int) -> Bool {
        resources[number].root.document.root.member("$schema") != nil
    }

    /// Removes what is ignored beside `$ref` before draft 2019-09.
    private mutating func dropSiblings(of keywords: inout SchemaKeywords) {
        for (keyword, value) in keywords {
            switch keyword {
            case .ref, .schema, .definitions, .oldDefinitions, .clean, .comment: continue
            case .title, .description, .default, .examples, .example, .readOnly, .writeOnly, .id, .deprecatedFlag: break
            default:
                warnOfUnknown(
                    "$ref " + keyword.rawValue,
                    "keyword \"\(keyword.rawValue)\" is ignored beside \"$ref\" before draft 2019-09",
                    value
                )
            }
            keywords[keyword] = nil
        }
    }

    /// Registers what the keywords say of the schema as a whole.
    private mutating func note(_ keywords: SchemaKeywords, of schema: SchemaNode, _ number: Int) {
        if let node = keywords[.schema] { checkDraft(node) }
        for keyword in [SchemaKeyword.anchor, .dynamicAnchor] {
            guard let name = keywords[keyword]?.string else { continue }
            addAnchor(name, schema, number)
            if keyword == .dynamicAnchor { resources[number].dynamicAnchors[name] = schema }
        }
        if let identifier = keywords[.id], let text = identifier.string {
            noteFragment(URIReference(text), identifier, schema, number)
        }
        if keywords[.recursiveAnchor]?.kind == .true, schema.key == resources[number].root.key {
            resources[number].isRecursive = true
        }
        for keyword in [SchemaKeyword.ref, .dynamicRef, .recursiveRef] {
            guard let reference = keywords[keyword] else { continue }
            unresolved.append(reference)
            holders[reference.key] = number
        }
        if let format = keywords[.format] { formats.append(SchemaFormatNote(format)) }
    }

    private mutating func addAnchor(_ name: String, _ schema: SchemaNode, _ number: Int) {
        if let other = resources[number].anchors[name], other.key != schema.key {
            return report(schema.error("the anchor \"\(Excerpt.path(name))\" is used twice in this document"))
        }
        resources[number].anchors[name] = schema
    }

    /// A fragment in `$id` is an anchor in drafts 06 and 07, and an error after them.
    private mutating func noteFragment(
        _ reference: URIReference,
        _ identifier: SchemaNode,
        _ schema: SchemaNode,
        _ number: Int
    ) {
        guard let fragment = reference.fragment, !fragment.isEmpty else { return }
        if resources[number].dialect <= .draft7 {
            addAnchor(reference.fragmentText, schema, number)
        } else {
            report(identifier.error("expected an identifier without a fragment: use \"$anchor\""))
        }
    }

    private mutating func checkDraft(_ node: SchemaNode) {
        guard let text = node.string, SchemaDialect(uri: text) == nil else { return }
        let drafts = SchemaDialect.drafts.map { "\($0.dialect.name) (\"\($0.uri)\")" }
        report(node.error("expected \(drafts.joined(separator: ", ")), found \"\(Excerpt.path(text))\""))
    }
}

// MARK: Keywords that are not checked

extension SchemaReader {
    private mutating func readUnknown(_ name: String, _ value: SchemaNode) {
        if name.hasPrefix("x-") {
            if name == SchemaEvidence.keyword { hasEvidence = true }
            _ = checking { _ throws(SchemaError) in try SchemaForm.checkExtension(name, value) }
            return
        }
        let shown = Excerpt.path(name)
        guard !SchemaKeyword.foreign.contains(name) else {
            return warnOfUnknown(name, "keyword \"\(shown)\" is ignored", value)
        }
        let nearest = NearestName.find(name, among: SchemaKeyword.allCases.map(\.rawValue))
        if let nearest, name.count >= 5, NearestName.isOneMistake(name, nearest) {
            return report(value.keyError("unknown keyword \"\(shown)\"; did you mean \"\(nearest)\"?"))
        }
        let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
        warnOfUnknown(name, "keyword \"\(shown)\" is unknown, and ignored\(hint)", value)
    }

    /// Warns of a keyword the first time that it occurs.
    private mutating func warnOfUnknown(_ name: String, _ message: String, _ value: SchemaNode) {
        guard unknownKeywords.insert(name).inserted else { return }
        notes.append(value.keyError(message))
    }
}

// MARK: References

extension SchemaReader {
    private mutating func resolve(_ reference: SchemaNode) {
        let text = reference.string ?? ""
        let parsed = URIReference(text)
        let holder = holders[reference.key] ?? 0
        _ = checking { reader throws(SchemaError) in
            let number = parsed.isFragmentOnly ? holder : try reader.resource(parsed, from: holder, reference)
            let target = try reader.target(parsed, in: number, reference)
            reader.targets[reference.key] = target
        }
    }

    /// Returns the index of the resource that a reference names; reads its document if need be.
    private mutating func resource(
        _ parsed: URIReference,
        from holder: Int,
        _ reference: SchemaNode
    ) throws(SchemaError) -> Int {
        let absolute = parsed.resolved(against: URIReference(resources[holder].uri))
        let uri = absolute.withoutFragment
        if let number = resourcesByURI[uri] { return number }
        if let document = try MetaSchema.document(uri) {
            return try load(document, reference, like: holder)
        }
        if let path = absolute.filePath ?? localPath(of: parsed, holder) {
            return try load(try file(at: path, reference), reference, like: holder)
        }
        if absolute.isAbsolute {
            throw reference.error(
                "cannot read \"\(Excerpt.path(uri))\": schemas are not fetched from elsewhere; refer to a local file"
            )
        }
        throw reference.error(
            "cannot read \"\(Excerpt.path(uri))\": this schema is not in a file to which it could be relative"
        )
    }

    /// The file that a relative reference names beside the document, whatever the document's identifier; `nil` if there
    /// is none.
    private func localPath(of parsed: URIReference, _ holder: Int) -> FilePath? {
        guard let own = resources[holder].root.document.path, let path = parsed.relativePath else { return nil }
        let local = path.isAbsolute ? path : own.parentAndName.parent.appending(path)
        do throws(SystemError) { return try local.resolved() } catch { return nil }
    }

    private func file(at path: FilePath, _ reference: SchemaNode) throws(SchemaError) -> SchemaDocument {
        do throws(SchemaError) {
            return try SchemaFile.document(at: path)
        } catch {
            // What is wrong inside the file has its own place; that it cannot be read is said of the reference.
            guard error.isAboutFile else { throw error }
            throw reference.error(error.message)
        }
    }

    private mutating func load(_ document: SchemaDocument, _ reference: SchemaNode, like holder: Int)
        throws(SchemaError) -> Int
    {
        if let path = document.path, let number = resourcesByURI[URIReference(file: path).withoutFragment] {
            return number
        }
        guard documents.count < Self.maximumDocuments else {
            throw reference.error("a schema has at most \(Self.maximumDocuments) documents")
        }
        let number = add(document, dialect: resources[holder].dialect)
        if SchemaDialect(openAPI: document.root) == nil, document.root.mayBeSchema { scan(document.root, in: number) }
        return number
    }

    /// Returns the schema that the fragment of a reference names in a resource.
    private mutating func target(
        _ parsed: URIReference,
        in number: Int,
        _ reference: SchemaNode
    ) throws(SchemaError) -> SchemaNode {
        let fragment = parsed.fragmentText
        guard !fragment.isEmpty, !fragment.hasPrefix("/") else {
            return try follow(JSONPointer(fragment), in: number, reference)
        }
        guard let schema = resources[number].anchors[fragment] else {
            throw reference.error("there is no anchor \"\(Excerpt.path(fragment))\" in \(documentName(number))")
        }
        return schema
    }

    private mutating func follow(
        _ pointer: JSONPointer?,
        in number: Int,
        _ reference: SchemaNode
    ) throws(SchemaError) -> SchemaNode {
        var number = number
        var node = resources[number].root
        guard let pointer else { throw reference.error("expected a JSON Pointer after \"#\"") }
        for token in pointer.tokens {
            guard let child = node.child(token) else {
                let name = Excerpt.path(String(decoding: token, as: UTF8.self))
                let place =
                    node.pointer.isEmpty
                    ? documentName(number) : "\(documentName(number)) at \(Excerpt.path(node.pointer))"
                throw reference.error("there is no \"\(name)\" in \(place)")
            }
            node = child
            if let own = resourceNumbers[node.key] { number = own }
        }
        if resourceNumbers[node.key] == nil { scan(node, in: number) }
        return node
    }

    private func documentName(_ number: Int) -> String { Excerpt.path(resources[number].root.document.name) }
}
