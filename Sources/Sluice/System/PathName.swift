/// What names a file: a text, or bytes that need not be one.
protocol PathName {
    var filePath: FilePath { get }
}

extension String: PathName {
    var filePath: FilePath { FilePath(self) }
}

extension FilePath: PathName {
    var filePath: FilePath { self }
}
