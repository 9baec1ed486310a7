import Testing

@testable import Sluice

@Suite("An address of a DogStatsD server")
struct DogStatsDAddressTests {
    @Test(
        "is read as users write it",
        arguments: [
            ("udp://127.0.0.1:8125", .udp(host: "127.0.0.1", port: 8_125)),
            ("udp://agent", .udp(host: "agent", port: 8_125)),
            ("UDP://agent.local:1", .udp(host: "agent.local", port: 1)),
            ("udp://[::1]:65535", .udp(host: "::1", port: 65_535)),
            ("udp://[fe80::1%lo]", .udp(host: "fe80::1%lo", port: 8_125)),
            ("localhost", .udp(host: "localhost", port: 8_125)),
            ("localhost:9125", .udp(host: "localhost", port: 9_125)),
            ("unix:///run/dsd.socket", .unixDatagram(path: "/run/dsd.socket")),
            ("unix:///\u{301}run", .unixDatagram(path: "/\u{301}run")),
            ("unixgram:///run/a:b", .unixDatagram(path: "/run/a:b")),
            ("unixstream:///run/dsd.socket", .unixStream(path: "/run/dsd.socket")),
        ] as [(String, DogStatsDAddress)]
    )
    func understood(text: String, address: DogStatsDAddress) throws {
        #expect(try DogStatsDAddress(text) == address)
        #expect(try DogStatsDAddress(address.description) == address)
    }

    @Test(
        "is refused where it says something else",
        arguments: [
            ("", "such as udp://127.0.0.1:8125"),
            ("udp://", "such as udp://127.0.0.1:8125"),
            ("udp://:8125", "such as udp://127.0.0.1:8125"),
            ("udp://a/b", "such as udp://127.0.0.1:8125"),
            ("udp://a b", "such as udp://127.0.0.1:8125"),
            ("udp://user@host:1", "such as udp://127.0.0.1:8125"),
            ("udp://[::1", "such as udp://127.0.0.1:8125"),
            ("udp://[::1]x", "such as udp://127.0.0.1:8125"),
            ("udp://::1:8125", "in brackets"),
            ("udp://a:0", "port from 1 to 65535, found '0'"),
            ("udp://a:65536", "port from 1 to 65535"),
            ("udp://a:+1", "port from 1 to 65535"),
            ("udp://a:", "port from 1 to 65535, found ''"),
            ("http://a:1", "unknown scheme 'http'"),
            ("unix://run/dsd", "absolute path"),
            ("unix:///", "absolute path"),
            ("unix://", "absolute path"),
            ("unix:///" + String(repeating: "x", count: 200), "at most 107 bytes"),
        ]
    )
    func refused(text: String, message: String) {
        let error = #expect(throws: DogStatsDAddressError.self) { try DogStatsDAddress(text) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("of the agent is a host without brackets, and a port of its own")
    func agent() throws {
        #expect(try DogStatsDAddress(host: "::1", port: "8126") == .udp(host: "::1", port: 8_126))
        #expect(try DogStatsDAddress(host: "agent") == .udp(host: "agent", port: 8_125))
        #expect(throws: DogStatsDAddressError.self) { try DogStatsDAddress(host: "a/b") }
        #expect(throws: DogStatsDAddressError.self) { try DogStatsDAddress(host: "a", port: "x") }
    }
}
