import CSluiceRescue

/// A signal handler for files that lose bytes while they are read.
///
/// Files are read through memory mappings. Where another process truncates one, or its device fails, reading the bytes
/// that are gone raises SIGBUS, which ends the process. Once the handler is installed it puts zeros in their place, and
/// the run that was to use them ends with an `IngestionError` of kind `input` (an iteration of a ``RecordStream`` with a
/// ``RecordStreamError``), as it does for every other change of a file.
///
/// Signals belong to the whole process, so this is for the program to decide: the command `sluice` installs the handler,
/// the library by itself does not. A SIGBUS that is not about a file that the library reads goes to the handler that was
/// there before, or does what it would do without one. Up to 4,096 windows of files, a chunk each, are looked after at
/// the same time.
public enum MappedInputRescue {
    /// Installs the handler; does nothing the second time.
    ///
    /// To be called at the start of the program, behind whatever else installs a handler for SIGBUS for good.
    public static func install() { sluice_install_rescue() }

    /// Has the process end with `status` and `message` if it traps while it reads a file that has changed.
    ///
    /// Bytes that change between two looks at them may lead a reader where nothing is. What it does there is checked, and
    /// nothing comes of it but the end of the process; that end tells of the cause then. Installed once, like the other.
    package static func endProcess(with status: Int32, saying message: String) {
        // SAFETY: the text is copied by the call.
        unsafe sluice_install_last_word(message, status)
    }
}
