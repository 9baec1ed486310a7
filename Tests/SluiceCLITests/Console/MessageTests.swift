import Foundation
import TestSupport
import Testing

/// After a change of wording `SLUICE_UPDATE_SNAPSHOTS=1 Scripts/test --filter MessageTests` writes the messages again;
/// `git diff Tests/Fixtures/messages` shows what is to be reviewed.
@Suite("What the command says on standard error")
struct MessageTests {
    /// What one page shows, and the commands for it, which run one after the other in a directory of their own.
    struct Page: CustomTestStringConvertible {
        let name: String
        let commands: [String]

        var testDescription: String { name }
    }

    private static let item = #"{"id":1,"name":"a","category":"A","value":1,"quantity":1}"#

    private static let pages = [
        Page(
            name: "usage",
            commands: [
                "sluice", "sluice ingset", "sluice ingest", "sluice ingest good.json",
                "sluice validate --on-erorr fail -",
                "sluice generate extra.json --records 1", "sluice validate - --on-error maybe",
                "sluice validate - --jobs 0",
                "sluice validate - --max-errors 5", "sluice validate - --on-error quarantine --max-errors 101%",
                "sluice validate - --max-record-size 2GiB", "sluice validate - --unknown-fields drop",
                "sluice ingest good.json -o out --format csv", "sluice ingest good.json -o out --csv-null x",
                "sluice ingest good.json -o out --compression zstd", "sluice ingest good.json -o ''",
                "sluice ingest - -o out --resume < good.json", "sluice schema", "sluice schema infer",
                "sluice generate", "sluice generate --records many", "sluice completions tcsh", "sluice status create",
                "sluice validate out --replay --at /a", "sluice validate out --replay --key-field k",
                "sluice validate good.json --statsd nonsense", "SLUICE_JOBS=x sluice validate good.json",
            ]
        ),
        Page(
            name: "schema",
            commands: [
                "sluice validate good.json --schema none.json", "sluice validate good.json --schema .",
                "echo '{' > s.json; sluice validate good.json --schema s.json",
                #"echo '{"properties":{"a":{"typ":"string"}}}' > s.json; sluice validate good.json --schema s.json"#,
                #"echo '{"properties":{"a":{"type":"strng"}}}' > s.json; sluice validate good.json --schema s.json"#,
                #"echo '{"properties":{"a":{"minimum":"1"}}}' > s.json; sluice validate good.json --schema s.json"#,
                #"echo '{"properties":{"a":{"x-clean":["trimm"]}}}' > s.json; sluice validate good.json --schema s.json"#,
                #"echo '{"properties":{"a":{"x-clean":"trim"}}}' > s.json; sluice validate good.json --schema s.json"#,
                #"""
                echo '{"propertis":{},"required":[1],"properties":{"a":{"type":"x","minimum":"1"},"b":{"items":{"enum":1}}}}' \
                    > s.json; sluice validate good.json --schema s.json
                """#,
                #"""
                echo '{"properties":{"a":{"type":["x","integer","int"],"x-parquet":"decimal(50,2)"}}}' > s.json; \
                    sluice validate good.json --schema s.json
                """#,
                #"""
                echo '{"properties":{"a":{},"A":{},"o":{"type":"object","properties":{"b":{},"B":{}}}}}' > s.json; \
                    sluice ingest good.json -o out --format parquet --schema s.json
                """#,
                "sluice validate good.json --schema s.json -j1 > /dev/null",
                #"""
                echo '{"properties":{"_extra":{},"_EXTRA":{}}}' > s.json; \
                    sluice ingest good.json -o out --format csv --schema s.json
                """#,
            ]
        ),
        Page(
            name: "data",
            commands: [
                "sluice validate bad.ndjson --schema items", "sluice validate bad.ndjson --schema items -q",
                "sluice validate bad.ndjson --schema items --on-error quarantine",
                "sluice validate bad.ndjson --schema items --on-error quarantine --max-errors 1",
                "sluice validate bad.ndjson --schema items --on-error quarantine --max-errors 10%",
                "sluice ingest wrapped.json -o out --schema items",
                "sluice ingest renamed.ndjson -o out --schema items --on-error quarantine -q",
                "sluice ingest bad.ndjson -o out --schema items",
                #"printf '[{"a":1}{"a":2},,{"a":3}]' | sluice validate - --on-error quarantine"#,
                #"printf '{"a":1}\n{"a":NaN}\n{"a":1,"a":2}\n\377{"a":[1,]}' | sluice validate - --on-error quarantine"#,
                #"printf '{"a":1}\n{"a":2' | sluice validate -"#,
                #"printf '{"a":1}\n{"a":2' | sluice ingest - -o torn --on-error quarantine"#,
                #"printf '{"a":1,"a":2}\n{"a":1}\n{"a":2' | sluice ingest - -o short --on-error quarantine -q"#,
                "sluice schema infer bad.ndjson",
            ]
        ),
        Page(
            name: "input",
            commands: [
                "sluice validate --replay good.json", "sluice validate --replay none",
                "mkdir empty; sluice validate --replay empty; rmdir empty",
                #"""
                sluice ingest bad.ndjson --schema items --on-error quarantine -o set -q; \
                    sluice validate --replay set --schema items --on-error quarantine > report; rm -r set report
                """#,
                "sluice validate none.json", "sluice validate .", "sluice validate - < /dev/null",
                "printf ' \\n ' | sluice validate -", "echo hello | sluice validate -",
                "echo NaN | sluice validate - -q",
                "echo hello | sluice schema infer -",
                #"printf '\037\213\b' | sluice validate -"#, #"printf '\050\265\057\375' | sluice validate -"#,
                #"printf '\377\376{\0' | sluice validate -"#, #"printf 'PAR1' | sluice validate -"#,
                #"printf 'PK\003\004' | sluice validate -"#, "sluice status none",
                "sluice status sync none --database postgresql:///x",
            ]
        ),
        Page(
            name: "output",
            commands: [
                "sluice ingest good.json -o done -q; sluice ingest good.json -o done",
                "mkdir foreign; touch foreign/notes.txt; sluice ingest good.json -o foreign --overwrite",
                "sluice ingest good.json -o good.json", "sluice ingest done/part-*.ndjson -o done --overwrite",
                "sluice ingest good.json -o done --resume", "sluice ingest bad.ndjson -o done --resume",
                "sluice ingest good.json -o /proc/none/out", "sluice validate good.json > /dev/full",
            ]
        ),
    ]

    @Test("is worded as reviewed", arguments: pages)
    func wording(of page: Page) throws {
        let directory = try TemporaryDirectory()
        try directory.write(Self.item, to: "good.json")
        let bad = [
            Self.item, Self.item.replacing(#""quantity":1"#, with: #""quantity":"five""#), Self.item, "{\"id\":}",
        ]
        try directory.write(bad.joined(separator: "\n"), to: "bad.ndjson")
        try directory.write(Self.item.replacing("id", with: "ID") + "\n{}", to: "renamed.ndjson")
        try directory.write(#"{"meta":{},"Records":[\#(Self.item),\#(Self.item)]}"#, to: "wrapped.json")
        var text = ""
        for command in page.commands {
            let outcome = try SluiceBinary.shell("cd '\(directory.path(""))'; \(command)")
            text += "$ \(command)\n\(outcome.errors)[\(outcome.status)]\n\n"
        }
        try Snapshot.expect(text, "messages/\(page.name).txt")
    }
}
