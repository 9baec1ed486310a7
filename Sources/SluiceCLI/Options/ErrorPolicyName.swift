/// The error policies, by name.
enum ErrorPolicyName: String, CaseIterable, Sendable {
    case fail
    case quarantine
}
