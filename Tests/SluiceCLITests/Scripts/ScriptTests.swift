import Foundation
import TestSupport
import Testing

@Suite("Scripts")
struct ScriptTests {
    /// Every program in Scripts and .ci, by its path in the package.
    private static let all: [String] = ["Scripts", ".ci"].flatMap { folder in
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: PackageFiles.path(folder))) ?? []
        return paths.map { "\(folder)/\($0)" }.filter { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: PackageFiles.path(name))
            let mode = attributes?[.posixPermissions] as? Int ?? 0
            return attributes?[.type] as? FileAttributeType == .typeRegular && mode & 0o111 != 0
        }
    }.sorted()

    /// A run of a script in which the programs that build and install do nothing but leave a mark.
    private struct Run {
        private static let programs = ["swift", "swiftc", "clang", "c++", "docc", "apt-get", "pip", "java", "git"]

        let outcome: FinishedProcess
        /// The programs that it has called.
        let calls: [String]

        init(_ script: String, _ arguments: String...) throws {
            let directory = try TemporaryDirectory()
            for program in Self.programs {
                let path = try directory.write("#!/bin/sh\necho \(program) >>\"$CALLS\"\nexit 1\n", to: program)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            var environment = ProcessInfo.processInfo.environment
            environment["PATH"] = "\(directory.url.path):\(environment["PATH"] ?? "/usr/bin:/bin")"
            environment["CALLS"] = directory.path("calls")
            outcome = try FinishedProcess(PackageFiles.path(script), arguments, environment: environment)
            calls =
                (try? String(contentsOfFile: directory.path("calls"), encoding: .utf8))?
                .split(separator: "\n").map(String.init) ?? []
        }
    }

    /// The package's files with their sizes and times, those that builds make aside.
    private static func tree() throws -> [String: String] {
        let root = PackageFiles.root.path
        var tree: [String: String] = [:]
        for folder in try FileManager.default.contentsOfDirectory(atPath: root)
        where ![".build", ".git"].contains(folder) {
            let below = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
            for path in [folder] + below.map({ "\(folder)/\($0)" }) {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
                tree[path] = "\(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
            }
        }
        return tree
    }

    @Test("are all found")
    func found() {
        #expect(Self.all.contains("Scripts/test"))
        #expect(Self.all.contains("Scripts/pipeline/run"))
        #expect(Self.all.contains(".ci/run"))
    }

    @Test("answer --help and do nothing else", arguments: all)
    func help(script: String) throws {
        let before = try Self.tree()
        let help = try Run(script, "--help")
        #expect(help.outcome.status == 0)
        #expect(help.outcome.text.contains("Usage: \(script)"))
        #expect(help.outcome.errors.isEmpty)
        #expect(help.calls.isEmpty)
        let short = try Run(script, "-h")
        #expect(short.outcome.status == 0)
        #expect(short.outcome.output == help.outcome.output)
        #expect(try Self.tree() == before)
    }

    @Test("refuse an option that they do not know, before they do anything", arguments: all)
    func unknownOption(script: String) throws {
        let run = try Run(script, "--no-such-option")
        #expect(run.outcome.status == 2)
        #expect(run.outcome.output.isEmpty)
        #expect(run.outcome.errors.contains("--no-such-option"))
        #expect(run.outcome.errors.contains("see --help") || run.outcome.errors.contains("see \(script) --help"))
        #expect(run.calls.isEmpty)
    }
}
