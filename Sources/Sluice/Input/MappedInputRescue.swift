import CSluiceRescue

/// A signal handler for files that lose bytes while they are being read.
///
/// Files are read through memory mappings. If another process truncates one, or its device fails, reading the missing
/// bytes raises SIGBUS, which ends the process. The handler replaces them with zeros instead, and the run that reads
/// them ends with an `IngestionError` of kind `input` (an iteration of a ``RecordStream`` with a
/// ``RecordStreamError``), as it does for every other change of a file.
///
/// Signals belong to the whole process, so the program decides: the command `sluice` installs the handler, the library
/// by itself does not. A SIGBUS that does not concern a file being read goes to the previous handler, or has its
/// default effect if there is none. Up to 4,096 windows of files, one chunk each, are covered at the same time.
public enum MappedInputRescue {
    /// Installs the handler; further calls do nothing.
    ///
    /// Call this at the start of the program, after anything else that installs a permanent handler for SIGBUS.
    public static func install() { sluice_install_rescue() }

    /// Makes the process print `message` and exit with `status` if it traps while reading a file that has changed.
    ///
    /// Bytes that change between two reads may lead a reader out of bounds. The checks there end the process safely;
    /// with this handler its last message names the cause. Further calls do nothing.
    package static func endProcess(with status: Int32, saying message: String) {
        // SAFETY: the text is copied by the call.
        unsafe sluice_install_trap_handler(message, status)
    }
}
