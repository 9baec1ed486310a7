import Foundation
import TestSupport

extension TemporaryDirectory {
    /// The path of the part of this number in the output directory `output`.
    func part(_ number: Int = 0, in output: String = "out") throws -> String {
        let digits = String(number)
        let stem = "part-" + String(repeating: "0", count: 5 - digits.count) + digits
        let names = try FileManager.default.contentsOfDirectory(atPath: path(output)).filter { $0.hasPrefix(stem) }
        guard names.count == 1 else { throw CocoaError(.fileNoSuchFile) }
        return path(output + "/" + names[0])
    }
}
