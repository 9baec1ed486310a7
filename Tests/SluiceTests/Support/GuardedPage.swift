#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A page of memory between two pages that may not be touched: a load that leaves it by one byte ends the process.
@safe
final class GuardedPage {
    let size: Int
    private let mapping: UnsafeMutableRawPointer

    init() throws {
        size = Int(sysconf(Int32(_SC_PAGESIZE)))
        // SAFETY: a new private mapping; the result is checked before it is used.
        let address = unsafe mmap(nil, 3 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw Failure() }
        unsafe mapping = address
        guard unsafe mprotect(address + size, size, PROT_READ | PROT_WRITE) == 0 else { throw Failure() }
    }

    deinit {
        // SAFETY: exactly the region that `init` mapped.
        unsafe munmap(mapping, 3 * size)
    }

    struct Failure: Error {}

    /// Where `count` bytes begin that touch the page's beginning or its end.
    func edges(_ count: Int) -> [Int] { [0, size - count] }

    /// Copies `bytes` to `offset` in the page, and calls `body` with the place.
    func withBytes<Result>(_ bytes: [UInt8], at offset: Int, _ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        precondition(offset >= 0 && offset + bytes.count <= size, "the bytes do not fit the page")
        // SAFETY: the place lies in the middle page, which may be written.
        let place = unsafe (mapping + size + offset).assumingMemoryBound(to: UInt8.self)
        for (index, byte) in bytes.enumerated() { unsafe place[index] = byte }
        return unsafe body(UnsafePointer(place))
    }
}
