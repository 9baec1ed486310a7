import Testing

@testable import SluiceCLI

@Suite("values of options")
struct ValueTests {
    @Test(
        "sizes",
        arguments: [
            ("0", 0), ("1", 1), ("4096", 4_096), ("512B", 512),
            ("1K", 1_024), ("1k", 1_024), ("1KiB", 1_024), ("1KB", 1_000), ("1kB", 1_000),
            ("64MiB", 67_108_864), ("64M", 67_108_864), ("64MB", 64_000_000), ("64mib", 67_108_864),
            ("2G", 2_147_483_648), ("2GiB", 2_147_483_648), ("2GB", 2_000_000_000), ("1TiB", 1_099_511_627_776),
            ("9223372036854775807", Int.max),
        ]
    )
    func size(text: String, bytes: Int) {
        #expect(ByteSize.parse(text) == bytes)
    }

    @Test(
        "texts that are no size",
        arguments: [
            "", "B", "MiB", "-1", "+1", "1.5M", "1 M", " 1", "1_000", "0x10", "1XB", "1MiBs", "٣", "1\u{212A}",
            "9223372036854775808",
            "9007199254740992K", "8388608TiB",
        ]
    )
    func noSize(text: String) {
        #expect(ByteSize.parse(text) == nil)
    }

    @Test(
        "percentages",
        arguments: [("0%", 0.0), ("5%", 5.0), ("0.25%", 0.25), ("100%", 100.0), ("007%", 7.0)]
    )
    func percentage(text: String, value: Double) {
        #expect(Percentage.parse(text) == value)
    }

    @Test(
        "texts that are no percentage",
        arguments: [
            "", "%", "5", "5\u{600}%", "5\u{301}%", "-1%", "+5%", "nan%", "inf%", "0x1p3%", "1e1%", ".5%", "5.%",
            "1.2.3%", "100.1%", "5%%",
        ]
    )
    func noPercentage(text: String) {
        #expect(Percentage.parse(text) == nil)
    }
}
