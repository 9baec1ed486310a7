import Testing

@testable import Sluice

@Suite("The growing buffer")
struct GrowingBufferTests {
    @Test("keeps what is appended, however it grows", arguments: [0, 1, 16, 17, 1_000])
    func appending(capacity: Int) {
        var buffer = GrowingBuffer<UInt32>(capacity: capacity)
        for number in 0..<5_000 as Range<UInt32> { buffer.append(number) }
        #expect(buffer.count == 5_000)
        #expect((0..<5_000).allSatisfy { buffer[$0] == UInt32($0) })
        buffer[17] = 99
        #expect(buffer[17] == 99 && buffer[16] == 16 && buffer[18] == 18)
    }

    @Test("agrees with an array")
    func model() {
        var random = SplitMix64(seed: 9)
        var buffer = GrowingBuffer<UInt8>(capacity: 1)
        var array: [UInt8] = []
        for _ in 0..<3_000 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                array.append(.random(in: .min ... .max, using: &random))
                buffer.append(array[array.count - 1])
            case 1, 2:
                let more = (0..<Int.random(in: 0...40, using: &random)).map { UInt8($0) }
                array += more
                if Bool.random(using: &random) {
                    buffer.append(contentsOf: more.span)
                } else {
                    buffer.append(text: more.span)
                }
            default:
                let count = Int.random(in: max(0, array.count - 60)...array.count, using: &random)
                array.removeLast(array.count - count)
                buffer.truncate(to: count)
            }
            guard Array(copying: buffer.span) == array, buffer.count == array.count else {
                Issue.record("after \(array.count) bytes")
                return
            }
        }
    }

    @Test("is empty at first")
    func empty() {
        var buffer = GrowingBuffer<UInt8>(capacity: 0)
        let nothing: [UInt8] = []
        buffer.append(contentsOf: nothing.span)
        #expect(buffer.count == 0)
        let isEmpty = buffer.span.isEmpty
        #expect(isEmpty)
    }
}
