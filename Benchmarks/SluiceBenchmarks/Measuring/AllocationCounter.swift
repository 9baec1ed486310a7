import CAllocationCounter

/// The count of all allocations in this process.
enum AllocationCounter {
    /// Whether there is one here.
    static var isAvailable: Bool { sluice_allocations_can_be_counted() }

    /// Counts what `work` and everything that runs meanwhile allocate.
    static func counting<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        sluice_allocations_set_counting(true)
        defer { sluice_allocations_set_counting(false) }
        return try await work()
    }

    /// How many have been counted so far.
    static var count: Int { Int(sluice_allocations_counted()) }
}
