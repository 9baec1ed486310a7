extension ParquetSchema {
    /// The columns of the files as Spark reads them.
    var sparkFields: [SparkField] {
        var index = 1
        return (0..<elements[0].childCount).map { _ in sparkField(at: &index) }
    }

    /// Returns the field of the element at `index`, and moves past the element with all its children.
    private func sparkField(at index: inout Int) -> SparkField {
        let element = elements[index]
        index += 1
        var type = element.type?.sparkType ?? .structure([])
        if let annotation = element.annotation {
            // The repeated group between a list and its items has no type of its own, nor that of a map.
            index += 1
            if annotation == .map { _ = sparkField(at: &index) }
            let inner = sparkField(at: &index).type
            type = annotation == .map ? .map(inner) : .array(inner)
        } else if element.type == nil {
            type = .structure((0..<element.childCount).map { _ in sparkField(at: &index) })
        }
        return SparkField(name: element.name, type: type, isNullable: element.repetition != .required)
    }
}

extension ColumnType {
    fileprivate var sparkType: SparkType {
        switch self {
        case .boolean: .scalar("BOOLEAN")
        case .int32: .scalar("INT")
        case .int64: .scalar("BIGINT")
        case .double: .scalar("DOUBLE")
        case .string, .json: .string
        case .date: .scalar("DATE")
        case .timestamp(let isAdjustedToUTC): .scalar(isAdjustedToUTC ? "TIMESTAMP" : "TIMESTAMP_NTZ")
        case .decimal(let precision, let scale): .scalar("DECIMAL(\(precision),\(scale))")
        }
    }
}
