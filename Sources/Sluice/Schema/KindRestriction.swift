/// The kinds of value that one keyword allows: `type`, or alternatives that apply to some kinds only.
struct KindRestriction: Sendable {
    private let kinds: ValueKind.Set
    private let acceptsIntegralDecimals: Bool
    let keyword: FailedKeyword

    init(_ kinds: ValueKind.Set, acceptsIntegralDecimals: Bool, _ keyword: FailedKeyword) {
        self.kinds = kinds
        self.acceptsIntegralDecimals = acceptsIntegralDecimals
        self.keyword = keyword
    }

    /// Whether a value of this kind fails it; `isIntegral` says that a decimal would pass if its value were integral.
    func excludes(_ kind: ValueKind, isIntegral: Bool) -> Bool {
        !kinds.contains(kind) && !(kind == .decimal && isIntegral && acceptsIntegralDecimals)
    }
}
