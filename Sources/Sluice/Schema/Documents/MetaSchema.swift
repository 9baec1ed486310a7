/// The meta-schemas of the drafts, to which schemas may refer: what a valid schema of the draft is.
enum MetaSchema {
    /// Returns the meta-schema with this URI; `nil` if there is none.
    static func document(_ uri: String) throws(SchemaError) -> SchemaDocument? {
        guard let text = text(uri) else { return nil }
        return try SchemaDocument(bytes: Array(text.utf8), name: uri)
    }

    private static func text(_ uri: String) -> String? {
        switch uri {
        case "http://json-schema.org/draft-06/schema": older(uri, onlyDraft6: true)
        case "http://json-schema.org/draft-07/schema": older(uri, onlyDraft6: false)
        case draft2019 + "schema": whole(uri, recursive: true, vocabularies2019)
        case draft2020 + "schema": whole(uri, recursive: false, vocabularies2020)
        default: vocabulary(uri)
        }
    }

    private static let draft2019 = "https://json-schema.org/draft/2019-09/"
    private static let draft2020 = "https://json-schema.org/draft/2020-12/"
    private static let vocabularies2019 = ["core", "applicator", "validation", "meta-data", "format", "content"]
    private static let vocabularies2020 = [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content",
    ]

    /// A meta-schema of the drafts that consist of vocabularies.
    private static func whole(_ uri: String, recursive: Bool, _ vocabularies: [String]) -> String {
        let references = vocabularies.map { #"{"$ref":"meta/\#($0)"}"# }.joined(separator: ",")
        return #"""
            {"$schema":"\#(uri)","$id":"\#(uri)",\#(anchor(recursive: recursive)),
             "allOf":[\#(references)],"type":["object","boolean"],
             "properties":{
              "definitions":{"type":"object","additionalProperties":\#(own(recursive)),"default":{}},
              "dependencies":{"type":"object","additionalProperties":{"anyOf":[\#(own(recursive)),\#(strings)]}}}}
            """#
    }

    private static func vocabulary(_ uri: String) -> String? {
        for (base, names, recursive) in [(draft2019, vocabularies2019, true), (draft2020, vocabularies2020, false)] {
            guard let name = names.first(where: { uri == "\(base)meta/\($0)" }) else { continue }
            return #"""
                {"$schema":"\#(base)schema","$id":"\#(uri)",\#(anchor(recursive: recursive)),
                 "type":["object","boolean"],"properties":{\#(members(name, recursive))},"$defs":{\#(definitions(recursive))}}
                """#
        }
        return nil
    }

    private static func anchor(recursive: Bool) -> String {
        recursive ? #""$recursiveAnchor":true"# : #""$dynamicAnchor":"meta""#
    }

    /// The reference to the meta-schema as a whole, whatever it was extended to.
    private static func own(_ recursive: Bool) -> String {
        recursive ? ##"{"$recursiveRef":"#"}"## : ##"{"$dynamicRef":"#meta"}"##
    }

    private static let strings = ##"{"type":"array","items":{"type":"string"},"uniqueItems":true}"##
    private static let count = ##"{"type":"integer","minimum":0}"##

    private static func definitions(_ recursive: Bool) -> String {
        #""schemas":{"type":"array","minItems":1,"items":\#(own(recursive))}"#
    }

    private static func members(_ vocabulary: String, _ recursive: Bool) -> String {
        let schema = own(recursive)
        let named = #"{"type":"object","additionalProperties":\#(schema),"default":{}}"#
        let list = ##"{"$ref":"#/$defs/schemas"}"##
        switch vocabulary {
        case "core": return core(recursive, named)
        case "applicator": return applicator(recursive, schema, named, list)
        case "unevaluated": return #""unevaluatedItems":\#(schema),"unevaluatedProperties":\#(schema)"#
        case "validation": return validation
        case "meta-data":
            return #"""
                "title":{"type":"string"},"description":{"type":"string"},"default":true,
                "deprecated":{"type":"boolean"},"readOnly":{"type":"boolean"},"writeOnly":{"type":"boolean"},
                "examples":{"type":"array","items":true}
                """#
        case "format", "format-annotation": return #""format":{"type":"string"}"#
        default:
            return #"""
                "contentMediaType":{"type":"string"},"contentEncoding":{"type":"string"},"contentSchema":\#(schema)
                """#
        }
    }

    private static func core(_ recursive: Bool, _ named: String) -> String {
        let anchors =
            recursive
            ? #""$anchor":{"type":"string","pattern":"^[A-Za-z][-A-Za-z0-9.:_]*$"},"$recursiveRef":\#(reference),"#
                + #""$recursiveAnchor":{"type":"boolean"},"#
            : #""$anchor":\#(anchorName),"$dynamicRef":\#(reference),"$dynamicAnchor":\#(anchorName),"#
        return #"""
            "$id":{"type":"string","format":"uri-reference","pattern":"^[^#]*#?$"},
            "$schema":{"type":"string","format":"uri"},"$ref":\#(reference),\#(anchors)
            "$vocabulary":{"type":"object","propertyNames":{"type":"string","format":"uri"},
             "additionalProperties":{"type":"boolean"}},
            "$comment":{"type":"string"},"$defs":\#(named)
            """#
    }

    private static let reference = #"{"type":"string","format":"uri-reference"}"#
    private static let anchorName = #"{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"}"#

    private static func applicator(_ recursive: Bool, _ schema: String, _ named: String, _ list: String) -> String {
        let items =
            recursive
            ? #""additionalItems":\#(schema),"unevaluatedItems":\#(schema),"items":{"anyOf":[\#(schema),\#(list)]},"#
                + #""unevaluatedProperties":\#(schema),"#
            : #""prefixItems":\#(list),"items":\#(schema),"#
        return #"""
            \#(items)"contains":\#(schema),"additionalProperties":\#(schema),"properties":\#(named),
            "patternProperties":{"type":"object","additionalProperties":\#(schema),
             "propertyNames":{"format":"regex"},"default":{}},
            "dependentSchemas":\#(named),"propertyNames":\#(schema),"if":\#(schema),"then":\#(schema),"else":\#(schema),
            "allOf":\#(list),"anyOf":\#(list),"oneOf":\#(list),"not":\#(schema)
            """#
    }

    private static let typeNames = #"{"enum":["array","boolean","integer","null","number","object","string"]}"#
    private static let types = #"""
        {"anyOf":[\#(typeNames),{"type":"array","items":\#(typeNames),"minItems":1,"uniqueItems":true}]}
        """#

    /// The keywords that the older drafts have too.
    private static let sharedValidation = #"""
        "const":true,"enum":{"type":"array","items":true},"type":\#(types),
        "multipleOf":{"type":"number","exclusiveMinimum":0},"maximum":{"type":"number"},
        "exclusiveMaximum":{"type":"number"},"minimum":{"type":"number"},"exclusiveMinimum":{"type":"number"},
        "maxLength":\#(count),"minLength":\#(count),"pattern":{"type":"string","format":"regex"},
        "maxItems":\#(count),"minItems":\#(count),"uniqueItems":{"type":"boolean","default":false},
        "maxProperties":\#(count),"minProperties":\#(count),"required":\#(strings)
        """#

    private static let validation = #"""
        \#(sharedValidation),"maxContains":\#(count),"minContains":\#(count),
        "dependentRequired":{"type":"object","additionalProperties":\#(strings)}
        """#

    /// Drafts 06 and 07, each in one document.
    private static func older(_ uri: String, onlyDraft6: Bool) -> String {
        let schema = ##"{"$ref":"#"}"##
        let list = ##"{"$ref":"#/definitions/schemas"}"##
        let named = #"{"type":"object","additionalProperties":\#(schema),"default":{}}"#
        let added =
            onlyDraft6
            ? ""
            : #""$comment":{"type":"string"},"readOnly":{"type":"boolean"},"if":\#(schema),"then":\#(schema),"#
                + #""else":\#(schema),"contentMediaType":{"type":"string"},"contentEncoding":{"type":"string"},"#
        return #"""
            {"$schema":"\#(uri)#","$id":"\#(uri)#","definitions":{"schemas":{"type":"array","minItems":1,"items":\#(schema)}},
             "type":["object","boolean"],"properties":{\#(added)\#(sharedValidation),
             "$id":\#(reference),"$schema":{"type":"string","format":"uri"},"$ref":\#(reference),
             "title":{"type":"string"},"description":{"type":"string"},"default":true,
             "examples":{"type":"array","items":true},
             "additionalItems":\#(schema),"items":{"anyOf":[\#(schema),\#(list)],"default":true},"contains":\#(schema),
             "additionalProperties":\#(schema),"definitions":\#(named),"properties":\#(named),
             "patternProperties":{"type":"object","additionalProperties":\#(schema),"default":{}},
             "dependencies":{"type":"object","additionalProperties":{"anyOf":[\#(schema),\#(strings)]}},
             "propertyNames":\#(schema),"format":{"type":"string"},
             "allOf":\#(list),"anyOf":\#(list),"oneOf":\#(list),"not":\#(schema)},"default":true}
            """#
    }
}
