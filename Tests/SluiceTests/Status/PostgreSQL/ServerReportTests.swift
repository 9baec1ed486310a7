import Testing

@testable import Sluice

@Suite("An error of a PostgreSQL server as text")
struct ServerReportTests {
    @Test(
        "has a code in any language, and loses the place in the server's source",
        arguments: [
            (
                """
                connection to server at "::1", port 5432 failed: FATAL:  28P01: password authentication failed for user "x"
                LOCATION:  auth_failed, auth.c:326
                """, "28P01", "password authentication failed for user \"x\""
            ),
            (
                "FATAL:  53300: zu viele Verbindungen\nTIPP:  Später: noch einmal\nORT:  InitPostgres, postinit.c:791\n",
                "53300", "zu viele Verbindungen\nTIPP:  Später: noch einmal"
            ),
            (
                "connection to server at \"127.0.0.1\", port 1 failed: Connection refused", nil,
                "connection to server at \"127.0.0.1\", port 1 failed: Connection refused"
            ),
            ("FATAL:  SHORT", nil, "FATAL:  SHORT"), ("a:  12345", nil, "a:  12345"), ("", nil, ""),
        ] as [(String, String?, String)]
    )
    func report(text: String, code: String?, message: String) {
        let report = ServerReport(text)
        #expect(report.sqlState == code)
        #expect(report.text == message)
    }

    @Test("is a refusal, which is transient if it may pass")
    func refusal() {
        #expect(!PostgreSQLError("no password supplied").atConnecting.isTransient)
        #expect(PostgreSQLError("Connection refused").atConnecting.isTransient)
        #expect(PostgreSQLError("starting up", sqlState: "57P03").atConnecting.isTransient)
        #expect(!PostgreSQLError("no such database", sqlState: "3D000").atConnecting.isTransient)
    }
}
