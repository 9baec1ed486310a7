/// The levels of a page: each list of them comes after its length in bytes, which takes four.
enum Levels {
    /// Appends the repetition levels and the definition levels, if the column has them.
    static func append(_ values: borrowing ColumnValues, to output: inout GrowingBuffer<UInt8>) {
        let column = values.column
        if values.isRepeated {
            append(values.repetitions.span, maximum: column.maximumRepetitionLevel, to: &output)
        }
        guard values.isOptional else { return }
        if !values.isRepeated, values.nullCount == 0, values.valueCount > 0 {
            let start = begin(&output)
            let level = column.maximumDefinitionLevel
            let width = BitPacking.width(of: UInt64(level))
            RunLengthEncoder.append(level, count: values.valueCount, width: width, to: &output)
            end(from: start, &output)
        } else {
            append(values.definitions.span, maximum: column.maximumDefinitionLevel, to: &output)
        }
    }

    private static func append(_ levels: Span<UInt8>, maximum: UInt8, to output: inout GrowingBuffer<UInt8>) {
        let start = begin(&output)
        RunLengthEncoder.append(levels, width: BitPacking.width(of: UInt64(maximum)), to: &output)
        end(from: start, &output)
    }

    private static func begin(_ output: inout GrowingBuffer<UInt8>) -> Int {
        output.append(littleEndian: UInt32(0))
        return output.count
    }

    private static func end(from start: Int, _ output: inout GrowingBuffer<UInt8>) {
        let length = UInt32(truncatingIfNeeded: output.count - start)
        for byte in 0..<4 { output[start - 4 + byte] = UInt8(truncatingIfNeeded: length >> UInt32(8 * byte)) }
    }
}
