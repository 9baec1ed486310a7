@testable import Sluice

extension Schema {
    /// The plans of a run with a policy; they can be made if those of a run without one could.
    func planned(for unknownFields: UnknownFieldPolicy) -> CompiledSchema {
        do throws(SchemaError) {
            return try compiled(for: SchemaOptions(unknownFields: unknownFields))
        } catch {
            preconditionFailure("the schema is compiled already: \(error.message)")
        }
    }
}
