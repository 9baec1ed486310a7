/// What a status journal tells of one run.
package struct StatusRun: Sendable, Equatable {
    /// The run's name: 16 hexadecimal digits.
    package let run: String
    package internal(set) var stage = StageStatus.stageName
    package internal(set) var status = StageStatus.running
    /// Times are texts as the journal has them: ISO 8601 in UTC.
    package internal(set) var startedAt: String?
    package internal(set) var completedAt: String?
    package internal(set) var input: String?
    package internal(set) var seconds: Double?
    package internal(set) var recordsProcessed: Int?
    package internal(set) var recordsRejected: Int?
    package internal(set) var errorMessage: String?

    init(run: String) {
        self.run = run
    }

    /// Takes over what a line of the journal says.
    mutating func update(_ line: FlatJSONObject) {
        if let status = line.string("status").flatMap(StageStatus.init) { self.status = status }
        stage = line.string("stage") ?? stage
        startedAt = line.string("started_at") ?? startedAt
        completedAt = line.string("completed_at") ?? completedAt
        input = line.string("input") ?? input
        seconds = line.double("execution_time_seconds") ?? seconds
        recordsProcessed = line.integer("records_processed") ?? recordsProcessed
        recordsRejected = line.integer("records_rejected") ?? recordsRejected
        errorMessage = line.string("error_message") ?? errorMessage
    }
}

extension StatusRun: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("run", run)
            writer.member("stage", stage)
            writer.member("status", status.rawValue)
            writer.member("started_at", startedAt)
            writer.member("completed_at", completedAt)
            writer.member("input", input)
            writer.member("execution_time_seconds", seconds)
            writer.member("records_processed", recordsProcessed)
            writer.member("records_rejected", recordsRejected)
            writer.member("error_message", errorMessage)
        }
    }
}
