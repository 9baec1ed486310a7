/// One run according to a status journal.
package struct StatusRun: Sendable, Equatable {
    /// The number of digits in a run's name.
    static let nameLength = 16

    /// The run's name: hexadecimal digits.
    package let run: String
    package internal(set) var stage = StageStatus.stageName
    package internal(set) var status = StageStatus.running
    /// Times are as in the journal: ISO 8601 in UTC.
    package internal(set) var startedAt: String?
    package internal(set) var completedAt: String?
    package internal(set) var input: String?
    /// The id of the run's pipeline, if it had one.
    package internal(set) var pipelineID: Int?
    package internal(set) var seconds: Double?
    package internal(set) var recordsProcessed: Int?
    package internal(set) var recordsRejected: Int?
    package internal(set) var errorMessage: String?

    init(run: String) {
        self.run = run
    }

    /// Updates the run from a line of the journal with the text `text`.
    mutating func update(_ line: StatusLine, _ text: Span<UInt8>) {
        status = line.string(.status, in: text).flatMap(StageStatus.init) ?? status
        stage = line.string(.stage, in: text) ?? stage
        startedAt = line.string(.startedAt, in: text) ?? startedAt
        completedAt = line.string(.completedAt, in: text) ?? completedAt
        input = line.string(.input, in: text) ?? input
        pipelineID = line.integer(.pipelineID, in: text) ?? pipelineID
        seconds = line.double(.seconds, in: text) ?? seconds
        recordsProcessed = line.integer(.recordsProcessed, in: text) ?? recordsProcessed
        recordsRejected = line.integer(.recordsRejected, in: text) ?? recordsRejected
        errorMessage = line.string(.errorMessage, in: text) ?? errorMessage
    }
}

extension StatusRun: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member(StatusField.run.name, run)
            writer.member(StatusField.stage.name, stage)
            writer.member(StatusField.status.name, status.rawValue)
            writer.member(StatusField.startedAt.name, startedAt)
            writer.member(StatusField.completedAt.name, completedAt)
            writer.member(StatusField.input.name, input)
            if let pipelineID { writer.member(StatusField.pipelineID.name, pipelineID) }
            writer.member(StatusField.seconds.name, seconds)
            writer.member(StatusField.recordsProcessed.name, recordsProcessed)
            writer.member(StatusField.recordsRejected.name, recordsRejected)
            writer.member(StatusField.errorMessage.name, errorMessage)
        }
    }
}
