import CSluiceKernels

/// Finds where records end by following strings and brackets from a known place.
///
/// It is right for text that is well formed, and slower than a guess.
struct RecordScan {
    private let framing: RecordFraming
    private var nesting = sluice_nesting()

    /// Starts at the record level: between two records, or before the first.
    init(framing: RecordFraming) {
        self.framing = framing
    }

    /// Moves past `bytes`.
    mutating func pass(_ bytes: Span<UInt8>) {
        // SAFETY: the kernel reads the span's own bytes.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe sluice_follow_nesting(&nesting, base, bytes.count)
        }
    }

    /// Moves to the first place in `bytes`, at or after `target`, where a record has ended; returns `nil` if there is
    /// none.
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

    /// The byte that ends a record, at the record level.
    private var separator: UInt8 {
        switch framing {
        case .array, .members: UInt8(ascii: ",")
        case .lines: UInt8(ascii: "\n")
        case .concatenated: UInt8(ascii: "}")
        }
    }
}
