@testable import Sluice

/// One accepted record as it is to be written: its members in their order, put together the slow and obvious way.
struct ReferenceRecord: Equatable {
    struct Member: Equatable {
        /// The key without its escapes.
        let key: [UInt8]
        /// The value's text without white space.
        let text: [UInt8]
    }

    var members: [Member] = []

    /// Reads a record from its text; `nil` unless it is an object.
    init?(_ text: [UInt8]) {
        let reading = ReferenceTokenizer.read(text, maximumDepth: 512)
        guard reading.failure == nil, case .beginObject? = reading.tokens.first else { return nil }
        var depth = 0
        var key: [UInt8] = []
        var value: [Token] = []
        for token in reading.tokens.dropFirst().dropLast() {
            if depth == 0, case .key(let range, _) = token {
                key = Self.unquoted(text[range])
                continue
            }
            value.append(token)
            switch token {
            case .beginObject, .beginArray: depth += 1
            case .endObject, .endArray: depth -= 1
            default: break
            }
            guard depth == 0 else { continue }
            members.append(Member(key: key, text: Self.compact(value, of: text)))
            value.removeAll()
        }
    }

    /// The members that `row` of a batch has, its new values and added ones included.
    init(_ row: Int, of batch: borrowing RecordBatch, isKeepingExtras: Bool) {
        var extra = Int(batch.rows[row].firstExtra)
        for place in batch.rows[row].fields {
            let field = batch.order[place]
            guard field == FieldTable.extraField else {
                append(Int(field), row, of: batch)
                continue
            }
            let entry = batch.extras[extra]
            extra += 1
            guard isKeepingExtras else { continue }
            let view = batch.view
            let start = Int(entry.keyOffset)
            let key = view.span.extracting(start..<start + Int(entry.keyLength))
            let text = Self.compact(Array(copying: batch.text(of: entry.value)))
            members.append(Member(key: Self.unquoted(Array(copying: key)[...]), text: text))
        }
        for field in 0..<batch.fields.count where batch[field, row].flags.contains(.isAdded) {
            if batch[field, row].kind != .missing { append(field, row, of: batch) }
        }
    }

    private mutating func append(_ field: Int, _ row: Int, of batch: borrowing RecordBatch) {
        let text = Self.compact(Array(copying: batch.text(of: batch[field, row])))
        members.append(Member(key: Array(copying: batch.fields.name(of: field)), text: text))
    }

    /// Returns a text without the white space between its tokens.
    static func compact(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 <= 0x20 }) else { return text }
        return compact(ReferenceTokenizer.read(text, maximumDepth: 512).tokens, of: text)
    }

    private static func compact(_ tokens: [Token], of text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var needsComma = false
        for token in tokens {
            switch token {
            case .endObject, .endArray: break
            default: if needsComma { output.append(UInt8(ascii: ",")) }
            }
            needsComma = true
            switch token {
            case .beginObject, .beginArray:
                output.append(token.isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
                needsComma = false
            case .endObject: output.append(UInt8(ascii: "}"))
            case .endArray: output.append(UInt8(ascii: "]"))
            case .key(let range, _):
                output += text[range] + [UInt8(ascii: ":")]
                needsComma = false
            case .scalar(_, let range, _): output += text[range]
            }
        }
        return output
    }

    /// What a string stands for.
    static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let content = Array(text.dropFirst().dropLast())
        guard content.contains(UInt8(ascii: "\\")) else { return content }
        return ReferenceText.decoded(content).map { Array($0.utf8) } ?? []
    }
}

extension Token {
    fileprivate var isObject: Bool {
        if case .beginObject = self { return true }
        return false
    }
}
