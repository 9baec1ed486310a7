import Foundation
import Testing

@testable import Sluice

/// Streams that are damaged: each is found, and its text up to there is that of the whole stream.
@Suite("Damaged compressed streams")
struct StreamBreakTests {
    private static let text = Array(
        (0..<30).map { #"{"id":\#($0),"name":"Item \#($0 * $0 % 97)"}"# + "\n" }.joined().utf8
    )

    @Test("A stream that is cut short anywhere is truncated there")
    func truncation() throws {
        let (first, second) = (Array(Self.text[..<500]), Array(Self.text[500...]))
        let gzip = try CompressedFixture.gzipWithFullHeader(first) + CompressedFixture.gzip(second)
        let ends = [try CompressedFixture.gzipWithFullHeader(first).count]
        for libraries in DecompressionLibraries.gzipAlone { try checkTruncation(of: gzip, wholeAt: ends, libraries) }
        let start = CompressedFixture.skippable(5) + (try CompressedFixture.zstd(first))
        let zstd = try start + CompressedFixture.zstd(second, "--no-check")
        try checkTruncation(of: zstd, wholeAt: [13, start.count], .system)
    }

    private func checkTruncation(
        of stream: [UInt8],
        wholeAt ends: [Int],
        _ libraries: DecompressionLibraries
    ) throws {
        for count in 4..<stream.count {
            let read = try DecompressedText(Array(stream[..<count]), libraries: libraries)
            #expect(Self.text.starts(with: read.bytes), "\(count)")
            guard !ends.contains(count) else {
                #expect(read.streamBreak == nil, "\(count)")
                continue
            }
            let found = try #require(read.streamBreak, "\(count)")
            #expect(found.fault == .truncated, "\(count)")
            #expect(found.compressedOffset == count)
            #expect(found.textOffset == read.bytes.count)
            #expect(
                found.message.hasSuffix(
                    "is truncated at compressed offset \(count), after \(read.bytes.count) bytes of text"
                )
            )
        }
    }

    @Test("A changed bit is found unless it changes nothing of the text")
    func changedBits() throws {
        var streams: [([UInt8], DecompressionLibraries)] = [(try CompressedFixture.zstd(Self.text), .system)]
        let gzip = try CompressedFixture.gzipWithFullHeader(Self.text)
        for libraries in DecompressionLibraries.gzipAlone { streams.append((gzip, libraries)) }
        for (stream, libraries) in streams {
            for index in 4..<stream.count {
                for bit in [0, 3, 7] {
                    var changed = stream
                    changed[index] ^= 1 << UInt8(bit)
                    let read = try DecompressedText(changed, libraries: libraries)
                    if let found = read.streamBreak {
                        #expect(found.textOffset == read.bytes.count)
                        #expect(found.compressedOffset <= stream.count)
                    } else {
                        #expect(read.bytes == Self.text, "bit \(bit) of byte \(index)")
                    }
                }
            }
        }
    }

    @Test("Something else after the stream is a fault, at the place where it begins")
    func garbage() throws {
        let gzip = try CompressedFixture.gzip(Self.text)
        let zstd = try CompressedFixture.zstd(Self.text)
        let zeros = [UInt8](repeating: 0, count: 20)
        for (stream, rest, offset) in [
            (gzip, Array("garbage".utf8), gzip.count), (gzip, zeros + [1], gzip.count + 20), (gzip, zstd, gzip.count),
            (gzip, zeros + gzip, gzip.count + 20), (zstd, Array("garbage".utf8), zstd.count), (zstd, zeros, zstd.count),
            (zstd, gzip, zstd.count),
        ] {
            let read = try DecompressedText(stream + rest)
            #expect(read.bytes == Self.text)
            #expect(read.streamBreak?.fault == .foreign)
            #expect(read.streamBreak?.compressedOffset == offset)
            #expect(read.streamBreak?.textOffset == Self.text.count)
        }
    }

    @Test("A frame that asks for a larger window than is kept is refused, which the error explains")
    func window() throws {
        // A header with a window of 256 MiB, and an empty last block.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 18 << 3, 0x01, 0x00, 0x00]
        let read = try DecompressedText(frame)
        #expect(read.streamBreak?.fault == .windowTooLarge)
        #expect(read.streamBreak?.message.contains("more than 128 MiB (--long=27)") == true)
        let largest: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 17 << 3, 0x01, 0x00, 0x00]
        #expect(try DecompressedText(largest).streamBreak == nil)
    }
}
