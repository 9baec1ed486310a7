import Foundation
import TestSupport

/// The command beside a DogStatsD server in Python, which reads the datagrams by Datadog's published grammar and gives
/// every metric to Datadog's own client, which must write it the same.
enum StatsdReceiver {
    enum Kind: String {
        case udp
        case unix
    }

    /// Runs a line of shell in which `sluice` is the command and `$ADDRESS` what the server listens at.
    ///
    /// - Returns: as the outcome's output the metrics, counts added up, each as its name, its value, its letter and its
    ///   tags, separated by spaces; the command's own output is lost.
    static func run(_ kind: Kind, _ line: String, environment: [String: String] = [:]) throws -> SluiceBinary.Outcome {
        let directory = try TemporaryDirectory()
        let server = try directory.write(script, to: "server.py")
        let command = try directory.write(line, to: "command.sh")
        // The pieces of the shell's line are those of the test, without any of the outer shell.
        let environment = environment.merging(["COMMAND": command, "SOCKET": directory.path("dsd")]) { $1 }
        return try SluiceBinary.shell("exec python3 -X utf8 '\(server)' \(kind.rawValue)", environment: environment)
    }

    private static let script = #"""
        import os, re, socket, subprocess, sys
        try:
            from datadog.dogstatsd.base import DogStatsd
        except ImportError:
            subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "datadog"])
            from datadog.dogstatsd.base import DogStatsd

        if sys.argv[1] == "udp":
            server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            server.bind(("127.0.0.1", 0))
            host, port = server.getsockname()
            address, limit = f"udp://{host}:{port}", 1432
        else:
            server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            server.bind(os.environ["SOCKET"])
            address, limit = "unix://" + os.environ["SOCKET"], 8192
        server.setblocking(False)

        prologue = 'sluice() { "$SLUICE_BINARY" "$@"; }\n'
        with open(os.environ["COMMAND"]) as file:
            line = prologue + file.read()
        names = {"ADDRESS": address}
        if sys.argv[1] == "udp":
            names |= {"HOST": host, "PORT": str(port)}
        status = subprocess.call(["/bin/bash", "-c", line], env=os.environ | names, stdout=subprocess.DEVNULL)

        # The client's own view of the tags is what it is given here.
        for name in list(os.environ):
            if name.startswith(("DD_", "DATADOG_")):
                del os.environ[name]
        peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        peer.bind(("127.0.0.1", 0))
        peer.settimeout(60)
        client = DogStatsd(
            host="127.0.0.1", port=peer.getsockname()[1],
            disable_telemetry=True, disable_buffering=True, origin_detection_enabled=False,
        )

        # https://docs.datadoghq.com/extend/dogstatsd/datagram_shell: names have ASCII letters, digits, `_` and `.`.
        grammar = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_.]*):(?P<value>[0-9.e+-]+)\|(?P<kind>c|d)(?:\|#(?P<tags>[^|#\n]+))?")
        metrics = {}
        while True:
            try:
                datagram = server.recv(65536)
            except BlockingIOError:
                break
            assert 0 < len(datagram) < limit, len(datagram)
            for line in datagram.decode("utf-8").split("\n"):
                match = grammar.fullmatch(line)
                assert match, line
                name, text, kind, tags = match["name"], match["value"], match["kind"], (match["tags"] or "").split(",")
                value = int(text) if kind == "c" else float(text)
                (client.increment if kind == "c" else client.distribution)(name, value, tags=tags if tags != [""] else None)
                expected = peer.recv(65536).decode("utf-8").rstrip("\n")
                assert line == expected, (line, expected)
                # A run that takes its time sends counts in between: what counts is their sum.
                key = (name, kind, *tags)
                metrics[key] = metrics.get(key, 0) + value
        for (name, kind, *tags), value in metrics.items():
            print(name, value, kind, *tags)
        sys.exit(status)
        """#
}
