import Foundation
import Testing

@testable import Sluice

@Suite("JSON writer")
struct JSONWriterTests {
    @Test("inserts commas at every level")
    func nesting() {
        let text = written {
            $0.object {
                $0.member("records", 3)
                $0.member("parts", ["a", "b"])
                $0.member("input") {
                    $0.member("bytes", 552)
                    $0.member("empty") { _ in }
                }
                $0.arrayMember("list") { _ in }
                $0.key("rows")
                $0.array {
                    $0.value(1)
                    $0.array { $0.value(true) }
                    $0.object { $0.member("x", Int?.none) }
                    $0.value("end")
                }
            }
        }
        let expected =
            #"{"records":3,"parts":["a","b"],"input":{"bytes":552,"empty":{}},"list":[],"#
            + #""rows":[1,[true],{"x":null},"end"]}"#
        #expect(text == expected)
    }

    @Test("writes each kind of value")
    func values() {
        let text = written {
            $0.array {
                $0.value(Int.min)
                $0.value(UInt64.max)
                $0.value(-0.0)
                $0.value(0.1)
                $0.value(1e16)
                $0.value(Double.leastNonzeroMagnitude)
                $0.value(Double.nan)
                $0.value(-Double.infinity)
                $0.value(false)
                $0.value(Optional("a\"\u{1}é"))
                $0.value(text: "t\n".utf8.span)
                $0.value(encoded: #"{"raw":1}"#.utf8.span)
            }
        }
        let expected =
            #"[-9223372036854775808,18446744073709551615,-0.0,0.1,1e+16,5e-324,null,null,false,"#
            + #""a\"\u0001é","t\n",{"raw":1}]"#
        #expect(text == expected)
    }

    @Test("writes lines")
    func lines() {
        let text = written {
            for line in 0..<2 {
                $0.object { $0.member("line", line) }
                $0.endLine()
            }
        }
        #expect(text == "{\"line\":0}\n{\"line\":1}\n")
    }

    @Test("starts over after being emptied")
    func removeAll() {
        let text = written {
            $0.value(1)
            $0.removeAll()
            $0.value(2)
        }
        #expect(text == "2")
    }

    @Test("writes what another parser reads back")
    func readBack() throws {
        var writer = JSONWriter()
        writer.object {
            $0.member("text", "\u{0}\u{1F}\"\\/\u{7F}é😀")
            $0.arrayMember("numbers") { for n in 0..<5 { $0.value(Double(n) / 3) } }
        }
        let object = try #require(JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        #expect(object["text"] as? String == "\u{0}\u{1F}\"\\/\u{7F}é😀")
        #expect(object["numbers"] as? [Double] == (0..<5).map { Double($0) / 3 })
    }

    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
