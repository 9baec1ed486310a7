/// The environment variables that name options.
struct Environment: Sendable {
    static let prefix = "SLUICE_"
    /// Names the kernels, which are chosen before `main` is called.
    static let kernel = "SLUICE_KERNEL"
    /// Names the command, for scripts and tests that start it.
    private static let binary = "SLUICE_BINARY"

    private let values: [String: Word]

    /// Takes those of `variables`, each `NAME=value`, whose names begin with `SLUICE_`.
    ///
    /// Scripts unset a variable for one command by setting it to nothing, so an empty one is none.
    init(_ variables: [Word]) {
        let named = variables.filter { $0.hasPrefix(Self.prefix) }.map(\.nameAndValue)
        values = named.reduce(into: [:]) { values, variable in
            // The first of several is the one that the C library finds.
            guard let value = variable.value, values[variable.name.shown] == nil else { return }
            values[variable.name.shown] = value
        }.filter { !$0.value.isEmpty }
    }

    /// Sets the options that variables give, and warns of variables that are ignored.
    func read(into arguments: inout TypedArguments) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) where name != Self.kernel && name != Self.binary {
            guard let option = OptionTable.all.first(where: { $0.name.environmentVariable == name }) else {
                arguments.warn("\(name) is unknown and ignored" + Suggestion.hint(for: name, among: Self.names))
                continue
            }
            let flag = option.name.flag
            if option.value == nil {
                arguments.warn("\(name) is ignored: \(flag) can be given only on the command line")
            } else if !arguments.command.takes(option.name) {
                arguments.warn("\(name) is ignored: 'sluice \(arguments.command.rawValue)' has no \(flag)")
            } else {
                arguments.set(option.name, to: value, from: .variable(name))
            }
        }
    }

    /// The names of all variables that are read.
    private static var names: [String] {
        OptionTable.all.filter { $0.value != nil && !$0.isHidden }.map(\.name.environmentVariable) + [kernel]
    }
}
