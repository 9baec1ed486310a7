@unsafe @preconcurrency import CSluiceKernels

@testable import Sluice

/// What stands between quotes: its UTF-8 and its escapes against the standard library's, and one kernel against the
/// other.
///
/// Steered by: the kernels to use, and where the bytes are cut.
final class UTF8Target: FuzzTarget {
    private var text: [UInt8] = []
    private var escaped: [UInt8] = []

    func run(_ input: FuzzInput) {
        var input = input
        Kernels.use(input.takeNumber(below: Kernels.count))
        let cut = input.takeNumber(below: 256)
        checkKernels(input.bytes)
        let expected = ReferenceText.decoded(input.bytes)
        let isAccepted = Self.isAccepted(input.bytes, cut: cut)
        expect(isAccepted == (expected != nil), "the string is \(isAccepted ? "" : "not ")accepted")
        guard let expected else { return }
        text.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(input.bytes.span, to: &text)
        expectSame(text, Array(expected.utf8), "the texts")
        let count = JSONString.scalarCount(input.bytes.span)
        expect(count == expected.unicodeScalars.count, "the string is taken to have \(count) scalars")
        checkEscaping()
    }

    /// The text as content has the same text again.
    private func checkEscaping() {
        escaped.removeAll(keepingCapacity: true)
        JSONString.appendEscaped(text.span, to: &escaped)
        let decoded = ReferenceText.decoded(escaped).map { Array($0.utf8) }
        expectSame(decoded ?? [0xFF], text, "the text and its escaped form")
    }

    /// Whether the scanner takes `content` for a whole string, however it is cut.
    private static func isAccepted(_ content: [UInt8], cut: Int) -> Bool {
        let quoted = content + [UInt8(ascii: "\"")]
        let cut = min(cut, quoted.count)
        var scanner = JSONStringScanner()
        var index = 0
        var progress = scanner.next(quoted.span.extracting(first: cut), from: &index, base: 0)
        var base = 0
        if case .needsMore = progress {
            base = cut
            index = 0
            progress = scanner.next(quoted.span.extracting(droppingFirst: cut), from: &index, base: cut)
        }
        guard case .closed = progress else { return false }
        return base + index == quoted.count
    }

    private func checkKernels(_ bytes: [UInt8]) {
        for index in 0..<Kernels.count {
            // SAFETY: the kernels read the array's own bytes, from its beginning and from places within.
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress, let set = unsafe sluice_kernel_set_at(index)?.pointee else {
                    return
                }
                let skipped = bytes.count / 3
                for (first, count) in [(0, bytes.count), (skipped, bytes.count - skipped)] {
                    unsafe Self.checkKernels(set, start + first, count)
                }
            }
        }
    }

    @unsafe
    private static func checkKernels(_ set: sluice_kernel_set, _ start: UnsafePointer<UInt8>, _ count: Int) {
        let last = unsafe start[count - 1]
        // SAFETY: as above.
        unsafe expect(
            set.find_string_stop(start, count) == sluice_find_string_stop_scalar(start, count)
                && set.find_non_space(start, count) == sluice_find_non_space_scalar(start, count)
                && set.find_byte(start, count, last) == sluice_find_byte_scalar(start, count, last)
                && set.count_byte(start, count, last) == sluice_count_byte_scalar(start, count, last)
                && set.count_scalars(start, count) == sluice_count_scalars_scalar(start, count)
                && set.crc32c(0, start, count) == sluice_crc32c_scalar(0, start, count),
            "a kernel of \(String(cString: set.name)) differs from its scalar twin"
        )
    }
}
