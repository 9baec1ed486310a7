/// PostgreSQL's client library, loaded only when a run needs it.
///
/// The types are those of `libpq-fe.h`; a `PGconn` and a `PGresult` are opaque pointers.
@safe
struct LibPQ: Sendable {
    typealias Text = UnsafePointer<CChar>

    let connectStart: @convention(c) (UnsafePointer<Text?>, UnsafePointer<Text?>, Int32) -> OpaquePointer?
    let connectPoll: @convention(c) (OpaquePointer) -> Int32
    let status: @convention(c) (OpaquePointer) -> Int32
    let socket: @convention(c) (OpaquePointer) -> Int32
    let errorMessage: @convention(c) (OpaquePointer) -> Text?
    let finish: @convention(c) (OpaquePointer) -> Void
    let setNonblocking: @convention(c) (OpaquePointer, Int32) -> Int32
    let setErrorVerbosity: @convention(c) (OpaquePointer, Int32) -> Int32
    let setNoticeProcessor:
        @convention(c) (OpaquePointer, NoticeProcessor, UnsafeMutableRawPointer?) -> UnsafeRawPointer?
    let sendQuery:
        @convention(c) (
            OpaquePointer, Text, Int32, UnsafePointer<UInt32>?, UnsafePointer<Text?>?, UnsafePointer<Int32>?,
            UnsafePointer<Int32>?, Int32
        ) -> Int32
    let flush: @convention(c) (OpaquePointer) -> Int32
    let consumeInput: @convention(c) (OpaquePointer) -> Int32
    let isBusy: @convention(c) (OpaquePointer) -> Int32
    let getResult: @convention(c) (OpaquePointer) -> OpaquePointer?
    let clear: @convention(c) (OpaquePointer) -> Void
    let resultStatus: @convention(c) (OpaquePointer) -> Int32
    let resultErrorField: @convention(c) (OpaquePointer, Int32) -> Text?
    let rowCount: @convention(c) (OpaquePointer) -> Int32
    let columnCount: @convention(c) (OpaquePointer) -> Int32
    let value: @convention(c) (OpaquePointer, Int32, Int32) -> Text?
    let isNull: @convention(c) (OpaquePointer, Int32, Int32) -> Int32
    let affectedRows: @convention(c) (OpaquePointer) -> Text?
    let parseConnectionInfo: @convention(c) (Text, UnsafeMutablePointer<Text?>?) -> UnsafeMutableRawPointer?
    let freeConnectionInfo: @convention(c) (UnsafeMutableRawPointer) -> Void
    let freeMemory: @convention(c) (UnsafeMutableRawPointer) -> Void

    typealias NoticeProcessor = @convention(c) (UnsafeMutableRawPointer?, Text?) -> Void

    /// The library's names on Linux and macOS.
    private static let names = [
        "libpq.so.5", "libpq.so", "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
        "/usr/local/opt/libpq/lib/libpq.5.dylib",
    ]

    /// The library, loaded at its first use; `nil` if it is missing or lacks a function.
    static let shared = try? LibPQ()

    private struct Missing: Error {}

    private init() throws(Missing) {
        guard let library = SharedLibrary(Self.names) else { throw Missing() }
        // SAFETY: each symbol has the type that PostgreSQL's documentation gives it, chapter "libpq".
        func symbol<Function>(_ name: String) throws(Missing) -> Function {
            guard let function = unsafe library.function(name, as: Function.self) else { throw Missing() }
            return function
        }
        unsafe connectStart = try symbol("PQconnectStartParams")
        unsafe connectPoll = try symbol("PQconnectPoll")
        unsafe status = try symbol("PQstatus")
        unsafe socket = try symbol("PQsocket")
        unsafe errorMessage = try symbol("PQerrorMessage")
        unsafe finish = try symbol("PQfinish")
        unsafe setNonblocking = try symbol("PQsetnonblocking")
        unsafe setErrorVerbosity = try symbol("PQsetErrorVerbosity")
        unsafe setNoticeProcessor = try symbol("PQsetNoticeProcessor")
        unsafe sendQuery = try symbol("PQsendQueryParams")
        unsafe flush = try symbol("PQflush")
        unsafe consumeInput = try symbol("PQconsumeInput")
        unsafe isBusy = try symbol("PQisBusy")
        unsafe getResult = try symbol("PQgetResult")
        unsafe clear = try symbol("PQclear")
        unsafe resultStatus = try symbol("PQresultStatus")
        unsafe resultErrorField = try symbol("PQresultErrorField")
        unsafe rowCount = try symbol("PQntuples")
        unsafe columnCount = try symbol("PQnfields")
        unsafe value = try symbol("PQgetvalue")
        unsafe isNull = try symbol("PQgetisnull")
        unsafe affectedRows = try symbol("PQcmdTuples")
        unsafe parseConnectionInfo = try symbol("PQconninfoParse")
        unsafe freeConnectionInfo = try symbol("PQconninfoFree")
        unsafe freeMemory = try symbol("PQfreemem")
    }
}
