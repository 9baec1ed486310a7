import Testing

@testable import Sluice

@Suite("Columns from a schema")
struct ParquetSchemaTests {
    private func columns(_ text: String, _ unknown: UnknownFieldPolicy = .drop) throws -> [String] {
        let schema = try ParquetSchemaCompiler.compile(Schema(text: text), unknownFields: unknown)
        return schema.columns.map {
            let levels = "\($0.maximumDefinitionLevel) \($0.maximumRepetitionLevel)"
            return "\($0.path.joined(separator: ".")): \($0.type) \(levels)"
        }
    }

    private func message(_ text: String, _ unknown: UnknownFieldPolicy = .keep) throws -> String? {
        let schema = try Schema(text: text)
        do throws(SchemaError) {
            _ = try ParquetSchemaCompiler.compile(schema, unknownFields: unknown)
            return nil
        } catch {
            return error.message
        }
    }

    @Test("the built-in schema")
    func items() throws {
        let schema = try ParquetSchemaCompiler.compile(.items, unknownFields: .keep)
        #expect(schema.columns.map(\.path) == schema.columns.map { [$0.path[0]] })
        #expect(
            schema.columns.map { "\($0.path[0]) \($0.type) \($0.maximumDefinitionLevel)" } == [
                "id int64 0", "name string 0", "category string 0", "value double 0", "quantity int64 0",
                "is_active boolean 1", "created_at string 1", "_extra string 1",
            ]
        )
        #expect(schema.elements.map(\.childCount) == [8] + Array(repeating: 0, count: 8))
    }

    @Test(
        "a type for each field",
        arguments: [
            (#"{"type":"integer","minimum":0,"maximum":2147483647}"#, "int32"),
            (#"{"type":"integer","exclusiveMinimum":-2147483648,"exclusiveMaximum":2147483648}"#, "int64"),
            (#"{"enum":[1,2,null]}"#, "int32"), (#"{"enum":[1,2.5]}"#, "double"), (#"{"const":true}"#, "boolean"),
            (#"{"type":["integer","number","null"]}"#, "double"), (#"{"type":"string","format":"email"}"#, "string"),
            (#"{"type":"string","format":"date"}"#, "date"),
            (#"{"type":"string","format":"date-time"}"#, "timestamp(isAdjustedToUTC: true)"),
            (#"{"type":"string","x-format":"local-date-time"}"#, "timestamp(isAdjustedToUTC: false)"),
            (#"{"type":"number","multipleOf":0.01,"x-parquet":"decimal(10, 2)"}"#, "decimal(precision: 10, scale: 2)"),
            (#"{"type":["string","integer"]}"#, "json"), (#"{"type":"object"}"#, "json"),
            (#"{"type":"array"}"#, "json"), (#"{"type":"array","items":{}}"#, "json"),
            (#"{"type":"array","items":true}"#, "json"), (#"{"type":"array","items":{"title":"t"}}"#, "json"),
            (
                #"{"type":["array","null"],"items":{"type":["null","boolean","object","array","number","string"]}}"#,
                "json"
            ),
            ("{}", "json"), ("true", "json"), (#"{"type":"null"}"#, "json"),
        ]
    )
    func types(field: String, type: String) throws {
        #expect(try columns(#"{"properties":{"v":\#(field)}}"#) == ["v: \(type) 1 0"])
    }

    @Test("groups and lists")
    func nested() throws {
        let text = #"""
            {"properties":{"o":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"boolean"}},"required":["x"]},
            "l":{"type":"array","items":{"type":["array","null"],"items":{"type":"string"}}}},"required":["l"]}
            """#
        #expect(
            try columns(text) == [
                "o.x: int64 1 0", "o.y: boolean 2 0", "l.list.element.list.element: string 3 2",
            ]
        )
    }

    @Test("names that Spark cannot distinguish are refused, with their place")
    func equalNames() throws {
        #expect(
            try message(#"{"properties":{"id":{},"ID":{}}}"#)
                == #"s.json:1:24: /properties/ID: the name "ID" differs from "id" only in case, which Spark cannot read from Parquet"#
        )
        let inner = #"{"properties":{"o":{"type":"object","properties":{"é":{},"É":{}}}}}"#
        #expect(try message(inner)?.contains("/properties/o/properties/É") == true)
        #expect(try message(#"{"properties":{"_Extra":{}}}"#)?.contains("is taken") == true)
        #expect(try message(#"{"properties":{"_Extra":{}}}"#, .drop) == nil)
        #expect(try message(#"{"properties":{}}"#, .drop)?.contains("at least one column") == true)
    }

    @Test("all names that Spark cannot distinguish are refused at once, in the order of the text")
    func allEqualNames() throws {
        let text = #"""
            {"properties":{"a":{},"A":{},"o":{"type":"object","properties":{"x":{},"X":{},"y":{}},"required":["Y"]},
            "_extra":{},"_EXTRA":{}}}
            """#
        let schema = try Schema(text: text)
        let error = #expect(throws: SchemaError.self) {
            try ParquetSchemaCompiler.compile(schema, unknownFields: .keep)
        }
        let errors = try #require(error).all
        #expect(
            errors.map(\.pointer) == [
                "/properties/A", "/properties/o/properties/X", "/properties/o/required", "/properties/_extra",
                "/properties/_EXTRA", "/properties/_EXTRA",
            ]
        )
        #expect(errors.allSatisfy { $0.message.hasPrefix("s.json:") && $0.others.isEmpty })
    }

    @Test(
        "an impossible decimal is refused",
        arguments: ["decimal", "decimal(39,2)", "decimal(0,0)", "decimal(2,3)", "decimal(2)", "decimal(a,b)", "float"]
    )
    func decimalText(text: String) throws {
        let field = #"{"properties":{"v":{"type":"number","x-parquet":"\#(text)"}}}"#
        // Whatever the format: it is no Parquet column that refuses it.
        #expect(Schema.errorMessage(of: field)?.contains("/properties/v/x-parquet: expected \"decimal(p,s)\"") == true)
    }

    @Test("other keywords for Parquet are refused where they have no meaning")
    func keywords() throws {
        let decimal = Schema.errorMessage(of: #"{"properties":{"v":{"type":"string","x-parquet":"decimal(2,1)"}}}"#)
        #expect(
            decimal
                == #"s.json:1:37: /properties/v/x-parquet: a decimal column holds numbers: the type must be "number" or "integer""#
        )
        let format = Schema.errorMessage(of: #"{"properties":{"v":{"type":"string","x-format":"local-time"}}}"#)
        #expect(format?.contains("/properties/v/x-format: expected \"local-date-time\"") == true)
        let items = #"{"properties":{"v":{"type":"array","items":{"type":"number","x-parquet":"decimal(50,2)"}}}}"#
        #expect(Schema.errorMessage(of: items)?.contains("/properties/v/items/x-parquet: ") == true)
        #expect(Schema.errorMessage(of: #"{"properties":{"v":{"x-fromat":"a"}}}"#)?.contains("x-format") == true)
    }

    @Test("decimals are as long as their digits need")
    func decimalLengths() {
        let lengths = (1...38).map { precision -> String in
            let type = ColumnType.decimal(precision: precision, scale: 0)
            return "\(type.physicalType) \(type.fixedLength ?? 0)"
        }
        #expect(lengths[8] == "int32 0")
        #expect(lengths[9] == "int64 0")
        #expect(lengths[17] == "int64 0")
        #expect(lengths[18] == "fixedLengthByteArray 9")
        #expect(lengths[37] == "fixedLengthByteArray 16")
    }
}
