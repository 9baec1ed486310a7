import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("The path of an output directory")
struct OutputPathTests {
    private static func make() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let files = FileManager.default
        try files.createDirectory(atPath: directory.path("data/set"), withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: directory.path("link"), withDestinationPath: "data")
        try files.createSymbolicLink(atPath: directory.path("latest"), withDestinationPath: "data/run-42")
        try files.createSymbolicLink(atPath: directory.path("loop"), withDestinationPath: "loop")
        try directory.write([1], to: "file")
        return directory
    }

    @Test(
        "has its links followed, and nothing made",
        arguments: [
            ("data/set", "data", [], "set"), ("data/set/", "data", [], "set"), ("./data/./set/.", "data", [], "set"),
            ("data//set", "data", [], "set"), ("link/set", "data", [], "set"), ("link", "", [], "data"),
            ("link/../out", "", [], "out"), ("new", "", [], "new"), ("a/b/c", "", ["a", "b"], "c"),
            ("x/../y", "", [], "y"), ("./x/../y/../z", "", [], "z"), ("x/../data/set", "data", [], "set"),
            ("x/y/../../data", "", [], "data"), ("data/set/..", "", [], "data"), ("latest", "data", [], "run-42"),
            ("latest/a", "data", ["run-42"], "a"),
        ]
    )
    func followed(path: String, existing: String, missing: [String], name: String) throws {
        let directory = try Self.make()
        let found = try OutputPath(FilePath(directory.path(path)))
        let root = try OutputPath(FilePath(directory.url.path)).absolute
        #expect(found.existing == (existing.isEmpty ? root : root.appending(existing)))
        #expect(found.missing == missing.map { FilePath($0) })
        #expect(found.name == FilePath(name))
        let entries = try FileManager.default.subpathsOfDirectory(atPath: directory.url.path)
        #expect(entries.sorted() == ["data", "data/set", "file", "latest", "link", "loop"])
    }

    @Test("leads through directories alone", arguments: [("file", ENOTDIR), ("file/out", ENOTDIR), ("loop", ELOOP)])
    func refused(path: String, code: Int32) throws {
        let directory = try Self.make()
        let error = #expect(throws: SystemError.self) { try OutputPath(FilePath(directory.path(path))) }
        #expect(error?.code == code)
    }

    @Test("may be the root, which has no name")
    func root() throws {
        let path = try OutputPath("/")
        #expect(path.name == "" && path.absolute == "/")
    }
}
