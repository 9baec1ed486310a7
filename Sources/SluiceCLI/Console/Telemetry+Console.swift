import Sluice

extension Telemetry {
    /// Sends what is left, and says what has become of the datagrams to those who want to know.
    func finish(telling console: Console) async {
        let datagrams = await finish()
        guard datagrams.sent + datagrams.dropped > 0 else { return }
        console.info("metrics: \(Quantity.count(datagrams.sent, "datagram")) sent, \(datagrams.dropped) dropped")
    }
}
