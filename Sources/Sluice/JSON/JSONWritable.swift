/// A value with one JSON form.
protocol JSONWritable {
    /// Writes exactly one value.
    func write(to writer: inout JSONWriter)
}

extension String: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.value(text: utf8.span)
    }
}

extension Bool: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.value(encoded: (self ? "true" : "false").utf8.span)
    }
}

extension Double: JSONWritable {
    /// Writes the shortest text that reads back as the same double, or `null` for infinities and NaN.
    func write(to writer: inout JSONWriter) {
        writer.value(encoded: (isFinite ? description : "null").utf8.span)
    }
}

extension JSONWritable where Self: BinaryInteger {
    func write(to writer: inout JSONWriter) {
        writer.value(encoded: String(self).utf8.span)
    }
}

extension Int: JSONWritable {}
extension Int64: JSONWritable {}
extension UInt64: JSONWritable {}
extension Int32: JSONWritable {}
extension UInt32: JSONWritable {}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    func write(to writer: inout JSONWriter) {
        switch self {
        case .some(let value): value.write(to: &writer)
        case .none: writer.value(encoded: "null".utf8.span)
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.array { writer in
            for element in self { element.write(to: &writer) }
        }
    }
}
