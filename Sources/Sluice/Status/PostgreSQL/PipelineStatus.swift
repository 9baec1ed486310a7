/// A pipeline in the database, with its stages.
package struct PipelineStatus: Sendable {
    /// One stage of a pipeline.
    package struct Stage: Sendable {
        let id: Int?
        package let pipelineID: Int?
        package let name: String
        package internal(set) var status: String
        /// Times are ISO 8601 in UTC.
        package let startedAt: String?
        package let completedAt: String?
        package let seconds: Double?
        package let errorMessage: String?

        static let columns = [
            "id", "pipeline_id", "name", "status", "started_at", "completed_at", "execution_time_seconds",
            "error_message",
        ]

        init(_ row: [String: String]) {
            id = row["id"].flatMap { Int($0) }
            pipelineID = row["pipeline_id"].flatMap { Int($0) }
            name = row["name"] ?? ""
            status = row["status"] ?? ""
            startedAt = row["started_at"]
            completedAt = row["completed_at"]
            seconds = row["execution_time_seconds"].flatMap { Double($0) }
            errorMessage = row["error_message"]
        }
    }

    package let id: Int?
    package let name: String
    package private(set) var status: String
    package let createdAt: String?
    package let updatedAt: String?
    package let inputFile: String?
    package let outputFile: String?
    package let recordsProcessed: Int?
    package let errorMessage: String?
    package private(set) var stages: [Stage]

    static let columns = [
        "id", "name", "status", "created_at", "updated_at", "input_file", "output_file", "records_processed",
        "error_message",
    ]

    /// Reads a row; `stages` are the stages of all pipelines, by pipeline id.
    init(_ row: [String: String], stagesOf stages: [Int?: [Stage]]) {
        id = row["id"].flatMap { Int($0) }
        name = row["name"] ?? ""
        status = row["status"] ?? ""
        createdAt = row["created_at"]
        updatedAt = row["updated_at"]
        inputFile = row["input_file"]
        outputFile = row["output_file"]
        recordsProcessed = row["records_processed"].flatMap { Int($0) }
        errorMessage = row["error_message"]
        self.stages = stages[id] ?? []
    }

    /// Shows a run that died as interrupted: the row says that it is running, and nothing holds its lock.
    mutating func markInterrupted() {
        let running = StageStatus.running.rawValue
        guard let index = stages.firstIndex(where: { $0.name == StageStatus.stageName }),
            stages[index].status == running
        else { return }
        stages[index].status = StageStatus.interrupted.rawValue
        if status == running { status = StageStatus.interrupted.rawValue }
    }

    /// Pipelines as a JSON array of objects.
    package static func json(_ pipelines: [PipelineStatus]) -> String {
        var writer = JSONWriter()
        writer.value(pipelines)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension PipelineStatus: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", id)
            writer.member("name", name)
            writer.member("status", status)
            writer.member("created_at", createdAt)
            writer.member("updated_at", updatedAt)
            writer.member("input_file", inputFile)
            writer.member("output_file", outputFile)
            writer.member("records_processed", recordsProcessed)
            writer.member("error_message", errorMessage)
            writer.member("stages", stages)
        }
    }
}

extension PipelineStatus.Stage: JSONWritable {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.member("status", status)
            writer.member("started_at", startedAt)
            writer.member("completed_at", completedAt)
            writer.member("execution_time_seconds", seconds)
            writer.member("error_message", errorMessage)
        }
    }
}
