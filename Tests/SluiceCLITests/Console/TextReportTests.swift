import Testing

@testable import Sluice
@testable import SluiceCLI

@Suite("reports")
struct TextReportTests {
    @Test("the text is compact and aligned")
    func text() {
        #expect(
            TextReport(ReportSample.completed()).text == """
                completed  items.json -> out
                records    1,000,000 seen, 999,997 written, 3 rejected
                input      186.0 MB (array) in 0.13 s: 1.5 GB/s, 8.0 M records/s
                memory     14.2 MB at the peak, 2 jobs

                cleaned  rule  values
                  /name  trim  12,345

                errors          code     count  first
                  /quantity     minimum      2  record 17, line 140, column 17
                  (the record)  syntax       1  record 99, line 901, column 5

                parts                         records     bytes
                  part-00000-1f3a9c07.ndjson  999,997  138.0 MB

                """
        )
    }

    @Test("control characters of a path are escaped")
    func escapedPath() {
        var report = ReportSample.completed()
        report.input = "a\u{1B}[2J\n.json"
        #expect(TextReport(report).text.contains(#"completed  a\u{1B}[2J\u{A}.json -> out"#))
    }

    @Test("a run that found its work done has no speed")
    func resumed() {
        var report = ReportSample.completed()
        report.resumedBytes = report.bytesRead
        #expect(TextReport(report).text.contains("input      186.0 MB (array), read before\n"))
    }

    @Test("long tables are cut")
    func longTable() {
        var report = ReportSample.completed()
        report.parts = (0..<1_234).map { IngestionReport.Part(name: "part-\($0)", records: 1, bytes: 1) }
        #expect(TextReport(report).text.hasSuffix("  part-19        1    1 B\n  and 1,214 more\n"))
    }

    @Test("the JSON has exactly the members that are promised")
    func json() {
        #expect(
            ReportSample.completed().json(exitStatus: 0) == """
                {"schema_version":3,"status":"completed","exit_code":0,"inputs":[],"output":"out",\
                "shape":"array","bytes_read":186000000,"records_seen":1000000,"records_accepted":999997,\
                "records_rejected":3,"records_written":999997,"errors":[{"code":"minimum","field":"/quantity",\
                "count":2,"first":{"record":17,"line":140,"column":17,"offset":3120},\
                "message":"expected an integer greater than 0, found the number -1"},{"code":"syntax","field":"",\
                "count":1,"first":{"record":99,"line":901,"column":5,"offset":18200},\
                "message":"expected a value, found ']'"}],"cleaning":[{"field":"/name","rule":"trim",\
                "count":12345}],"parts":[{"name":"part-00000-1f3a9c07.ndjson","records":999997,"bytes":138000000}],\
                "seconds":0.125,"bytes_per_second":1488000000.0,"records_per_second":8000000.0,\
                "peak_memory_bytes":14200000,"jobs":2}
                """
        )
    }

    @Test("the JSON of a failed run says why, and with which status the process ends")
    func failedJSON() {
        var report = IngestionReport()
        report.message = "interrupted"
        report.isIncomplete = true
        let text = report.json(exitStatus: 143)
        #expect(text.contains(#""exit_code":143,"#))
        #expect(text.contains(#""output":null,"shape":null,"#))
        #expect(text.contains(#""parts":[],"incomplete":true,"seconds":0.0,"#))
        #expect(text.hasSuffix(#""message":"interrupted"}"#))
    }

    @Test(
        "quantities",
        arguments: [
            (Quantity.count(0), "0"), (Quantity.count(999), "999"), (Quantity.count(1_000), "1,000"),
            (Quantity.count(-1_234_567), "-1,234,567"), (Quantity.count(1, "job"), "1 job"),
            (Quantity.count(0, "job"), "0 jobs"), (Quantity.bytes(0), "0 B"), (Quantity.bytes(999), "999 B"),
            (Quantity.bytes(999_999), "1.0 MB"), (Quantity.bytes(1_550), "1.6 kB"), (Quantity.bytes(186e6), "186.0 MB"),
            (Quantity.rate(12), "12"), (Quantity.rate(8_100_000), "8.1 M"), (Quantity.seconds(0), "0.00 s"),
            (Quantity.seconds(12.34), "12.3 s"), (Quantity.seconds(185), "3 min 05 s"),
            (Quantity.seconds(7_620), "2 h 07 min"), (Quantity.seconds(.infinity), "-"),
            (Quantity.fixed(-0.05, 1), "-0.1"), (Quantity.fixed(2.5, 0), "3"),
        ]
    )
    func quantity(text: String, expected: String) {
        #expect(text == expected)
    }
}
