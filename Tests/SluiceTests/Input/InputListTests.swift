import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("The list of inputs")
struct InputListTests {
    private static func names(_ list: InputList, in directory: TemporaryDirectory) -> [String] {
        (0..<list.count).map { list.source(at: $0).name.replacing(directory.path("") + "/", with: "") }
    }

    @Test("has a directory's regular files, sorted by their bytes, links followed")
    func directory() throws {
        let directory = try TemporaryDirectory()
        let root = directory.url.appending(path: "data")
        try FileManager.default.createDirectory(at: root.appending(path: "sub"), withIntermediateDirectories: true)
        for name in ["b.json", "a.json", "Z", "é", "_hidden", ".hidden", "_SUCCESS", "sub/c.json"] {
            try directory.write(name, to: "data/" + name)
        }
        try directory.write("elsewhere", to: "elsewhere")
        let link = FileManager.default.createSymbolicLink(atPath:withDestinationPath:)
        try link(root.appending(path: "link").path, directory.path("elsewhere"))
        try link(root.appending(path: "dangling").path, "nowhere")
        try link(root.appending(path: "directory-link").path, "sub")
        try #require(unsafe mkfifo(root.appending(path: "pipe").path, 0o600) == 0)
        let list = try InputList([.directory(root.path)])
        #expect(
            Self.names(list, in: directory) == ["data/Z", "data/a.json", "data/b.json", "data/link", "data/é"]
        )
        #expect(list.totalBytes == "Z".utf8.count + 12 + 9 + "é".utf8.count)
        #expect(list.areFiles && list.canReadAgain)
        #expect(
            list.notes.map { String($0.dropFirst(root.path.count + 1)) } == [
                "dangling leads to no file, and was skipped",
                "directory-link is a directory inside a directory, and was skipped",
                "pipe is not a regular file, and was skipped", "sub is a directory inside a directory, and was skipped",
            ]
        )
    }

    @Test("keeps the order in which inputs are given, and a file that is given twice")
    func order() throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] { try directory.write(name, to: name) }
        let sources = ["c", "a", "c", "b"].map { InputSource.file(directory.path($0)) }
        let list = try InputList(sources + [.bytes(Array("{}".utf8), name: "memory")])
        #expect(Self.names(list, in: directory) == ["c", "a", "c", "b", "memory"])
        #expect(list.totalBytes == 6 && !list.areFiles && list.canReadAgain)
        #expect(list.summary == directory.path("c") + " and 4 more")
    }

    @Test("names what is not there, what cannot be read, and what is of the wrong kind")
    func refusals() throws {
        let directory = try TemporaryDirectory()
        try directory.write("{}", to: "file")
        try FileManager.default.createDirectory(atPath: directory.path("empty"), withIntermediateDirectories: true)
        let file = InputSource.file(directory.path("file"))
        for (sources, message) in [
            ([file, .file(directory.path("none"))], "none: no such file"),
            ([.directory(directory.path("none"))], "none: no such file"),
            ([.directory(directory.path("file"))], "file: expected a directory, found a file"),
            ([.file(directory.path("empty"))], "empty: expected a file, found a directory"),
            ([.directory(directory.path("empty"))], "empty contains no files to read"),
            ([], "no input was given"),
            ([.standardInput, file, .standardInput], "standard input can be read only once"),
        ] {
            let error = #expect(throws: InputError.self) { try InputList(sources) }
            #expect(error?.message.hasSuffix(message) == true, "\(error?.message ?? "")")
        }
        let list = try InputList([.directory(directory.path("empty")), file])
        #expect(list.count == 1 && list.notes.first?.contains("contains no files to read") == true)
    }

    @Test("has few notes, however many files are skipped")
    func manyNotes() throws {
        let directory = try TemporaryDirectory()
        for number in 0..<50 {
            let path = directory.path("data/sub-\(number)")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        try directory.write("{}", to: "data/a.json")
        let list = try InputList([.directory(directory.path("data"))])
        #expect(list.notes.count == 11)
        #expect(list.notes.last == "40 more inputs were skipped")
    }

    @Test("has another checksum for every other list")
    func digests() throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] { try directory.write("same", to: name) }
        func digest(_ names: [String]) throws -> UInt64 {
            try InputList(names.map { .file(directory.path($0)) }).digest
        }
        let lists = [["a", "b"], ["b", "a"], ["a", "c"], ["a", "b", "c"], ["a", "a", "b"], ["a", "a"]]
        #expect(try Set(lists.map(digest)).count == lists.count)
        #expect(try digest(["a", "b"]) == digest(["a", "b"]))
        let before = try digest(["a", "b"])
        try directory.write("other", to: "b")
        #expect(try digest(["a", "b"]) != before)
    }

    @Test("finds each file that has changed since", arguments: InputChange.allCases)
    func changes(_ change: InputChange) throws {
        let directory = try TemporaryDirectory()
        for name in ["a", "b", "c"] { try directory.write("[          ]", to: name) }
        let list = try InputList([.directory(directory.path(""))])
        try list.checkUnchanged()
        change.make(to: directory.path("b"), size: 12)
        let error = #expect(throws: InputError.self) { try list.checkUnchanged() }
        #expect(error?.message.contains("b changed while it was being read") == true)
        try list.checkUnchanged(except: 1)
    }
}
