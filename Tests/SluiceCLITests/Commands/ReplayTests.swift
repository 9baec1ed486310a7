import Foundation
import TestSupport
import Testing

@Suite("--replay")
struct ReplayTests {
    @Test("loads what a corrected schema, or corrected records, let pass, from files, directories and pipes")
    func corrected() throws {
        let directory = try TemporaryDirectory()
        let script = """
            cd '\(directory.path(""))'
            sluice generate --records 3000 --invalid 10% --style ndjson > items.ndjson
            sluice ingest items.ndjson --schema items --on-error quarantine -o first -q
            # Under no schema all that are objects pass.
            sluice ingest --replay first -o second --on-error quarantine -q; echo "second $?"
            sluice ingest --replay first/_rejects/part-00000.ndjson -o - --on-error quarantine --rejects r.ndjson \\
                > third.ndjson 2> errors; echo "third $?"
            cat first/_rejects/* | gzip | sluice ingest --replay - -o - --on-error quarantine --rejects s.ndjson \\
                > fourth.ndjson 2> /dev/null; echo "fourth $?"
            cmp second/part-*.ndjson third.ndjson && cmp third.ndjson fourth.ndjson && wc -l < third.ndjson
            wc -l < first/_rejects/part-00000.ndjson; wc -l < r.ndjson
            # A record is corrected by hand.
            sed 's/.*/{"record":0,"errors":[],"raw":"{\\\\"a\\\\":1}"}/' r.ndjson > edited.ndjson
            sluice validate --replay edited.ndjson --report json
            """
        let outcome = try SluiceBinary.shell(script)
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.prefix(3) == ["second 0", "third 0", "fourth 0"], "\(outcome.errors)")
        let counts = lines.dropFirst(3).prefix(3).compactMap { Int($0.filter(\.isNumber)) }
        #expect(counts.count == 3 && counts[0] + counts[2] == counts[1] && counts[0] > 50 && counts[2] > 50)
        #expect(outcome.text.contains("\"records_seen\":\(counts[2]),\"rejects_left_out\":0,"))
        #expect(outcome.text.contains("\"records_rejected\":0,"))
        let errors = try String(contentsOfFile: directory.path("errors"), encoding: .utf8)
        #expect(errors.contains("error: first/_rejects/part-00000.ndjson:"))
        #expect(errors.contains("\nnote: rejected from items.ndjson:"))
    }

    @Test("needs no --at and no --key-field: a variable for them is ignored, an option refused")
    func location() throws {
        let directory = try TemporaryDirectory()
        let script = """
            cd '\(directory.path(""))'
            echo '{"users":{"k1":{"a":1},"k2":{"a":"x"}}}' > users.json
            echo '{"properties":{"a":{"type":"integer"}}}' > s.json
            sluice ingest users.json --at /users --key-field id --schema s.json --on-error quarantine -o first -q
            cat first/_rejects/*
            SLUICE_AT=/users SLUICE_KEY_FIELD=id sluice ingest --replay first -o second; echo "second $?"
            cat second/part-*
            sluice ingest --replay first -o third --at /users; echo "third $?"
            sluice ingest --replay first -o first --overwrite; echo "fourth $?"
            """
        let outcome = try SluiceBinary.shell(script)
        #expect(outcome.text.contains(#""key_field":"id","key":"k2","raw":"#))
        #expect(outcome.text.contains("second 0\n{\"id\":\"k2\",\"a\":\"x\"}\n"), "\(outcome.errors)")
        #expect(outcome.errors.contains("warning: SLUICE_AT is ignored: with --replay"))
        #expect(outcome.errors.contains("warning: SLUICE_KEY_FIELD is ignored: with --replay"))
        #expect(outcome.text.contains("third 2") && outcome.errors.contains("--at cannot be given with --replay"))
        #expect(outcome.text.contains("fourth 2") && outcome.errors.contains("the input is inside first"))
    }

    @Test("of more rejects than fit in memory takes no more of it")
    func memory() throws {
        let directory = try TemporaryDirectory()
        let script = """
            cd '\(directory.path(""))'
            echo '{"required":["none"]}' > none.json
            for count in 20000 200000; do
                sluice generate --records $count --style ndjson |
                    sluice ingest - --schema none.json --on-error quarantine --allow-empty -o $count -q
                sluice validate --replay $count --report json -j 2
            done
            """
        let outcome = try SluiceBinary.shell(script)
        let peaks = outcome.text.matches(of: /"peak_memory_bytes":(\d+)/).compactMap { Int($0.1) }
        #expect(peaks.count == 2 && peaks[1] < peaks[0] + (8 << 20), "\(peaks) \(outcome.errors)")
    }
}
