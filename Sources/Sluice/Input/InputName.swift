/// The name of an input as it was given: exactly, and as messages show it.
struct InputName: Sendable, Equatable {
    /// The bytes of the path; `-` for standard input.
    private let path: FilePath
    /// The name on one line, with control characters and bytes that are not UTF-8 escaped.
    let shown: String

    init(_ path: FilePath) {
        self.path = path
        shown = path.shown
    }

    init(_ source: InputSource) {
        switch source {
        case .file(let path), .directory(let path), .rejects(let path): self.init(path)
        case .standardInput, .bytes: self.init(FilePath(source.name))
        }
    }

    /// The size of the name in bytes, before it is escaped or encoded.
    var length: Int { path.bytes.count }

    /// Reads what `write(to:as:)` has written.
    init?(_ node: JSONNode, as key: String) {
        if let text = node[key]?.string {
            self.init(FilePath(text))
        } else {
            guard let bytes = node[key + "_base64"]?.string.flatMap(Base64.decode) else { return nil }
            self.init(FilePath(bytes: bytes))
        }
    }

    /// Writes the exact name as the member `key`, or as `KEY_base64` if it is not UTF-8.
    func write(to writer: inout JSONWriter, as key: String) {
        if let text = path.text {
            writer.member(key, text)
        } else {
            writer.member(key + "_base64", Base64.encode(path.bytes.span))
        }
    }
}
