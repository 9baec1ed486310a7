import Sluice
import StageTrials

/// Readings of one file whose times are printed one by one, each when a line on standard input asks for it: another
/// program can take turns with this one.
struct TurnTaking {
    let stage: SingleCoreStage
    let path: String

    func run() throws {
        let trial = try stage.trial(of: path)
        _ = try trial.run()
        // What is printed goes to a pipe, and must get there before the next turn.
        while readLine() != nil {
            let start = ContinuousClock.now
            let outcome = try trial.run()
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            try System.printLine(
                """
                {"stage":"\(stage.rawValue)","seconds":\(seconds),"records":\(outcome.records),\
                "rejected":\(outcome.rejected),"bytes":\(outcome.bytesRead)}
                """
            )
        }
    }
}
