import TestSupport
import Testing

@Suite("environment")
struct EnvironmentTests {
    @Test("a variable stands in for an option")
    func variable() throws {
        let outcome = try SluiceBinary.run(
            ["generate"],
            environment: ["SLUICE_RECORDS": "2", "SLUICE_STYLE": "ndjson"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 2)
    }

    @Test("a flag beats the variable, even an invalid one")
    func precedence() throws {
        let arguments = ["generate", "--records", "1", "--style=ndjson"]
        let outcome = try SluiceBinary.run(arguments, environment: ["SLUICE_RECORDS": "many", "SLUICE_STYLE": "wide"])
        #expect(outcome.status == 0)
        #expect(outcome.text.split(separator: "\n").count == 1)
    }

    @Test("the last of two flags counts")
    func repetition() throws {
        let outcome = try SluiceBinary.run(["generate", "--records=7", "--style", "compact", "--records", "0"])
        #expect(outcome.text == "[]")
    }

    @Test("an invalid value names the variable")
    func invalid() throws {
        let outcome = try SluiceBinary.run(["validate", "no-such-file.json"], environment: ["SLUICE_JOBS": "four"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: invalid value 'four' for SLUICE_JOBS: expected a whole number"))
    }

    @Test("an empty variable, and one of another command, say nothing")
    func ignored() throws {
        let environment = ["SLUICE_SEED": "", "SLUICE_JOBS": "four"]
        #expect(try SluiceBinary.run(["generate", "--records", "1"], environment: environment).status == 0)
    }

    @Test("a directory on the command line beats a pipeline in the environment")
    func statusOfDirectory() throws {
        let environment = ["SLUICE_PIPELINE_ID": "7", "SLUICE_DATABASE_URL": "postgresql://127.0.0.1:1/none"]
        let outcome = try SluiceBinary.run(["status", "no-such-directory"], environment: environment)
        #expect(outcome.status == 4 && outcome.errors.contains("no-such-directory"), "\(outcome.errors)")
        let both = try SluiceBinary.run(["status", "no-such-directory", "--pipeline-id", "7"])
        #expect(both.status == 2 && both.errors.contains("a directory or a database, not both"), "\(both.errors)")
    }
}
