/// What the command line asks for.
struct BenchmarkOptions {
    /// How the figures are printed.
    enum Format {
        case table
        case json
    }

    private(set) var shapes = Shape.all
    private(set) var stages = Stage.all
    private(set) var records = 1_000_000
    private(set) var seed: UInt64 = 0
    private(set) var runs = 9
    private(set) var format = Format.table
    private(set) var baseline: String?
    private(set) var machine = "a machine not described"
    private(set) var wantsHelp = false

    init(_ words: some Sequence<String>) throws {
        var words = words.makeIterator()
        while let word = words.next() {
            func value() throws -> String {
                guard let value = words.next() else { throw BenchmarkError("\(word) needs a value") }
                return value
            }
            func number<Number: FixedWidthInteger>(from minimum: Number) throws -> Number {
                let text = try value()
                guard let number = Number(text), number >= minimum else {
                    throw BenchmarkError("\(word): expected a whole number from \(minimum) on, found \(text)")
                }
                return number
            }
            switch word {
            case "--shapes": shapes = try Self.choice(of: Shape.all, named: try value(), \.name)
            case "--stages": stages = try Self.choice(of: Stage.all, named: try value(), \.name)
            case "--records": records = try number(from: 1)
            case "--seed": seed = try number(from: 0)
            case "--runs": runs = try number(from: 1)
            case "--json": format = .json
            case "--compare": baseline = try value()
            case "--machine": machine = try value()
            case "--help", "-h": wantsHelp = true
            default: throw BenchmarkError("unknown option \(word); --help shows all")
            }
        }
    }

    private static func choice<Element>(
        of elements: [Element],
        named names: String,
        _ name: (Element) -> String
    ) throws -> [Element] {
        try names.split(separator: ",").map { wanted in
            guard let element = elements.first(where: { name($0) == wanted }) else {
                throw BenchmarkError("there is no \(wanted): choose from \(elements.map(name).joined(separator: ", "))")
            }
            return element
        }
    }

    static var help: String {
        let head = """
            Measures the library's stages over generated inputs, in turn, with cp as the yardstick.

              --shapes A,B     only these inputs
              --stages A,B     only these stages
              --records N      records in an input [1000000]
              --seed S         what the inputs are made from [0]
              --runs N         runs of each stage, after one that does not count [9]
              --compare FILE   also show the change since figures recorded with --json
              --json           JSON lines instead of a table
              --machine TEXT   what to call the machine
            """
        let shapes = TextColumns.lines(Shape.all.map { ["  " + $0.name, $0.summary] }, leftAligned: 2)
        let stages = TextColumns.lines(Stage.all.map { ["  " + $0.name, $0.summary] }, leftAligned: 2)
        return ([head, "", "Shapes:"] + shapes + ["", "Stages:"] + stages).joined(separator: "\n")
    }
}

/// Why nothing could be measured.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
