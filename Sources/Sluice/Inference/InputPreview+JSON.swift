extension InputPreview {
    /// The preview as one JSON object on one line; `command` is what the program suggests to run next.
    package func json(command: String) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema_version", 1)
            writer.member("input", name)
            writer.member("files", fileCount)
            writer.member("bytes", bytes)
            writer.member("compression", compression)
            writer.member("encoding", "utf-8")
            writer.member("byte_order_mark", hasByteOrderMark)
            writer.member("shape", shape?.rawValue)
            writer.member("bytes_read", bytesRead)
            writer.member("is_whole", isWhole)
            writer.member("at", location?.pointer)
            writer.member("key_field", location?.keyField)
            writer.member("records_read", records)
            writer.member("faults", faults)
            writer.member("record_bytes") { writer in
                writer.member("sum", recordBytes)
                writer.member("min", smallestRecord)
                writer.member("max", largestRecord)
            }
            writer.arrayMember("fields") { writer in for field in fields { Self.write(field, to: &writer) } }
            writer.arrayMember("candidates") { writer in
                for place in candidates {
                    writer.object { writer in
                        writer.member("at", place.pointer)
                        writer.member("members", place.areMembers)
                        writer.member("objects", place.objects)
                    }
                }
            }
            writer.arrayMember("first_records") { writer in for record in firstRecords { writer.value(record) } }
            writer.member("command", command)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ field: Field, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", field.name)
            writer.member("count", field.count)
            writer.member("types") { writer in for type in field.types { writer.member(type.name, type.count) } }
        }
    }
}
