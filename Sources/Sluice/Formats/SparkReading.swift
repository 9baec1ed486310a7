/// How Spark must be told to read the files, so that every value is what it was: `spark.read.format(…).options(…)`.
struct SparkReading {
    /// The name of Spark's source.
    let format: String
    var options: [(name: String, value: String)] = []
}

extension SparkReading: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("format", format)
            writer.member("options") { writer in
                for (name, value) in options { writer.member(name, value) }
            }
        }
    }
}

extension CSVPlan {
    /// What Spark is to take nothing between two commas for, and then for a null: no value is likely to be this text.
    ///
    /// By default that is the empty text, and empty strings are nulls.
    private static let absenceInSpark = "\0null"

    /// Without these options Spark splits values at line breaks, and changes them to line feeds; takes a backslash for
    /// an escape; and takes an empty string for a null.
    var sparkReading: SparkReading {
        let nullText = nullText.isEmpty ? Self.absenceInSpark : String(decoding: nullText, as: UTF8.self)
        return SparkReading(
            format: "csv",
            options: [
                ("header", "true"), ("multiLine", "true"), ("lineSep", lineEnd.text),
                ("escape", "\""), ("nullValue", nullText),
            ]
        )
    }
}
