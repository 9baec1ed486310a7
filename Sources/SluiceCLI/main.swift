import Sluice
let a = CommandLine.arguments
var o = IngestionOptions()
if a.count > 3 { o.chunkSize = Int(a[3]) ?? o.chunkSize }
if a.count > 4 { o.jobs = Int(a[4]) ?? o.jobs }
o.existingOutput = .replace
if a.count > 5 { o.errorPolicy = .quarantine(limit: nil) }
do {
  let r = try await Ingestion(input: .file(a[1]), output: .directory(a[2]), schema: a.count > 6 ? nil : .items, options: o).run { if case .rejected(let d) = $0 { print(d.headline); if let e = d.excerpt { print(e.text); print(String(repeating: " ", count: e.caretColumn) + String(repeating: "^", count: e.caretLength)) } } }
  print(r.json())
} catch { print("ERR", error, error.report.json()) }
