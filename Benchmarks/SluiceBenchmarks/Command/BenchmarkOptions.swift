/// What the command line asks for.
struct BenchmarkOptions {
    /// How the figures are printed.
    enum Format {
        case table
        case json
    }

    /// What is done.
    enum Task {
        /// Stages are measured.
        case measure
        /// An input is written to a file.
        case write(Shape, path: String)
        /// One stage reads one file whenever it is asked to.
        case takeTurns(TurnTaking)
    }

    private(set) var task = Task.measure
    private(set) var shapes = Shape.all
    private(set) var stages = Stage.all
    /// As many as each shape has by itself, unless given.
    private(set) var records: Int?
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
            case "--write":
                task = .write(try Self.one(of: Shape.all, named: try value(), \.name), path: try value())
            case "--turns":
                let stage = try Self.one(of: SingleCoreStage.allCases, named: try value(), \.rawValue)
                task = .takeTurns(TurnTaking(stage: stage, path: try value()))
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
        try names.split(separator: ",").map { try one(of: elements, named: String($0), name) }
    }

    private static func one<Element>(
        of elements: [Element],
        named wanted: String,
        _ name: (Element) -> String
    ) throws -> Element {
        guard let element = elements.first(where: { name($0) == wanted }) else {
            throw BenchmarkError("there is no \(wanted): choose from \(elements.map(name).joined(separator: ", "))")
        }
        return element
    }

    static var help: String {
        let head = """
            Measures the library's stages over generated inputs, in turn, with cp as the yardstick.

              --shapes A,B     only these inputs
              --stages A,B     only these stages
              --records N      records in an input [as many as make 130 to 190 MB]
              --seed S         what the inputs are made from [0]
              --runs N         runs of each stage, after one that does not count [9]
              --compare FILE   also show the change since figures recorded with --json
              --json           JSON lines instead of a table
              --machine TEXT   what to call the machine

            Instead of measuring:

              --write SHAPE FILE   write an input to a file
              --turns STAGE FILE   read a file, up to a stage of one core, once for each line on standard input, and print
                                   the time it took
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
