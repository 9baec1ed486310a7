import Testing

@testable import Sluice

@Suite("The stack of open containers")
struct NestingStackTests {
    @Test(
        "returns what was pushed, across the boundaries of its words",
        arguments: [1, 63, 64, 65, 127, 128, 129, 1_000]
    )
    func pushAndPop(depth: Int) {
        var random = SplitMix64(seed: UInt64(depth))
        let kinds = (0..<depth).map { _ in Bool.random(using: &random) }
        var stack = NestingStack()
        for kind in kinds {
            stack.push(isObject: kind)
            #expect(stack.isInObject == kind)
        }
        #expect(stack.depth == depth)
        for level in stride(from: depth, to: 0, by: -1) {
            #expect(stack.isInObject == kinds[level - 1], "level \(level)")
            stack.pop()
        }
        #expect(stack.depth == 0)
    }

    @Test("agrees with an array of flags, whatever the order of pushes and pops")
    func randomOrder() {
        var random = SplitMix64(seed: 5)
        var stack = NestingStack()
        var model: [Bool] = []
        for step in 0..<50_000 {
            // Long runs, so that the boundaries at 64 and 128 levels are crossed many times.
            let isRising = step / 150 % 2 == 0
            if model.isEmpty || Int.random(in: 0..<10, using: &random) < (isRising ? 8 : 2) {
                model.append(.random(using: &random))
                stack.push(isObject: model[model.count - 1])
            } else {
                model.removeLast()
                stack.pop()
            }
            guard stack.depth == model.count, model.isEmpty || stack.isInObject == model.last else {
                Issue.record("step \(step), depth \(model.count)")
                return
            }
        }
    }

    @Test("is like new after being emptied")
    func removeAll() {
        var stack = NestingStack()
        for _ in 0..<200 { stack.push(isObject: true) }
        stack.removeAll()
        #expect(stack.depth == 0)
        for _ in 0..<65 { stack.push(isObject: false) }
        stack.push(isObject: true)
        stack.pop()
        for _ in 0..<65 {
            #expect(!stack.isInObject)
            stack.pop()
        }
    }
}
