import Foundation
import TestSupport
import Testing

@Suite("records on standard output")
struct StreamOutputTests {
    /// Runs a script in a directory with 3,000 items, 3,000 of which every tenth is bad, and a schema.
    private func script(_ text: String, environment: [String: String] = [:]) throws -> SluiceBinary.Outcome {
        let directory = try TemporaryDirectory()
        let setup = """
            cd '\(directory.path(""))'
            sluice generate --records 3000 --style ndjson > good.ndjson
            sluice generate --records 3000 --style ndjson --invalid 10% > bad.ndjson
            mode() { stat -c %a "$1" 2>/dev/null || stat -f %Lp "$1"; }

            """
        return try SluiceBinary.shell(setup + text, environment: environment)
    }

    @Test("are the bytes of the parts, in order; the report is on standard error", arguments: ["ndjson", "csv"])
    func sameBytes(format: String) throws {
        let outcome = try script(
            """
            sluice ingest good.ndjson --schema items --format \(format) -o parts --part-size 64KiB -q
            for jobs in 1 2 8; do for size in 997 64KiB 1MiB; do
                sluice ingest good.ndjson --schema items --format \(format) -o - -j $jobs --chunk-size $size > out 2> err
                echo "$? $(wc -l < out)"
                if [ \(format) = csv ]; then head -n 1 out > expected; for part in parts/part-*; do tail -n +2 $part; done >> expected
                else cat parts/part-* > expected; fi
                cmp out expected
            done; done
            ls parts | grep -c part-; grep '^records' err; grep '^completed' err; ls -A | grep -c sluice
            """
        )
        let lines = outcome.text.split(separator: "\n").map(String.init)
        #expect(lines.prefix(9).allSatisfy { $0 == "0 \(format == "csv" ? 3_001 : 3_000)" }, "\(outcome.text)")
        #expect(Int(lines[9]).map { $0 > 2 } == true)
        #expect(lines[10] == "records    3,000 seen, 3,000 written, 0 rejected")
        #expect(lines[11] == "completed  good.ndjson -> -")
        #expect(lines.last == "0")
    }

    @Test("rejects go to a new file of their own, the lines of a directory's, readable by the owner only")
    func rejects() throws {
        let outcome = try script(
            """
            sluice ingest bad.ndjson --schema items --on-error quarantine -o parts -q
            umask 022
            sluice ingest bad.ndjson --schema items --on-error quarantine -o - --rejects rejects -q > out; echo $?
            cat parts/part-* | cmp - out && cmp parts/_rejects/part-00000.ndjson rejects && mode rejects
            sluice ingest bad.ndjson --schema items --on-error quarantine -o - --rejects rejects > out; echo $?
            wc -c < out; : > empty; chmod 644 empty
            sluice ingest bad.ndjson --schema items --on-error quarantine -o - --rejects empty -q > out; echo $?
            cmp rejects empty && mode empty
            sluice ingest good.ndjson --on-error quarantine -o - --rejects none -q > /dev/null; echo $? $(wc -c < none)
            """
        )
        #expect(outcome.text == "0\n600\n2\n0\n0\n600\n0 0\n", "\(outcome.text) \(outcome.errors)")
        #expect(outcome.errors == "error: rejects exists and is not empty: name another file for the rejects\n")
    }

    @Test("rejects may go to a pipe or to standard error, and not to the output itself")
    func rejectPipes() throws {
        let outcome = try script(
            """
            run="sluice ingest bad.ndjson --schema items --on-error quarantine -o - -q"
            $run --rejects rejects > out
            mkfifo pipe; cat pipe > piped & $run --rejects pipe > out; echo $?; wait; cmp rejects piped
            $run --rejects /dev/stderr > out 2> errors; echo $?; cmp rejects errors
            $run --rejects /dev/stderr 2>&1 > out | cmp rejects -
            $run --rejects same > same; echo $?
            $run --rejects /dev/stdout | wc -c
            $run --rejects /dev/null > /dev/null; echo $?
            $run --rejects none/rejects > /dev/null; echo $?
            $run --rejects . > /dev/null; echo $?
            """
        )
        #expect(outcome.text == "0\n0\n2\n0\n0\n5\n5\n", "\(outcome.text)")
        #expect(
            outcome.errors == """
                error: same is the output: the rejects need a file of their own
                error: /dev/stdout is the output: the rejects need a file of their own
                error: cannot write the rejects to none/rejects: No such file or directory
                error: cannot write the rejects to .: Is a directory

                """
        )
    }

    @Test("what cannot be given with -o - is a usage error")
    func usage() throws {
        let cases = [
            (
                "-o - --on-error quarantine",
                "--on-error quarantine requires --rejects FILE with -o -, a file for the invalid records"
            ),
            (
                "-o - --format parquet --schema items",
                "--format parquet cannot be written with -o -: use ndjson or csv, or name a directory"
            ),
            ("-o - --resume", "--resume cannot be given with -o -: it needs a directory"),
            ("-o - --overwrite", "--overwrite cannot be given with -o -: it needs a directory"),
            ("-o dir --rejects file", "--rejects requires -o -"),
        ]
        for (options, message) in cases {
            let outcome = try SluiceBinary.shell("echo '{}' | sluice ingest - \(options)")
            #expect(outcome.status == 2)
            #expect(outcome.text.isEmpty)
            #expect(outcome.errors == "error: \(message)\nTry 'sluice help ingest'.\n")
        }
    }

    @Test("after a failure the output is what comes before it, and the status says so")
    func failures() throws {
        let outcome = try script(
            """
            { head -n 1234 good.ndjson; echo '{"id":}'; tail -n 1000 good.ndjson; } > torn.ndjson
            head -n 1234 good.ndjson > expected
            for size in 997 64KiB 1MiB; do
                sluice ingest torn.ndjson -o - --chunk-size $size --report json 2> err | cmp - expected
                echo ${PIPESTATUS[0]}; grep -o '"records_written":[0-9]*' err; grep 'error: record' err
            done
            { cat expected; echo '{"id":1'; } > cut.ndjson
            sluice ingest cut.ndjson -o - 2> err | cmp - expected; echo ${PIPESTATUS[0]}
            sluice ingest cut.ndjson -o - --on-error quarantine --rejects r 2> err | cmp - expected; echo ${PIPESTATUS[0]}
            tail -n 1 err; wc -l < r
            echo '{"a":' | sluice ingest - -o - --format csv --schema items --on-error quarantine --rejects r2 2>&1 | head -n 2
            """
        )
        let failed =
            "3\n\"records_written\":1234\nerror: record 1234 is invalid; the output is incomplete. "
            + "Use --on-error quarantine to set invalid records aside.\n"
        #expect(
            outcome.text.hasPrefix(failed + failed + failed + "4\n3\nerror: the input is not valid JSON"),
            "\(outcome.text)"
        )
        #expect(outcome.text.contains("; the records before the break are written\n1\n"), "\(outcome.text)")
        #expect(!outcome.text.contains("id,name"))
    }

    @Test("a reader that closes the pipe ends the command quietly")
    func closedPipe() throws {
        let outcome = try script(
            """
            yes '{"a":1}' 2>/dev/null | sluice ingest - -o - | head -n 1; echo "${PIPESTATUS[@]:1}"
            sluice ingest good.ndjson -o - --report json 2> report < /dev/null | true; echo "${PIPESTATUS[@]}"
            """
        )
        #expect(outcome.text == "{\"a\":1}\n0 0\n0 0\n")
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test("a full device and a file-size limit are errors of the output", arguments: ["ndjson", "csv"])
    func fullDevice(format: String) throws {
        let outcome = try script(
            """
            run="sluice ingest good.ndjson --schema items --format \(format) -q --retries 2 --retry-delay 0 -o -"
            $run > /dev/full; echo $?
            (ulimit -f 8; $run > limited; echo $?)
            $run >&-; echo $?
            sluice ingest bad.ndjson --schema items --on-error quarantine -o - --rejects /dev/full > out; echo $?
            """
        )
        #expect(outcome.text == "5\n5\n5\n5\n")
        let lines = outcome.errorLines
        #expect(lines.first == "error: cannot write to standard output: No space left on device")
        #expect(lines.contains("error: cannot write to standard output: File too large"))
        #expect(lines.contains("error: cannot write to standard output: Bad file descriptor"))
        #expect(lines.contains("error: cannot write the rejects to /dev/full: No space left on device"))
    }

    @Test("the input is not appended to itself")
    func ownInput() throws {
        let outcome = try script("sluice ingest good.ndjson -o - >> good.ndjson; echo $?; wc -l < good.ndjson")
        #expect(outcome.text == "2\n3000\n")
        #expect(outcome.errors == "error: the input is also the output\n")
    }

    @Test("a slow reader holds the run up, and memory does not grow")
    func backPressure() throws {
        let outcome = try script(
            """
            for i in $(seq 40); do cat good.ndjson; done > large.ndjson
            { sluice ingest large.ndjson -o - -j 2 --chunk-size 64KiB --report json 2> report; } | { sleep 1; wc -l; }
            grep -o '"peak_memory_bytes":[0-9]*' report
            """
        )
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.first == "120000")
        let memory = try #require(lines.last?.split(separator: ":").last.flatMap { Int($0) })
        #expect(memory < 64 << 20)
    }

    @Test("an interrupt ends it, also while nobody reads")
    func interrupt() throws {
        let outcome = try script(
            """
            mkfifo pipe; exec 3<> pipe
            yes '{"a":1}' 2>/dev/null | head -n 1000000 > large.ndjson
            "$SLUICE_BINARY" ingest large.ndjson -o - > pipe & run=$!
            sleep 0.5; kill -TERM $run; wait $run; echo $?
            """
        )
        #expect(outcome.text == "143\n")
        #expect(outcome.errors.contains("error: interrupted; the output is incomplete\n"))
    }

    @Test("takes --limit, and an empty CSV has its header")
    func limit() throws {
        let outcome = try script(
            """
            sluice ingest good.ndjson -o - --limit 2 -q | cmp - <(head -n 2 good.ndjson); echo ${PIPESTATUS[0]}
            echo '[]' | sluice ingest - --schema items -o - --format csv --unknown-fields drop -q
            """
        )
        #expect(outcome.text == "0\nid,name,category,value,quantity,is_active,created_at\n")
    }
}
