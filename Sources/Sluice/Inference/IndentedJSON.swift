/// JSON with one line for each value.
enum IndentedJSON {
    /// Returns the indented form of a compact text, with two spaces for each container.
    static func text(of compact: Span<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var depth = 0
        var index = 0
        func newLine() { output += [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: 2 * depth) }
        while index < compact.count {
            let byte = compact[index]
            switch byte {
            case UInt8(ascii: "\""):
                let end = endOfString(compact, from: index + 1)
                output.append(contentsOf: compact.extracting(index..<end))
                index = end - 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                output.append(byte)
                let next = compact[index + 1]
                // In ASCII a closing bracket is its opening one plus 2: the container is empty.
                if next == byte + 2 {
                    output.append(next)
                    index += 1
                } else {
                    depth += 1
                    newLine()
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                newLine()
                output.append(byte)
            case UInt8(ascii: ","):
                output.append(byte)
                newLine()
            case UInt8(ascii: ":"): output += [byte, UInt8(ascii: " ")]
            default: output.append(byte)
            }
            index += 1
        }
        return output
    }

    /// Returns the index past the closing quote of the string whose inside begins at `start`.
    private static func endOfString(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while text[index] != UInt8(ascii: "\"") { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return index + 1
    }
}
