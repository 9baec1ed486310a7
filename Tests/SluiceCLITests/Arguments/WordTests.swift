import Foundation
import TestSupport
import Testing

@Suite("words of the command line")
struct WordTests {
    private static let record = #"{"id":1,"name":"a","category":"A","value":1.5,"quantity":2}"#

    /// In a Swift string a combining mark merges with the character before it: no `=` would be found.
    @Test("a value may begin with a combining mark", arguments: ["--output=", "--output ", "-o", "-o=", "-o "])
    func combiningMark(option: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[\(Self.record)]", to: "input.json")
        let name = "\u{301}out"
        // Foundation, too, merges the mark with the slash before it.
        let line = "sluice ingest '\(input)' \(option)'\(name)' -q && test -e '\(name)/_SUCCESS'"
        let outcome = try SluiceBinary.shell("cd '\(directory.url.path)' && \(line)")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test("so may a variable, the text for null, and a socket's path")
    func otherCombiningMarks() throws {
        let directory = try TemporaryDirectory()
        let record = #"{"id":1,"name":"a","category":"A","value":1.5,"quantity":2,"created_at":null}"#
        let input = try directory.write("[\(Self.record)]", to: "input.json")
        let schema = try directory.write(#"{"properties":{"a":{}}}"#, to: "schema.json")
        try directory.write("[\(record)]", to: "input.json")
        let outcome = try SluiceBinary.run(
            ["ingest", input, "--schema", schema, "--csv-null=\u{301}x", "--statsd=unix:///\u{301}none"],
            environment: ["SLUICE_OUTPUT": directory.path("out"), "SLUICE_FORMAT": "csv"]
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        let part = try String(contentsOfFile: directory.part(in: "out"), encoding: .utf8)
        #expect(part.unicodeScalars.contains("\u{301}"), "\(part)")
    }

    @Test("a word that begins with a hyphen and a combining mark is an option, after -- a file")
    func hyphenWithMark() throws {
        let directory = try TemporaryDirectory()
        try directory.write("[\(Self.record)]", to: "-\u{301}x")
        let option = try SluiceBinary.run(["validate", "-\u{301}x"])
        #expect(option.status == 2 && option.errors.contains("unknown option '-\u{301}x'"), "\(option.errors)")
        let file = try SluiceBinary.shell("cd '\(directory.url.path)' && sluice validate -- '-\u{301}x'")
        #expect(file.status == 0, "\(file.errors)")
    }

    @Test("files may have names that are not UTF-8", arguments: ["ndjson", "csv", "parquet"])
    func namesOfBytes(format: String) throws {
        let directory = try TemporaryDirectory()
        let script = #"""
            cd "$DIRECTORY"
            mkdir $'d\xFF' && printf '[%s]' "$RECORD" > $'d\xFF/in\xC3.json'
            printf '{"properties":{"id":{"type":"integer"},"name":{"type":"string"}}}' > $'s\xFE.json'
            sluice ingest $'d\xFF/in\xC3.json' -o $'d\xFF/o\x80' --schema $'s\xFE.json' --unknown-fields drop \
                --format "$FORMAT" --report json || exit
            [ -e $'d\xFF/o\x80/_SUCCESS' ] || exit 100
            # Replaced; with both, resumed; and once more inside a directory of such a name, which is given by variables.
            sluice ingest $'d\xFF/in\xC3.json' -o $'d\xFF/o\x80' --overwrite -q || exit
            sluice ingest $'d\xFF/in\xC3.json' -o $'d\xFF/o\x80' --resume -q || exit
            ln -s $'d\xFF' link
            ( cd $'d\xFF' && SLUICE_OUTPUT=$'o\x81' SLUICE_SCHEMA=$'../s\xFE.json' sluice ingest $'in\xC3.json' -q ) || exit
            sluice ingest $'d\xFF/in\xC3.json' -o link/other -q && [ -e $'d\xFF/other/_SUCCESS' ] || exit 101
            sluice status $'d\xFF/o\x80' || exit
            # The input is inside the output.
            cp $'d\xFF/in\xC3.json' $'d\xFF/o\x81'
            sluice ingest $'d\xFF/o\x81/in\xC3.json' -o $'d\xFF/o\x81' --overwrite
            [ $? -eq 2 ] || exit 102
            [ "$(ls -A $'d\xFF' | grep -c sluice)" -eq 0 ] || exit 103
            exit 0
            """#
        let environment = ["DIRECTORY": directory.url.path, "RECORD": Self.record, "FORMAT": format]
        let outcome = try SluiceBinary.shell(script, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.contains(#""inputs":[{"name_base64":"ZP8vaW7DLmpzb24=""#), "\(outcome.text)")
        #expect(outcome.text.contains(#""output":"d\\xFF/o\\x80""#), "\(outcome.text)")
        #expect(outcome.text.contains(#"d\xFF/in\xC3.json"#))
        #expect(outcome.errors.contains(#"the input is inside d\xFF/o\x81"#), "\(outcome.errors)")
    }

    @Test("a message shows such a name escaped, and a command to resume quotes it for the shell")
    func namesInMessages() throws {
        let directory = try TemporaryDirectory()
        let script = #"""
            cd "$DIRECTORY"
            sluice validate $'\xFF.json'
            sluice validate --schema $'\xFE.json' x.json
            printf '{"a":1 "b":2}' > $'\xFC.json'
            sluice validate $'\xFC.json'
            sluice status $'\xFB'
            sluice schema infer $'\xFC.json'
            """#
        let outcome = try SluiceBinary.shell(script, environment: ["DIRECTORY": directory.url.path])
        for message in [
            #"error: \xFF.json: no such file"#, #"error: \xFE.json: no such schema file"#, #"error: \xFC.json:1:8"#,
            #"error: no run has written to \xFB: there is no such directory"#,
        ] {
            #expect(outcome.errors.contains(message), "\(message): \(outcome.errors)")
        }
    }
}
