extension TextCleaning {
    /// Appends `text` in upper case, by Unicode's full mapping: `ß` gives `SS`.
    static func appendUppercase(_ text: Span<UInt8>, to output: inout [UInt8]) -> Outcome {
        appendMapped(text, to: &output, by: UppercaseMapping())
    }

    /// Appends `text` in lower case, by Unicode's full mapping: `İ` gives `i̇`, and `Σ` at the end of a word `ς`.
    static func appendLowercase(_ text: Span<UInt8>, to output: inout [UInt8]) -> Outcome {
        appendMapped(text, to: &output, by: LowercaseMapping())
    }

    private static func appendMapped(
        _ text: Span<UInt8>,
        to output: inout [UInt8],
        by mapping: some CaseMapping
    ) -> Outcome {
        var index = firstChange(in: text, by: mapping)
        guard index < text.count else { return .unchanged }
        output.append(contentsOf: text.extracting(first: index))
        while index < text.count {
            index = appendASCII(of: text, from: index, to: &output, by: mapping)
            guard index < text.count else { break }
            let (scalar, length) = text.scalar(at: index)
            if let mapped = mapping.mapped(scalar, at: index, in: text) {
                output.append(contentsOf: mapped.utf8)
            } else {
                output.append(contentsOf: text.extracting(index..<index + length))
            }
            index += length
        }
        return .changed
    }

    /// Returns the index of the first scalar that changes, or `count`.
    @inline(__always)
    private static func firstChange(in text: Span<UInt8>, by mapping: some CaseMapping) -> Int {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                guard !mapping.changes(byte) else { return index }
                index += 1
            } else {
                let (scalar, length) = text.scalar(at: index)
                guard mapping.mapped(scalar, at: index, in: text) == nil else { return index }
                index += length
            }
        }
        return index
    }

    /// Appends the ASCII that begins at `start`, mapped, and returns where it ends.
    @inline(__always)
    private static func appendASCII(
        of text: Span<UInt8>,
        from start: Int,
        to output: inout [UInt8],
        by mapping: some CaseMapping
    ) -> Int {
        var end = start
        while end < text.count, text[end] < 0x80 { end += 1 }
        guard end > start else { return end }
        let mappedStart = output.count
        output.append(contentsOf: text.extracting(start..<end))
        var appended = output.mutableSpan
        for index in mappedStart..<appended.count where mapping.changes(appended[index]) { appended[index] ^= 0x20 }
        return end
    }
}

/// One direction of a case mapping.
private protocol CaseMapping {
    /// The first of the 26 ASCII letters that the mapping changes, by flipping bit 5.
    var firstASCIILetter: UInt8 { get }

    /// Returns the mapping of the non-ASCII scalar at `index`, or `nil` if it does not change.
    func mapped(_ scalar: Unicode.Scalar, at index: Int, in text: Span<UInt8>) -> String?
}

extension CaseMapping {
    @inline(__always)
    fileprivate func changes(_ ascii: UInt8) -> Bool {
        ascii &- firstASCIILetter < 26
    }
}

private struct UppercaseMapping: CaseMapping {
    var firstASCIILetter: UInt8 { UInt8(ascii: "a") }

    @inline(__always)
    func mapped(_ scalar: Unicode.Scalar, at index: Int, in text: Span<UInt8>) -> String? {
        scalar.isCaseless ? nil : scalar.change(to: scalar.properties.uppercaseMapping)
    }
}

private struct LowercaseMapping: CaseMapping {
    var firstASCIILetter: UInt8 { UInt8(ascii: "A") }

    @inline(__always)
    func mapped(_ scalar: Unicode.Scalar, at index: Int, in text: Span<UInt8>) -> String? {
        guard scalar != "\u{3A3}" else { return text.isFinalSigma(at: index) ? "\u{3C2}" : "\u{3C3}" }
        return scalar.isCaseless ? nil : scalar.change(to: scalar.properties.lowercaseMapping)
    }
}

extension Unicode.Scalar {
    /// Whether this is a kana or an ideograph, which have no case and need no table look-up.
    fileprivate var isCaseless: Bool {
        0x3000...0x9FFF ~= value
    }

    /// Returns `mapping` unless it is this scalar alone.
    ///
    /// Scalars are compared, not strings: U+212B and what it decomposes to would be equal strings.
    fileprivate func change(to mapping: String) -> String? {
        var scalars = mapping.unicodeScalars.makeIterator()
        return scalars.next() == self && scalars.next() == nil ? nil : mapping
    }
}
