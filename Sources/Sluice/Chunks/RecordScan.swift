import CSluiceKernels

/// Finds where records end by following strings and brackets from a place that is known: right where the text is well
/// formed, and slower than a guess.
struct RecordScan {
    private let framing: RecordFraming
    private var nesting = sluice_nesting()

    /// Begins at the record level: between two records, or before the first.
    init(framing: RecordFraming) {
        self.framing = framing
    }

    /// Moves on over `bytes`.
    mutating func pass(_ bytes: Span<UInt8>) {
        // SAFETY: the kernel reads the span's own bytes.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe sluice_follow_nesting(&nesting, base, bytes.count)
        }
    }

    /// Moves on over `bytes` to the first place at or after `target` where a record has ended; `nil` if none does.
    mutating func cut(in bytes: Span<UInt8>, from target: Int) -> Int? {
        var index = min(max(target - 1, 0), bytes.count)
        pass(bytes.extracting(..<index))
        while index < bytes.count {
            pass(bytes.extracting(index..<index + 1))
            let byte = bytes[index]
            index += 1
            if nesting.depth == 0, nesting.is_in_string == 0, byte == separator, index >= target { return index }
        }
        return nil
    }

    /// What a record ends in, at its own level.
    private var separator: UInt8 {
        switch framing {
        case .array: UInt8(ascii: ",")
        case .lines: UInt8(ascii: "\n")
        case .concatenated: UInt8(ascii: "}")
        }
    }
}
