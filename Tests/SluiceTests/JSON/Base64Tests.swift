import Foundation
import Testing

@testable import Sluice

@Suite("Base64")
struct Base64Tests {
    @Test(
        "gives the texts listed in RFC 4648, section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(text: String, expected: String) {
        #expect(Base64.encode(Array(text.utf8)) == expected)
    }

    @Test("agrees with Foundation at every length")
    func lengths() {
        var random = SplitMix64(seed: 2)
        for length in 0...100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
        }
        let all = Array(UInt8.min...UInt8.max)
        #expect(Base64.encode(all) == Data(all).base64EncodedString())
    }
}
