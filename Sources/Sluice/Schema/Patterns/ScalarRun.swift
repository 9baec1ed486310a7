/// A range of code points that have the same value of a property.
struct ScalarRun<Value: Equatable & Sendable>: Sendable {
    private(set) var range: ClosedRange<UInt32>
    let value: Value

    /// All code points, in runs.
    ///
    /// `value` is asked with `nil` for surrogates, which are not scalars.
    static func all(_ value: (Unicode.Scalar?) -> Value) -> [ScalarRun] {
        var runs: [ScalarRun] = []
        func append(_ range: ClosedRange<UInt32>) {
            let value = value(Unicode.Scalar(range.lowerBound))
            if let last = runs.last, last.value == value {
                runs[runs.count - 1].range = last.range.lowerBound...range.upperBound
            } else {
                runs.append(ScalarRun(range: range, value: value))
            }
        }
        var next: UInt32 = 0
        for range in uniform {
            while next < range.lowerBound {
                append(next...next)
                next += 1
            }
            append(range)
            next = range.upperBound + 1
        }
        while next <= ScalarSet.last {
            append(next...next)
            next += 1
        }
        return runs
    }

    /// Ranges whose code points have all properties in common, of which it is enough to ask for one: surrogates, and
    /// the planes that are for private use, or without a character so far, but for the last two of each.
    private static var uniform: [ClosedRange<UInt32>] {
        [0xD800...0xDFFF] + (4...13).map(plane) + [0xE_1000...0xE_FFFD] + (15...16).map(plane)
    }

    private static func plane(_ number: UInt32) -> ClosedRange<UInt32> {
        number << 16...number << 16 + 0xFFFD
    }
}
