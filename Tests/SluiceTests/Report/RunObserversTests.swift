import TestSupport
import Testing

@testable import Sluice

@Suite("Observers that fail")
struct RunObserversTests {
    /// Fails where it is told to, and counts its calls.
    private final class Store: RunObserver {
        let isRequired: Bool
        private let failureAtStart: IngestionError?
        private let failureAtEnd: IngestionError?
        let starts = Locked(0)

        init(isRequired: Bool, failureAtStart: IngestionError? = nil, failureAtEnd: IngestionError? = nil) {
            self.isRequired = isRequired
            self.failureAtStart = failureAtStart
            self.failureAtEnd = failureAtEnd
        }

        func runWillStart(input: String) async throws(IngestionError) {
            starts.withLock { $0 += 1 }
            if let failureAtStart { throw failureAtStart }
        }

        func runDidEnd(_ report: IngestionReport) async throws(IngestionError) {
            if let failureAtEnd { throw failureAtEnd }
        }
    }

    private static let lost = IngestionError(.output, "lost", isTransient: true)

    /// Runs over two records; returns the kind of failure, and the warnings.
    private func run(_ store: Store) async throws -> (failure: IngestionError.Kind?, warnings: [String]) {
        let directory = try TemporaryDirectory()
        let input = try directory.write("{\"id\":1}\n{\"id\":2}\n", to: "in.json")
        var options = IngestionOptions()
        options.retries = RetryPolicy(retries: 2, delay: .zero)
        let warnings = Locked<[String]>([])
        let console = EventObserver { event in
            if case .warning(let message) = event { warnings.withLock { $0.append(message) } }
        }
        let ingestion = Ingestion(input: .file(input), output: .none, options: options)
        do throws(IngestionError) {
            let report = try await ingestion.run(observers: [store, console])
            #expect(report.recordsSeen == 2)
            return (nil, warnings.withLock { $0 })
        } catch {
            return (error.kind, warnings.withLock { $0 })
        }
    }

    @Test("end the run if they are required, after retries at the start")
    func required() async throws {
        let store = Store(isRequired: true, failureAtStart: Self.lost)
        #expect(try await run(store).failure == .output)
        #expect(store.starts.withLock { $0 } == 3)
        #expect(try await run(Store(isRequired: true, failureAtEnd: Self.lost)).failure == .output)
    }

    @Test("are warnings if they are not, without retries; but only what is transient at the start")
    func optional() async throws {
        let store = Store(isRequired: false, failureAtStart: Self.lost)
        #expect(try await run(store) == (nil, ["lost"]))
        #expect(store.starts.withLock { $0 } == 1)
        let refused = IngestionError(.output, "refused")
        #expect(try await run(Store(isRequired: false, failureAtStart: refused)).failure == .output)
        #expect(try await run(Store(isRequired: false, failureAtEnd: refused)) == (nil, ["refused"]))
    }
}
