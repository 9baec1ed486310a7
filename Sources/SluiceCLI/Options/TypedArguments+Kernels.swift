import Sluice

extension TypedArguments {
    /// Checks that the kernels that the environment asks for are the ones in use.
    ///
    /// There is no option for them: they are chosen before the program begins.
    func checkKernels(named environment: (String) -> String?) throws(UsageError) {
        guard !KernelSet.isAsRequested, command != .help, command != .completions else { return }
        let names = KernelSet.available.joined(separator: ", ").replacingLastComma
        throw UsageError(
            "invalid value '\(environment("SLUICE_KERNEL") ?? "")' for SLUICE_KERNEL: expected \(names) on this machine",
            for: command
        )
    }
}
