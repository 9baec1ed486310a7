import Testing

@testable import Sluice

/// Tables of texts for each format; those of the official suite are not repeated.
@Suite("String formats")
struct StringFormatTests {
    /// The texts that have a format, and those that do not.
    struct Table: CustomTestStringConvertible {
        let format: StringFormat
        let valid: [String]
        let invalid: [String]

        var testDescription: String { format.rawValue }
    }

    @Test("accepts the texts of a format and no other", arguments: calendar + addresses + identifiers)
    func table(_ table: Table) {
        for text in table.valid { #expect(table.format.accepts(text), "\(text.debugDescription)") }
        for text in table.invalid { #expect(!table.format.accepts(text), "\(text.debugDescription)") }
    }

    @Test("does not accept a valid text with something before or after it", arguments: calendar + addresses)
    func surrounded(_ table: Table) {
        for text in table.valid {
            for extra in [" ", "\n", "\0", "é", "\""] {
                #expect(!table.format.accepts(text + extra), "\((text + extra).debugDescription)")
                #expect(!table.format.accepts(extra + text), "\((extra + text).debugDescription)")
            }
        }
    }

    @Test("names each format as JSON Schema does, and in words", arguments: StringFormat.allCases)
    func names(format: StringFormat) {
        #expect(StringFormat(rawValue: format.rawValue) == format)
        #expect(!format.rawValue.contains { !$0.isLowercase && $0 != "-" && !$0.isNumber })
        #expect(format.expectation.hasPrefix("a ") || format.expectation.hasPrefix("an "))
    }

    @Test("has no format of which it knows nothing", arguments: ["", "Date", "idn-email", "iri", "password"])
    func unknown(name: String) {
        #expect(StringFormat(rawValue: name) == nil)
    }
}

extension StringFormatTests {
    static let calendar = [
        Table(
            format: .date,
            valid: ["0000-01-01", "9999-12-31", "2000-02-29", "2024-02-29"],
            invalid: ["1900-02-29", "2024-04-31", "2024-06-31", "2024-09-31", "2024-1-011", "2024-01-0１"]
        ),
        Table(
            format: .time,
            valid: [
                "00:00:00Z", "23:59:59.999999999999999999999Z", "00:00:00+23:59", "00:00:00-23:59", "00:59:60+01:00",
                "23:58:60-00:01", "23:59:60.5z", "23:59:60-00:00",
            ],
            invalid: [
                "00:00:00.Z", "00:00:00,5Z", "00:00:00", "00:00:00+1:00", "00:00:00+0100", "00:00:00+01", "00:00Z",
                "00:59:60+01:01", "23:59:60+24:00", "-0:00:00Z", "00:00:-0Z", "T00:00:00Z", "",
            ]
        ),
        Table(
            format: .dateTime,
            valid: ["2024-02-29T00:00:00Z", "2024-02-29t23:59:60+00:00", "0000-12-31T12:00:00.0-05:30"],
            invalid: [
                "2023-02-29T00:00:00Z", "2024-02-29 00:00:00Z", "2024-02-29T00:00:00", "2024-02-29T", "2024-02-29",
                "2024-02-29TT00:00:00Z", "2024-02-29T24:00:00Z", "2024-02-29T00:00:00ZZ", "",
            ]
        ),
        Table(
            format: .duration,
            valid: ["P1Y", "P1Y2M3D", "P1M3D", "PT1H", "PT1M", "PT1M1S", "P1DT1S", "P1YT1S", "P0W", "PT00H00M00S"],
            invalid: [
                "P1M1M", "P1D1M", "PT1S1M", "PT1H1H", "P1H", "P1S", "PT1Y", "PT1W", "P1W1D", "P1DT", "PT", "p1d",
                "PT1h",
                "P1Y1W", "PTT1S", "P1DT1ST1S", "P1.0D", "PD", "P1D1", "+P1D",
            ]
        ),
    ]

    private static let label63 = String(repeating: "a", count: 63)

    static let addresses = [
        Table(
            format: .email,
            valid: [
                "a@b", "a+b@c.d-e.f", "!#$%&'*+-/=?^_`{|}~@example.com", "\"\"@example.com", #""a\"b\\c"@example.com"#,
                "a@[ipv6:::FFFF:1.2.3.4]", "a@[0.0.0.0]", "a@\(label63).com", "1@2",
                String(repeating: "l", count: 65) + "@example.com", "a@xn--0", "a@127.0.0.1",
            ],
            invalid: [
                "", "@", "a@", "a@@b", "a@b@c", "a@b.", "a@.b", "a@-b", "a@b-", "a@b_c", "a@[::1]", "a@[IPv6:1.2.3.4]",
                "a@[1.2.3.4", "a@[1.2.3.4]b", "a@[tag:x]", "a@\(label63)a", "\"a@b.c", "\"a\"b@c", #""\"@a"#, "\"é\"@a",
                "é@a", "a@é", "(comment)a@b", "a b@c", "a\\@b@c", "\"\u{7F}\"@a", "\"a\"\"b\"@c", "<a@b>",
            ]
        ),
        Table(
            format: .hostname,
            valid: [
                "a", "1", "1.2.3.4", "EXAMPLE.com", "a-b", "a--b", "ab--c", "\(label63).\(label63).\(label63).a",
                [label63, label63, label63, String(repeating: "a", count: 61)].joined(separator: "."),
                "xn--bcher-kva.example", "XN--BCHER-KVA", "xn--maana-pta", "xn--fiqs8s", "xn--p1ai",
            ],
            invalid: [
                "", ".", "a..b", "a.", ".a", "-", "a.-b", "a-.b", "a_b", "a b", "bücher", "\(label63)a",
                [label63, label63, label63, String(repeating: "a", count: 62)].joined(separator: "."),
                "xn--", "xn---", "xn--a", "xn--abc-", "xn--99999999", "xn--a-\u{E9}", "[::1]", "a:80", "a/b",
            ]
        ),
        Table(
            format: .ipv4,
            valid: ["0.0.0.0", "1.2.3.4", "255.255.255.255", "249.250.99.100", "10.0.0.10"],
            invalid: [
                "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.00", "256.0.0.0", "1.2.3.260", "1.2.3.1000", "1..2.3",
                "1.2.3.", ".1.2.3", "1.2.3.-4", "1.2.3.a", "1,2,3,4",
            ]
        ),
        Table(
            format: .ipv6,
            valid: [
                "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8",
                "ABCD:ef01::", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5::1.2.3.4", "0000::0000",
            ],
            invalid: [
                "", ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
                "1::2::3", "12345::", "g::", "1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4.5",
                "::1.2.3.4:5",
                "1.2.3.4::", "::%1", "::1/128", "[::]", "::01.2.3.4", "1:::2", "::1:",
            ]
        ),
    ]

    static let identifiers = [
        Table(
            format: .uri,
            valid: [
                "a:", "a:b", "A+b-c.1:", "http:", "http://", "http:///path", "http://host:", "http://host:80/",
                "file:///a/b", "a:/b", "a:/", "a://u:p@h:1/p;x?q?/#f?/", "http://[::1]:80/", "http://[v1f.a:b]/",
                "http://a%20b/", "http://a:%20@b", "a:?", "a:#", "a:?#", "a:b@c:d", "a:%41", "http://user@", "a:b//c",
            ],
            invalid: [
                "", ":", "a", "1a:", "-a:", "a b:", "é:", "a:é", "a:[", "a:b#c#d", "a:%", "a:%4", "a:%4g", "a:b^c",
                "http://[::1", "http://[::1]a", "http://::1/", "http://[1.2.3.4]/", "http://[v.a]/", "http://[v1.]/",
                "http://a:b:c/", "http://a:8a/", "http://[fe80::1%25en0]/", "http://a@b@c/", "a:{b}", "a:b|c", "a:<b>",
            ]
        ),
        Table(
            format: .uriReference,
            valid: [
                "", "a", "a/b:c", "./a:b", "/", "//", "///", "//h", "//h:1/p", "?", "#", "?a#b", "a?b:c", "#a:b", "a:b",
                "..", "../a", "%41", ";", "@", "a@b", "/a:b", "//[::]",
            ],
            invalid: [
                ":", ":a", "1:b", "a%", "%", "a b", "a#b#c", "é", "\\", "//[", "//a:b", "[a]", "a_b:c", "%41:b", "{a}",
                "//[::]a",
            ]
        ),
        Table(
            format: .uriTemplate,
            valid: [
                "a", "é", "\u{E000}", "\u{10FFFD}", "{a}", "{a_1.b}", "{a,b:9999,c*}", "{%41.%42}", "{=a}", "{!a}",
                "{|a}", "{@a}",
                "{a}{b}", "a{b}c", "%41", "[a]", "http://a/{+b*}{?c,d}#{e}",
            ],
            invalid: [
                "{", "}", "{}", "{ }", "{a", "{{a}}", "{a}}", "{.}", "{a.}", "{.a.}", "{a:}", "{a:0}", "{a:12345}",
                "{a:1*}",
                "{a*:1}", "{a**}", "{a-b}", "{é}", "{++a}", "{$a}", "{%4}", "%", "%4", "a\"", "<a>", "\\", "^", "`",
                "|",
                "\u{80}", "\u{9F}", "\u{FFF0}", "\u{E0001}",
            ] + [0xFDD0, 0xFFFE, 0x1_FFFF, 0x10_FFFE].compactMap { Unicode.Scalar($0).map { String($0) } }
        ),
        Table(
            format: .uuid,
            valid: ["ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89ab-cdef-ABCD-EF0123456789"],
            invalid: [
                "", "{01234567-89ab-cdef-abcd-ef0123456789}", "01234567-89ab-cdef-abcd-ef012345678",
                "01234567-89ab-cdef-abcd-ef01234567890", "01234567-89ab-cdef-abcd-ef012345678g",
                "0123456789-ab-cdef-abcd-ef0123456789", "01234567_89ab_cdef_abcd_ef0123456789",
            ]
        ),
        Table(
            format: .jsonPointer,
            valid: ["", "/", "//", "/~0", "/~1", "/~01", "/a b/é", "/\0"],
            invalid: ["a", "~", "/~", "/~2", "/~/", "/a/~", "~0", "#/a", " /a"]
        ),
        Table(
            format: .relativeJSONPointer,
            valid: ["0", "9", "10", "0/", "0/a~0b", "0#", "12#", "0+1", "1-10/a", "0-1#", "0/#"],
            invalid: ["", "#", "/", "00", "01", "0a", "0##", "0#/", "-1", "0+", "0+/a", "0+01", "0+1-1", "0/~", "0 "]
        ),
    ]
}
