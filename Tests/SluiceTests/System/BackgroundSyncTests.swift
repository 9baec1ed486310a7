import Foundation
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
    @Test("continue for a file that its writer has closed, and release it at the end")
    func file() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: FilePath(temporary.path("")))
        let file = try Descriptor(in: directory, name: "file", flags: O_WRONLY | O_CREAT | O_EXCL)
        var sync: BackgroundSync? = try BackgroundSync(of: file)
        var written = Data()
        for number in 0..<20 as Range<UInt8> {
            let bytes = Array(repeating: number, count: 1 << 20)
            try file.write(bytes.span)
            sync?.didWrite(bytes.count)
            written.append(Data(bytes))
        }
        try file.close()
        // A closed descriptor would be refused, by one of these syncs or by an earlier one.
        sync?.didWrite(8 << 20)
        try sync?.finish()
        try sync?.syncNow()
        #expect(FileManager.default.contents(atPath: temporary.path("file")) == written)
        #if os(Linux)
            #expect(Self.descriptors(of: temporary.path("file")) == 1)
            sync = nil
            #expect(Self.descriptors(of: temporary.path("file")) == 0)
        #endif
    }

    /// How many descriptors of this process are of the file at `path`.
    private static func descriptors(of path: String) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.count {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
    }

    @Test("a failed one is reported when the file is finished, however much is written after it")
    func failure() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: FilePath(temporary.path("")))
        // SAFETY: the path is passed as a C string for the length of the call.
        let made = unsafe mkfifo(temporary.path("pipe"), 0o600)
        try #require(made == 0)
        // A pipe cannot be synced.
        let pipe = try Descriptor(in: directory, name: "pipe", flags: O_RDWR)
        let sync = try BackgroundSync(of: pipe)
        for _ in 0..<64 { sync.didWrite(1 << 20) }
        let error = #expect(throws: SystemError.self) { try sync.finish() }
        #expect(error?.code == EINVAL)
    }

    @Test("few bytes are left for the final sync")
    func few() throws {
        let temporary = try TemporaryDirectory()
        let directory = try Descriptor(directory: FilePath(temporary.path("")))
        // SAFETY: the path is passed as a C string for the length of the call.
        let made = unsafe mkfifo(temporary.path("pipe"), 0o600)
        try #require(made == 0)
        let sync = try BackgroundSync(of: try Descriptor(in: directory, name: "pipe", flags: O_RDWR))
        sync.didWrite(1 << 20)
        try sync.finish()
    }
}
