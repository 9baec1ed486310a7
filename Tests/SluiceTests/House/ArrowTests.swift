import Foundation
import Testing

/// The folders of the library, in the order in which data flows through them: no type names one of a folder below it.
@Suite("Dependencies run one way")
struct ArrowTests {
    private static let folders = [
        "System", "JSON", "Input", "Schema", "Records", "Chunks", "Cleaning", "Validation", "Report", "Formats",
        "Output", "Ingestion", "RecordStream", "Inference", "Status", "Synthesis",
    ]
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/Sluice").standardizedFileURL

    /// A source file: its folder and its text without comments and string literals.
    struct Source {
        let name: String
        let folder: Int
        let code: String
    }

    /// A use of a type from a folder that comes later.
    struct Arrow: Hashable, CustomStringConvertible {
        let file: String
        let type: String
        let folder: String

        var description: String { "\(file) uses \(type), of the later folder \(folder)" }
    }

    private static func sources() throws -> [Source] {
        var sources: [Source] = []
        let names = try #require(FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String])
        for name in names.sorted() where name.hasSuffix(".swift") {
            let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
            let top = String(name.prefix { $0 != "/" })
            let folder = try #require(folders.firstIndex(of: top), "\(name) is in a folder that is not in the list")
            sources.append(Source(name: name, folder: folder, code: code(of: text)))
        }
        return sources
    }

    /// Removes comments and the contents of string literals, but not what is interpolated on lines of its own.
    static func code(of text: String) -> String {
        var result = text.replacing(#/"""[\s\S]*?"""/#, with: "\"\"")
        result = result.replacing(#/#"[^\n]*?"#/#, with: "\"\"")
        result = result.replacing(#/"(\\.|[^"\\\n])*"/#, with: "\"\"")
        return result.replacing(#/\/\/[^\n]*/#, with: "")
    }

    /// The types that are declared at the top level of the files, by their folder.
    static func declarations(_ sources: [Source]) -> [Substring: Int] {
        let declaration =
            #/(?m)^(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|final|indirect|nonisolated)\s+)*(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/#
        var folders: [Substring: Int] = [:]
        for source in sources {
            for match in source.code.matches(of: declaration) { folders[match.1] = source.folder }
        }
        return folders
    }

    static func arrows(_ sources: [Source]) -> Set<Arrow> {
        let declared = declarations(sources)
        var arrows: Set<Arrow> = []
        for source in sources {
            for match in source.code.matches(of: #/\b[A-Z]\w+/#) {
                guard let folder = declared[match.0], folder > source.folder else { continue }
                arrows.insert(Arrow(file: source.name, type: String(match.0), folder: folders[folder]))
            }
        }
        return arrows
    }

    @Test("no file names a type of a later folder")
    func noArrowBack() throws {
        let sources = try Self.sources()
        #expect(sources.count > 200 && Self.declarations(sources).count > 200)
        #expect(Self.arrows(sources).map(\.description).sorted() == [])
    }

    @Test("an arrow that is planted is found; comments and texts are not arrows")
    func plantedArrow() throws {
        let types = Source(name: "Output/Part.swift", folder: 10, code: "struct Part {}")
        let comment = Self.code(of: "/// A Part.\nlet text = \"Part\"\n")
        #expect(Self.arrows([types, Source(name: "JSON/A.swift", folder: 1, code: comment)]).isEmpty)
        let use = Source(name: "JSON/A.swift", folder: 1, code: Self.code(of: "let part: Part? = nil // here"))
        #expect(Self.arrows([types, use]).map(\.type) == ["Part"])
        let above = Source(name: "Ingestion/A.swift", folder: 11, code: "let part: Part? = nil")
        #expect(Self.arrows([types, above]).isEmpty)
    }

    @Test("the documented list is this one, and the folders are these")
    func documented() throws {
        let text = try String(contentsOf: Self.root.appending(path: "Sluice.docc/Architecture.md"), encoding: .utf8)
        let listed = text.matches(of: #/(?m)^([A-Z]\w+) {2,}\S/#).map { String($0.1) }
        #expect(listed == Self.folders)
        let entries = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
        #expect(Set(entries) == Set(Self.folders + ["Sluice.docc"]))
    }
}
