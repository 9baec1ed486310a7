import Sluice

/// The one list of options, in the order of the help: parser, help, completions and environment are derived from it.
enum OptionTable {
    static let all = ingestion + limits + attempts + status + generation + presentation

    private static let ingestion: [OptionSpecification] = [
        OptionSpecification(
            name: .output,
            short: "o",
            value: .init(placeholder: "DIR", completion: .directories),
            summary: "where to publish; must be empty or not exist, unless --overwrite or --resume is given; "
                + "or -, to write NDJSON or CSV to standard output",
            isRequired: true
        ),
        OptionSpecification(
            name: .rejects,
            value: .init(placeholder: "FILE", completion: .files),
            summary: "with -o -, a new file for invalid records, one JSON object per line; quarantine requires it"
        ),
        OptionSpecification(name: .overwrite, summary: "replace the set that Sluice has published there"),
        OptionSpecification(
            name: .resume,
            summary: "continue an interrupted run over the same input, schema and options; "
                + "with --overwrite, start over if there is none"
        ),
        OptionSpecification(
            name: .schema,
            value: .init(placeholder: "S", completion: Completion(words: [Schema.items.name], paths: .files)),
            summary: "what the records must conform to: items, or a file with a JSON Schema"
        ),
        OptionSpecification(
            name: .format,
            value: .choice("F", of: OutputFormat.self, default: .ndjson),
            summary: "the format of the parts: ndjson; csv or parquet, which require a schema"
        ),
        OptionSpecification(
            name: .compression,
            value: .choice("C", of: ParquetCompression.self),
            summary: "with parquet, the codec: zstd (the default if libzstd is installed), none, snappy"
        ),
        OptionSpecification(
            name: .csvNull,
            value: .init(placeholder: "TEXT", defaultText: "nothing"),
            summary: "with csv, the text for null; the same text as a value is quoted, and so is an empty one"
        ),
        OptionSpecification(
            name: .csvLineEnd,
            value: .choice("E", of: CSVLineEnd.self, default: .lf),
            summary: "with csv, how lines end: lf, crlf"
        ),
        OptionSpecification(
            name: .at,
            value: .init(placeholder: "POINTER"),
            summary: "where the records are in each document, as a JSON Pointer such as /data/items"
        ),
        OptionSpecification(
            name: .keyField,
            value: .init(placeholder: "NAME"),
            summary: "the records are the members of the object there; each member's key is stored in field NAME"
        ),
        OptionSpecification(
            name: .replay,
            summary: "INPUT is a _rejects directory, or a file of rejects: its records are read again, "
                + "after the schema or the records were corrected"
        ),
        OptionSpecification(
            name: .onError,
            value: .choice("P", of: ErrorPolicyName.self, default: .fail),
            summary: "fail: the first invalid record ends the run; quarantine: invalid records are set aside"
        ),
        OptionSpecification(
            name: .maxErrors,
            value: .init(placeholder: "N|P%"),
            summary: "with quarantine, fail after more than N (or P%) rejected records"
        ),
        OptionSpecification(name: .allowEmpty, summary: "publish although no record passed"),
        OptionSpecification(
            name: .unknownFields,
            value: .choice("K", of: UnknownFieldPolicy.self, default: .keep),
            summary: "what to do with fields that the schema does not name, at every level: keep, drop, reject"
        ),
        OptionSpecification(
            name: .formats,
            value: .choice("K", of: FormatPolicy.self, default: .annotate),
            summary: "what the schema's \"format\" means: annotate (values are not checked) or assert"
        ),
    ]

    private static let limits: [OptionSpecification] = [
        OptionSpecification(
            name: .limit,
            value: .init(placeholder: "N"),
            summary: "stop after N records, good or bad; nothing after them is checked"
        ),
        OptionSpecification(
            name: .partSize,
            value: .init(placeholder: "BYTES", defaultText: "128MiB"),
            summary: "the size at which a part is closed, at least 4KiB"
        ),
        OptionSpecification(
            name: .maxRecordSize,
            value: .init(placeholder: "BYTES", defaultText: "64MiB"),
            summary: "a larger record is invalid"
        ),
        OptionSpecification(
            name: .maxDepth,
            value: .init(placeholder: "N", defaultText: "512"),
            summary: "a record nested deeper is invalid"
        ),
        OptionSpecification(
            name: .jobs,
            short: "j",
            value: .init(placeholder: "N", defaultText: "processors"),
            summary: "the number of parallel workers"
        ),
        OptionSpecification(
            name: .chunkSize,
            value: .init(placeholder: "BYTES"),
            summary: "how much of the input a worker takes at a time",
            isHidden: true
        ),
    ]

    private static let attempts: [OptionSpecification] = [
        OptionSpecification(
            name: .retries,
            value: .init(placeholder: "N", defaultText: "3"),
            summary: "retry this often after a transient failure such as a full disk"
        ),
        OptionSpecification(
            name: .retryDelay,
            value: .init(placeholder: "S", defaultText: "1"),
            summary: "seconds before the first retry; the pause doubles each time"
        ),
        OptionSpecification(
            name: .checkpointInterval,
            value: .init(placeholder: "S", defaultText: "1"),
            summary: "seconds between checkpoints, from which --resume continues",
            isHidden: true
        ),
    ]

    private static let status: [OptionSpecification] = [
        OptionSpecification(
            name: .pipelineID,
            value: .init(placeholder: "N"),
            summary: "the id of a pipeline in the database; the status of the run is recorded there too"
        ),
        OptionSpecification(
            name: .database,
            value: .init(placeholder: "URL", defaultText: "SLUICE_DATABASE_URL"),
            summary: "that database, as for psql; PG* variables supply what it leaves out"
        ),
        OptionSpecification(
            name: .databaseRequired,
            value: .choice("yes|no", of: Answer.self, default: .yes),
            summary: "yes; no: warn and continue if the database cannot be reached within --connect-timeout"
        ),
        OptionSpecification(
            name: .connectTimeout,
            value: .init(placeholder: "S", defaultText: "10"),
            summary: "the time limit for connecting to the database, in seconds"
        ),
        OptionSpecification(
            name: .statementTimeout,
            value: .init(placeholder: "S", defaultText: "5"),
            summary: "the time limit for a statement there, in seconds"
        ),
    ]

    private static let generation: [OptionSpecification] = [
        OptionSpecification(
            name: .records,
            value: .init(placeholder: "N"),
            summary: "the number of records to write",
            isRequired: true
        ),
        OptionSpecification(
            name: .seed,
            value: .init(placeholder: "S", defaultText: "0"),
            summary: "the same seed gives the same records"
        ),
        OptionSpecification(
            name: .style,
            value: .choice("STYLE", of: SyntheticRecords.Style.self, default: .pretty),
            summary: "pretty: an indented array; compact: an array on one line; ndjson: one record per line"
        ),
        OptionSpecification(
            name: .invalid,
            value: .init(placeholder: "P%", defaultText: "0%"),
            summary: "the share of invalid records, of every kind in turn"
        ),
    ]

    private static let presentation: [OptionSpecification] = [
        OptionSpecification(
            name: .report,
            value: .choice("FORMAT", of: ReportFormat.self, default: .text),
            summary: "the form of the report: text, json"
        ),
        OptionSpecification(
            name: .progress,
            value: .choice("WHEN", of: When.self, default: .auto),
            summary: "progress on standard error: auto, a bar on a terminal, elsewhere a line every 30 seconds; "
                + "always, the bar; never"
        ),
        OptionSpecification(
            name: .statsd,
            value: .init(placeholder: "ADDRESS"),
            summary: "send metrics to a DogStatsD server: udp://HOST:PORT or unix:///PATH "
                + "[DD_DOGSTATSD_URL, or DD_AGENT_HOST and DD_DOGSTATSD_PORT]"
        ),
        OptionSpecification(
            name: .logFormat,
            value: .choice("FORMAT", of: LogFormat.self, default: .text),
            summary: "messages on standard error: text, or json with one object per line"
        ),
        OptionSpecification(
            name: .color,
            value: .choice("WHEN", of: When.self, default: .auto),
            summary: "colours on standard error: auto, always, never"
        ),
        OptionSpecification(
            name: .quiet,
            short: "q",
            summary: "print only why a run failed; no report unless --report is given"
        ),
        OptionSpecification(
            name: .verbose,
            short: "v",
            summary: "print what the run does, and the first 10,000 errors instead of the first 20"
        ),
        OptionSpecification(name: .help, short: "h", summary: "show this help"),
    ]
}
