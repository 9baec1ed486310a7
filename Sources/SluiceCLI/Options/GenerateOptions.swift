import Sluice

/// What `generate` writes, as resolved from the arguments.
struct GenerateOptions: Sendable {
    let records: SyntheticRecords

    init(_ arguments: TypedArguments) throws(UsageError) {
        records = SyntheticRecords(
            count: try arguments.integer(.records, in: 0 ... .max) ?? 0,
            seed: try arguments.unsigned(.seed) ?? 0,
            style: try arguments.choice(.style) ?? .pretty,
            invalidPercentage: try arguments.percentage(.invalid) ?? 0
        )
    }
}
