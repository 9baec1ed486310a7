import Foundation
import Sluice
import TestSupport
import Testing

@Suite("synthetic records")
struct SyntheticRecordsTests {
    @Test("are what Python writes, byte for byte", arguments: [0, 1, 2, 1_000], SyntheticRecords.Style.allCases)
    func python(count: Int, style: SyntheticRecords.Style) throws {
        let script = """
            import datetime, json, sys
            style, count = sys.argv[1], int(sys.argv[2])
            text = sys.stdin.buffer.read().decode("utf-8")
            lines = style == "ndjson"
            records = [json.loads(line) for line in text.splitlines()] if lines else json.loads(text)
            compact = lambda value: json.dumps(value, separators=(",", ":"))
            forms = {
                "pretty": lambda: json.dumps(records, indent=2),
                "compact": lambda: compact(records),
                "ndjson": lambda: "".join(compact(record) + "\\n" for record in records),
            }
            assert forms[style]() == text
            assert len(records) == count
            for index, record in enumerate(records):
                assert list(record) == [
                    "id", "name", "category", "value", "quantity", "is_active", "created_at"]
                assert record["id"] == index and record["name"] == f"Item {index}"
                assert record["category"] in "ABCD" and len(record["category"]) == 1
                assert 10 <= record["value"] <= 1000 and round(record["value"], 2) == record["value"]
                assert 1 <= record["quantity"] <= 100 and type(record["quantity"]) is int
                assert type(record["is_active"]) is bool
                assert len(record["created_at"]) == 26 and datetime.datetime.fromisoformat(record["created_at"])
            if count == 1000:
                for field, least in ("category", 4), ("quantity", 95), ("is_active", 2), ("value", 900):
                    assert len({record[field] for record in records}) >= least, field
            """
        let line =
            "sluice generate --records \(count) --style \(style.rawValue) | python3 -c \"$SCRIPT\" \(style.rawValue) \(count)"
        let outcome = try SluiceBinary.shell(line, environment: ["SCRIPT": script])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(
        "a longer document begins with the shorter one, however it is cut",
        arguments: SyntheticRecords.Style.allCases
    )
    func prefix(style: SyntheticRecords.Style) {
        let short = document(SyntheticRecords(count: 20, seed: 7, style: style, invalidPercentage: 50), cut: 1)
        let long = document(SyntheticRecords(count: 90, seed: 7, style: style, invalidPercentage: 50), cut: 1_000)
        let closing = style == .compact ? 1 : style == .pretty ? 2 : 0
        #expect(long.starts(with: short.dropLast(closing)))
        #expect(document(SyntheticRecords(count: 20, seed: 8, style: style), cut: 64) != short)
    }

    @Test("a piece is never much longer than requested")
    func boundedStretch() {
        var records = SyntheticRecords(count: 2_000, invalidPercentage: 10)
        var buffer: [UInt8] = []
        while records.fill(&buffer, upTo: 4_096) { #expect(buffer.count < 4_096 + 2_048) }
    }

    @Test("bad records have the requested share, and every fault in turn")
    func faults() {
        let records = SyntheticRecords(count: 1_000_000, invalidPercentage: 0.25)
        let faults = (0..<1_000_000).compactMap { records.fault(of: $0) }
        #expect(faults.count == 2_500)
        #expect(Array(faults.prefix(SyntheticFault.allCases.count)) == SyntheticFault.allCases)
        let all = SyntheticRecords(count: 1, invalidPercentage: 100)
        #expect((0..<100).allSatisfy { all.fault(of: $0) != nil })
        #expect(records.fault(of: .max - 1) == nil || records.fault(of: .max - 2) == nil)
    }

    @Test("a bad record stays on its line, and brackets and quotes stay balanced")
    func containedFaults() throws {
        var records = SyntheticRecords(count: 400, style: .ndjson, invalidPercentage: 100)
        var bytes: [UInt8] = []
        #expect(records.fill(&bytes, upTo: .max))
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.count == 401)
        for (index, line) in lines.dropLast().enumerated() {
            func count(_ character: Unicode.Scalar) -> Int { line.count { $0 == UInt8(ascii: character) } }
            let fault = try #require(records.fault(of: index))
            #expect(count("{") == count("}") && count("[") == count("]") && count("\"").isMultiple(of: 2), "\(fault)")
        }
    }

    @Test("Python refuses bad records too, except those that only a schema or the limits refuse")
    func pythonRefusesFaults() throws {
        let records = SyntheticRecords(count: 200, style: .ndjson, invalidPercentage: 100)
        // Python accepts NaN, lone surrogates, duplicate keys, and 600 levels of nesting.
        let lenient: Set<SyntheticFault> = [.bareWord, .loneSurrogate, .duplicateKey, .tooDeep, .notAnObject]
        let script = """
            import json, sys
            for line in sys.stdin.buffer.read().split(b"\\n")[:-1]:
                try: json.loads(line.decode("utf-8")); print("good")
                except ValueError: print("bad")
            """
        let line = "sluice generate --records 200 --style ndjson --invalid 100% | python3 -c \"$SCRIPT\""
        let outcome = try SluiceBinary.shell(line, environment: ["SCRIPT": script])
        let verdicts = outcome.text.split(separator: "\n")
        #expect(verdicts.count == 200, "\(outcome.errors)")
        for (index, verdict) in verdicts.enumerated() {
            let fault = try #require(records.fault(of: index))
            let isSyntax = fault.code == .syntax || fault.code == .utf8
            #expect((verdict == "bad") == (isSyntax && !lenient.contains(fault)), "\(fault)")
        }
    }

    private func document(_ records: SyntheticRecords, cut: Int) -> [UInt8] {
        var records = records
        var buffer: [UInt8] = []
        var document: [UInt8] = []
        while records.fill(&buffer, upTo: cut) { document += buffer }
        return document
    }
}
