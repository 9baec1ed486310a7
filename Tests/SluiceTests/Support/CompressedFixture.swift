import Foundation
import TestSupport

@testable import Sluice

/// What the programs `gzip` and `zstd` make of a text.
enum CompressedFixture {
    static func gzip(_ text: [UInt8], _ arguments: String...) throws -> [UInt8] {
        try run("gzip", ["-nc"] + arguments, text)
    }

    static func zstd(_ text: [UInt8], _ arguments: String...) throws -> [UInt8] {
        try run("zstd", ["-qc"] + arguments, text)
    }

    private static func run(_ program: String, _ arguments: [String], _ text: [UInt8]) throws -> [UInt8] {
        let process = try FinishedProcess(program, arguments, input: Data(text))
        guard process.status == 0 else { throw PythonReference.Failure(description: "\(program): \(process.errors)") }
        return [UInt8](process.output)
    }

    /// A member whose header has every optional field.
    static func gzipWithFullHeader(_ text: [UInt8]) throws -> [UInt8] {
        let plain = try gzip(text)
        let fields = [4, 0] + Array("ABCD".utf8) + Array("items.json".utf8) + [0] + Array("a comment".utf8) + [0]
        let header = plain[..<3] + [0b0001_1110] + plain[4..<10] + fields
        let checksum = crc32(header)
        return Array(header) + [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
            + plain[10...]
    }

    /// A frame to be skipped.
    static func skippable(_ count: Int) -> [UInt8] {
        [0x5A, 0x2A, 0x4D, 0x18, UInt8(count & 0xFF), UInt8(count >> 8), 0, 0] + [UInt8](repeating: 0xEE, count: count)
    }

    private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}

/// The text of a compressed input, read in windows like those of the pipeline, and where its stream breaks off.
struct DecompressedText: Equatable {
    var bytes: [UInt8] = []
    var streamBreak: StreamBreak?

    static func == (one: DecompressedText, other: DecompressedText) -> Bool {
        one.bytes == other.bytes && one.streamBreak?.message == other.streamBreak?.message
    }

    /// Reads windows of `count` bytes, each of which begins `step` bytes after the one before.
    init(_ compressed: [UInt8], libraries: DecompressionLibraries = .system, count: Int = 100, step: Int = 70) throws {
        let compression = Compression(compressed.span)
        let source = try CompressedSource(
            MemorySource(compressed),
            compression ?? .gzip,
            name: "input",
            libraries: libraries
        )
        while true {
            let window = try source.window(at: bytes.count, count: count)
            precondition(window.offset == bytes.count && window.count <= count, "a window is what was asked for")
            let isLast = window.count < count
            bytes += isLast ? window.array : Array(window.array[..<step])
            guard !isLast else { break }
        }
        streamBreak = source.streamBreak
    }
}

extension DecompressionLibraries {
    /// Each library for gzip that is installed, alone.
    static var gzipAlone: [DecompressionLibraries] {
        let none = DecompressionLibraries(isal: [], zlibNG: [], zlib: [], zstd: system.zstd)
        var alone = [none, none, none]
        alone[0].zlib = system.zlib
        alone[1].isal = system.isal
        alone[2].zlibNG = system.zlibNG
        return alone.filter { (try? $0.decoder(of: .gzip, name: "")) != nil }
    }
}
