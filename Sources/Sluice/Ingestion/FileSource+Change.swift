extension FileSource {
    /// The error of a run whose input is no longer what it was; `nil` where it is.
    var change: IngestionError? {
        do throws(InputError) {
            try checkUnchanged()
            return nil
        } catch {
            return IngestionError(error)
        }
    }
}
