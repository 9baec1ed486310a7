import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("SLUICE_KERNEL")
struct KernelChoiceTests {
    /// Records with long text of every kind, some of it not UTF-8 or badly escaped.
    private static let input: Data = {
        let texts = [
            "plain text that goes on for more than a vector, and then for one more",
            "съешь же ещё этих мягких французских булок да выпей чаю",
            "我能吞下玻璃而不伤身体。色は匂へど散りぬるを我が世誰ぞ常ならむ",
            #"escapes \n \"here\" and \u00e9 there, \ud83d\ude00 and 😀"#,
            #"half of a pair \ud83d in a text that is long enough"#,
        ]
        var data = Data()
        for (number, text) in (0..<200).map({ ($0, texts[$0 % texts.count]) }) {
            let note = String(repeating: text + " ", count: number % 7)
            data += Data("{\"id\":\(number),   \n   \"note\":\"\(note)\"".utf8.filter { $0 != 0x0A })
            if number % 11 == 3 { data += Data([0x2C, 0x22, 0x6B, 0x22, 0x3A, 0x22, 0xED, 0xA0, 0x80, 0x22]) }
            data += Data("}\n".utf8)
        }
        return data
    }()

    @Test("changes nothing in what is written, whichever kernels run")
    func outputs() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(Self.input, to: "notes.ndjson")
        var first: [Data]?
        for name in KernelSet.available {
            let output = directory.path(name)
            let outcome = try SluiceBinary.run(
                ["ingest", input, "-o", output, "--on-error", "quarantine"],
                environment: ["SLUICE_KERNEL": name]
            )
            #expect(outcome.status == 0, "\(name): \(outcome.errors)")
            let paths = try [directory.part(in: name), output + "/_rejects/part-00000.ndjson"]
            let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
            #expect(files.allSatisfy { $0.count > 1_000 })
            #expect(files == first ?? files, "\(name)")
            first = first ?? files
        }
    }

    @Test("must be one that this machine has", arguments: ["", "AVX2", "mmx"])
    func unknown(name: String) throws {
        let outcome = try SluiceBinary.run(
            ["validate", "no-such-file.json"],
            environment: ["SLUICE_KERNEL": name]
        )
        let names = KernelSet.available.dropLast().joined(separator: ", ") + " or " + (KernelSet.available.last ?? "")
        let message = "error: invalid value '\(name)' for SLUICE_KERNEL: expected \(names) on this machine"
        #expect(outcome.status == (name.isEmpty ? 4 : 2))
        #expect(outcome.errors.hasPrefix(message) == !name.isEmpty, "\(outcome.errors)")
    }

    @Test("does not keep anybody from reading the help")
    func help() throws {
        #expect(try SluiceBinary.run(["help"], environment: ["SLUICE_KERNEL": "mmx"]).status == 0)
    }
}
