@testable import Sluice

extension StringFormat {
    func accepts(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return accepts(bytes.span)
    }
}
