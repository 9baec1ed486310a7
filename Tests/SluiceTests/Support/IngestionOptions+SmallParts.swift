@testable import Sluice

extension IngestionOptions {
    /// The size of a part, which may be less than what a user may ask for.
    var smallPartSize: Int {
        get { partSize }
        set {
            minimumPartSize = 1
            partSize = newValue
        }
    }
}
