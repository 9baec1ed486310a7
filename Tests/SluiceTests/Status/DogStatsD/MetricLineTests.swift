import Testing

@testable import Sluice

@Suite("Metrics as text")
struct MetricLineTests {
    @Test(
        "nothing in a tag is read as a separator",
        arguments: [
            (MetricTag("env", "prod"), "env:prod"),
            (MetricTag("a|b", "c|#d,e:f\ng"), "a_b:c__d_e_f_g"),
            (MetricTag("path", "/a/b-c_d.e"), "path:/a/b-c_d.e"),
            (MetricTag("naïve", "日本 1"), "naïve:日本_1"),
            (MetricTag("quiet\u{7}", "\u{202E}\u{1F600}"), "quiet_:__"),
            (MetricTag("flag"), "flag"),
        ]
    )
    func tag(tag: MetricTag, text: String) {
        #expect(tag.description == text)
    }

    @Test("a tag has at most 200 characters")
    func longTag() {
        let long = String(repeating: "x", count: 1_000)
        #expect(MetricTag("name", long).description.count == 200)
        #expect(MetricTag(long, long).description.count == 200)
    }

    @Test(
        "a list of tags has commas or white space",
        arguments: [
            ("team:data,tier:1", ["team:data", "tier:1"]),
            (" team:data ,\ttier:one two,, ", ["team:data", "tier:one_two"]),
            ("team:data tier:1\nlone", ["team:data", "tier:1", "lone"]),
            ("url:http://a:1", ["url:http_//a_1"]),
            (":nameless,,:", []),
            ("", []),
        ]
    )
    func list(text: String, tags: [String]) {
        #expect(MetricTag.list(text).map(\.description) == tags)
    }

    @Test("the environment's tags: each once, and the three of its own count most")
    func environment() {
        let variables = [
            "DD_TAGS": "env:other,team:data,team:data,version:0", "DD_ENV": "prod", "DD_SERVICE": "",
            "DD_VERSION": "1.2",
        ]
        let tags = MetricTag.tags { variables[$0] }
        #expect(tags.map(\.description) == ["team:data", "env:prod", "version:1.2"])
    }

    @Test(
        "lines fill datagrams in order, and every datagram stays under the limit",
        arguments: [1, 10, 31, 32, 33, 100]
    )
    func packing(limit: Int) {
        let lines = (0..<50).map { Array(String(repeating: "x", count: $0 % 10).utf8) + Array("\($0)".utf8) }
        var packer = DatagramPacker(limit: limit)
        for line in lines { packer.append(line) }
        #expect(DatagramReceiver.lines(of: packer.datagrams) == lines.map { String(decoding: $0, as: UTF8.self) })
        for (index, datagram) in packer.datagrams.enumerated() {
            let isAlone = !datagram.contains(UInt8(ascii: "\n"))
            #expect(datagram.count < limit || isAlone)
            guard index + 1 < packer.datagrams.count, let next = packer.datagrams[index + 1].split(separator: 10).first
            else { continue }
            #expect(datagram.count + 1 + next.count >= limit)
        }
    }

    @Test("tags that do not fit are left out, so that every metric fits")
    func surplus() {
        let tags = (0..<20).map { MetricTag("t\($0)", String(repeating: "é", count: 150)) }
        let options = TelemetryOptions(address: .udp(host: "a", port: 1), tags: tags)
        #expect(options.fittingTags.count == 3)
        #expect(options.fittingTags.elementsEqual(tags.prefix(3)))
    }
}
