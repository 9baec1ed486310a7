internal import CSluiceProcess
import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What must be set up before anything else is done in this process.
enum ProcessSetup {
    static func begin() {
        // A closed pipe and a file over the size limit must be errors of the write, and not kill the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        disableBacktraces()
        // Nor must an input that is truncated while it is being read.
        MappedInputRescue.install()
        MappedInputRescue.endProcess(
            with: ExitStatus.of(.input),
            saying: "error: the input changed while it was being read; results were discarded\n"
        )
        occupyStandardStreams()
    }

    /// Returns the environment variable `name`; `nil` if it is not set, or is not UTF-8.
    static func environment(_ name: String) -> String? {
        // SAFETY: nothing in this process changes the environment, so the text stays in place while it is copied.
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(validatingCString: value)
    }

    /// The words of the command line without the program's name.
    static let arguments: [Word] = Array(unsafe words(of: sluice_arguments()).dropFirst())

    /// The word that the program was started with.
    static let programName: Word = unsafe words(of: sluice_arguments()).first ?? "sluice"

    /// The variables of the environment, each `NAME=value`.
    static var variables: [Word] { unsafe words(of: sluice_environment()) }

    /// Copies the strings of a list that ends with a null pointer.
    @unsafe
    private static func words(of list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [Word] {
        guard let list = unsafe list else { return [] }
        var words: [Word] = []
        // SAFETY: the system's lists end with a null pointer, their strings with a zero, and both live as long as the
        // process, which changes neither but for passwords.
        while let word = unsafe list[words.count] { words.append(unsafe Word(bytes: bytes(of: word))) }
        return words
    }

    @unsafe
    private static func bytes(of word: UnsafeMutablePointer<CChar>) -> [UInt8] {
        // SAFETY: the caller's promise: there are that many bytes before the zero.
        unsafe UnsafeBufferPointer(start: word, count: strlen(word)).map(UInt8.init(bitPattern:))
    }

    /// Overwrites passwords in the command line, which every user can see in a list of processes.
    ///
    /// To be called when the command line has been parsed.
    static func hidePasswords() {
        guard let list = unsafe sluice_arguments() else { return }
        for index in arguments.indices {
            // SAFETY: as above; the words may be written, each up to its zero byte, and no other thread runs yet. The
            // first is the program's name.
            guard let word = unsafe list[index + 1] else { continue }
            for place in Secrets.passwordRange(in: arguments[index].bytes) ?? 0..<0 {
                unsafe word[place] = CChar(UInt8(ascii: "*"))
            }
        }
    }

    /// Leaves crashes to the system: the Swift runtime's backtrace would print memory, which may hold data.
    private static func disableBacktraces() {
        guard environment("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }

    /// Opens the standard streams that the process was started without.
    ///
    /// Otherwise the first file opened would get the number of one, and the report would be written into it. Each is
    /// opened in the wrong direction, so that using it is an ordinary error.
    private static func occupyStandardStreams() {
        for (number, direction) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] {
            guard fcntl(number, F_GETFD) == -1, errno == EBADF else { continue }
            // SAFETY: the path is a literal, which ends with a zero byte.
            _ = unsafe open("/dev/null", direction)
        }
    }
}
