#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An optional system library: it is loaded on demand and never unloaded.
@safe
struct SharedLibrary: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    /// Loads the first of `names` that exists; returns `nil` if none does.
    init?(_ names: [String]) {
        for name in names {
            // Lazily: libpq pulls in two dozen libraries of which a run uses little.
            // SAFETY: the name is passed as a C string for the length of the call; the handle is never closed.
            guard let handle = unsafe dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { continue }
            unsafe self.handle = handle
            return
        }
        return nil
    }

    /// The function called `name`, or `nil` if the library has none.
    ///
    /// - Safety: `Function` must be the type of a C function with that signature.
    @unsafe
    func function<Function>(_ name: String, as type: Function.Type) -> Function? {
        guard let address = unsafe dlsym(handle, name) else { return nil }
        return unsafe unsafeBitCast(address, to: type)
    }
}
