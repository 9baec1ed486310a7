import TestSupport
import Testing

@testable import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("Syncs in the background")
struct BackgroundSyncTests {
    @Test("pass for a file")
    func file() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: temporary.path(""))
        let file = try Descriptor(in: directory, name: "file", flags: O_WRONLY | O_CREAT | O_EXCL)
        let sync = try BackgroundSync(of: file)
        let bytes = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<20 {
            try file.write(bytes.span)
            sync.didWrite(bytes.count)
        }
        try sync.finish()
        try file.close()
    }

    @Test("a failed one is told when the file is finished, however much is written behind it")
    func failure() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: temporary.path(""))
        // SAFETY: the path is passed as a C string for the length of the call.
        let made = unsafe mkfifo(temporary.path("pipe"), 0o600)
        try #require(made == 0)
        // A pipe has no device to be synced to.
        let pipe = try Descriptor(in: directory, name: "pipe", flags: O_RDWR)
        let sync = try BackgroundSync(of: pipe)
        for _ in 0..<64 { sync.didWrite(1 << 20) }
        let error = #expect(throws: SystemError.self) { try sync.finish() }
        #expect(error?.code == EINVAL)
    }

    @Test("few bytes are left to the sync at the end")
    func few() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: temporary.path(""))
        // SAFETY: the path is passed as a C string for the length of the call.
        let made = unsafe mkfifo(temporary.path("pipe"), 0o600)
        try #require(made == 0)
        let sync = try BackgroundSync(of: try Descriptor(in: directory, name: "pipe", flags: O_RDWR))
        sync.didWrite(1 << 20)
        try sync.finish()
    }
}
