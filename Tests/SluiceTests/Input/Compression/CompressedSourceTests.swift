import Foundation
import Testing

@testable import Sluice

/// Streams of gzip and zstd that are whole: all of the text, nothing else, in any windows.
@Suite("Compressed text")
struct CompressedSourceTests {
    private static let text = Array(
        (0..<400).map { #"{"id":\#($0),"name":"Item \#($0 * $0 % 97)"}"# + "\n" }.joined().utf8
    )
    private static let half = text.count / 2

    /// Streams that hold the text, by what is special about them.
    private static func streams() throws -> [String: [UInt8]] {
        let (first, second) = (Array(text[..<half]), Array(text[half...]))
        let empty = try CompressedFixture.gzip([])
        let emptyFrame = try CompressedFixture.zstd([])
        return try [
            "gzip": CompressedFixture.gzip(text),
            "gzip, stored": CompressedFixture.gzip(Array(text.prefix(0))) + CompressedFixture.gzip(text, "-1"),
            "two members": CompressedFixture.gzip(first) + CompressedFixture.gzip(second, "-9"),
            "empty members": empty + CompressedFixture.gzip(first) + empty + empty + CompressedFixture.gzip(second)
                + empty,
            "a member for each line": text.split(separator: 10).flatMap { try CompressedFixture.gzip($0 + [10]) },
            "all fields of a header": CompressedFixture.gzipWithFullHeader(text),
            "padded with zeros": CompressedFixture.gzip(text) + [UInt8](repeating: 0, count: 700),
            "zstd": CompressedFixture.zstd(text),
            "zstd without checksum": CompressedFixture.zstd(text, "--no-check"),
            "zstd with its size": CompressedFixture.zstd(text, "--stream-size=\(text.count)"),
            "two frames": CompressedFixture.zstd(first) + CompressedFixture.zstd(second, "-19"),
            "frames to skip": CompressedFixture.skippable(3) + CompressedFixture.zstd(first)
                + CompressedFixture.skippable(0)
                + emptyFrame + CompressedFixture.zstd(second) + CompressedFixture.skippable(9_000),
        ]
    }

    @Test("is the same in any windows, with every library")
    func wholeStreams() throws {
        for (name, stream) in try Self.streams() {
            for libraries in DecompressionLibraries.gzipAlone {
                for (count, step) in [(1, 1), (100, 70), (5_000, 1), (100_000, 60_000)] {
                    let text = try DecompressedText(stream, libraries: libraries, count: count, step: step)
                    #expect(text.bytes == Self.text, "\(name), \(count)")
                    #expect(text.streamBreak == nil, "\(name), \(count): \(text.streamBreak?.message ?? "")")
                }
            }
        }
    }

    @Test("is read in blocks of several sizes, and carried or joined between them")
    func manyBlocks() throws {
        var text: [UInt8] = []
        var random = SplitMix64(seed: 7)
        while text.count < 6 << 20 { text += Array("\(random.next()),".utf8) }
        for stream in try [CompressedFixture.gzip(text, "-1"), CompressedFixture.zstd(text)] {
            for (count, step) in [(65_600, 64), (300_000, 200_000), (1_114_112, 1_048_000), (3_000_000, 1_500_000)]
            where step > 1_000 || text.count / step < 200_000 {
                let read = try DecompressedText(stream, count: count, step: step)
                #expect(read.bytes == text, "\(count)")
                #expect(read.streamBreak == nil)
            }
        }
    }

    @Test("of many zeros takes no more memory than its window")
    func highRatio() throws {
        let text = [UInt8](repeating: UInt8(ascii: " "), count: 32 << 20)
        for stream in try [CompressedFixture.gzip(text), CompressedFixture.zstd(text)] {
            #expect(stream.count * 100 < text.count)
            let compression = Compression(stream.span)
            let source = try CompressedSource(MemorySource(stream), try #require(compression), name: "input")
            var offset = 0
            while case let count = try source.window(at: offset, count: 1 << 20).count, count > 0 { offset += count }
            #expect(offset == text.count)
        }
    }

    @Test("ends where the compressed bytes cannot be read, and nothing waits for more")
    func unreadable() throws {
        let stream = try CompressedFixture.gzip(
            (0..<400_000).flatMap { Array("\($0 * 7_919 % 1_000_003)\n".utf8) },
            "-1"
        )
        #expect(stream.count > 300_000)
        let source = try CompressedSource(FailingSource(stream), .gzip, name: "input")
        var offset = 0
        let error = #expect(throws: InputError.self) {
            while true { offset += try source.window(at: offset, count: 100_000).count }
        }
        #expect(error?.message == "cannot be read")
        #expect(offset > 100_000)
        #expect(throws: InputError.self) { try source.window(at: offset, count: 100_000) }
        #expect(throws: InputError.self) { try source.findBreak(within: 1 << 20) }
    }

    /// An input whose device fails after some hundred thousand bytes.
    private final class FailingSource: ByteSource {
        private let source: MemorySource

        init(_ bytes: [UInt8]) {
            source = MemorySource(bytes)
        }

        var totalBytes: Int? { nil }
        var identity: FileIdentity? { nil }
        var canReadAgain: Bool { false }

        func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
            guard offset < 200_000 else { throw InputError(message: "cannot be read") }
            return try source.window(at: offset, count: count)
        }

        func checkUnchanged() throws(InputError) {}
    }

    @Test("is recognised by its first bytes alone")
    func magic() {
        let expected: [([UInt8], Compression?)] = [
            ([0x1F, 0x8B], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x50, 0x2A, 0x4D, 0x18], .zstd),
            ([0x5F, 0x2A, 0x4D, 0x18], .zstd), ([], nil), ([0x1F], nil), ([0x8B, 0x1F], nil),
            ([0x28, 0xB5, 0x2F], nil),
            ([0x60, 0x2A, 0x4D, 0x18], nil), (Array("[{}]".utf8), nil),
        ]
        for (bytes, compression) in expected {
            let found = Compression(bytes.span)
            #expect(found == compression)
        }
    }

    @Test("is not read where no library is installed, which the error names with its package")
    func missingLibrary() throws {
        let none = DecompressionLibraries(isal: ["libno.so.7"], zlibNG: [], zlib: ["libno.so.7"], zstd: ["libno.so.7"])
        for (stream, package) in try [(CompressedFixture.gzip([]), "zlib1g"), (CompressedFixture.zstd([]), "libzstd1")]
        {
            let error = #expect(throws: InputError.self) { try DecompressedText(stream, libraries: none) }
            #expect(error?.message.contains("not installed (Debian package: \(package))") == true)
        }
    }
}
