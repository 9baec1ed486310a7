/// A column, or a field of a structure.
struct SparkField: Sendable, Equatable {
    let name: String
    let type: SparkType
    let isNullable: Bool

    /// The type, and whether a value is always present.
    var constrainedType: String { type.text + (isNullable ? "" : " NOT NULL") }

    /// The name, in backticks unless it is a plain word.
    var quotedName: String {
        guard !Self.isPlain(name) || Self.reserved.contains(name.uppercased()) else { return name }
        return "`" + name.map { $0 == "`" ? "``" : String($0) }.joined() + "`"
    }

    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, !isDigit(first) else { return false }
        return name.utf8.allSatisfy { byte in
            isDigit(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

    /// The words that Spark may reserve: those reserved by the SQL standard.
    private static let reserved: Set<String> = Set(
        """
        ALL AND ANTI ANY ARRAY AS AT AUTHORIZATION BETWEEN BOTH BY CASE CAST CHECK COLLATE COLUMN COMMIT CONSTRAINT CREATE
        CROSS CUBE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATE DELETE DESCRIBE DISTINCT DROP ELSE END
        ESCAPE EXCEPT EXISTS EXTERNAL EXTRACT FALSE FETCH FILTER FOR FOREIGN FROM FULL FUNCTION GLOBAL GRANT GROUP
        GROUPING HAVING IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN LATERAL LEADING LEFT LIKE LOCAL MAP MINUS NATURAL
        NO NOT NULL OF OFFSET ON ONLY OR ORDER OUT OUTER OVERLAPS PARTITION POSITION PRIMARY RANGE REFERENCES REVOKE RIGHT
        ROLLBACK ROLLUP ROW ROWS SELECT SEMI SESSION_USER SET SOME START STRUCT TABLE TABLESAMPLE THEN TIME TIMESTAMP TO
        TRAILING TRUE TRUNCATE UNION UNIQUE UNKNOWN UPDATE USER USING VALUES WHEN WHERE WINDOW WITH
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
}

extension [SparkField] {
    /// The columns as `spark.read.schema` expects them: `id BIGINT NOT NULL, name STRING`.
    var ddl: String { map { "\($0.quotedName) \($0.constrainedType)" }.joined(separator: ", ") }
}
