#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The runs that a status journal knows, in the order of their first events.
package struct StatusHistory: Sendable {
    package private(set) var runs: [StatusRun] = []
    /// How many lines were passed over because they are not events: one that a killed run did not finish, usually.
    package private(set) var unreadableLineCount = 0

    /// Reads the journal of the output directory `directory`.
    ///
    /// - Throws: an `IngestionError` of kind `input` where there is none, or where it cannot be read.
    package init(directory: String) throws(IngestionError) {
        let path = directory + "/" + PartName.status
        do throws(SystemError) {
            self.init(lines: try SystemFile.contents(of: path))
        } catch {
            throw error.code == ENOENT
                ? IngestionError(
                    .input,
                    "no run has written to \(Excerpt.path(directory)): it has no \(PartName.status)"
                )
                : IngestionError(.input, "cannot read the status journal \(Excerpt.path(path)): \(error)")
        }
    }

    /// Reads the lines of a journal.
    init(lines bytes: [UInt8]) {
        var indices: [String: Int] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let event = FlatJSONObject(Array(line)), let run = event.string("run") else {
                unreadableLineCount += 1
                continue
            }
            let index = indices[run] ?? runs.count
            if index == runs.count {
                indices[run] = index
                runs.append(StatusRun(run: run))
            }
            runs[index].update(event)
        }
    }

    /// The runs as a JSON array of objects.
    package func json() -> String {
        var writer = JSONWriter()
        writer.value(runs)
        return TerminalText.escapedJSON(String(decoding: writer.bytes, as: UTF8.self))
    }
}
