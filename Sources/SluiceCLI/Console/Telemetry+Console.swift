import Sluice

extension Telemetry {
    /// Sends what is left, and reports what became of the datagrams where that is wanted.
    func finish(reportingTo console: Console) async {
        let datagrams = await finish()
        guard datagrams.sent + datagrams.dropped > 0 else { return }
        console.info("metrics: \(Quantity.count(datagrams.sent, "datagram")) sent, \(datagrams.dropped) dropped")
    }
}
