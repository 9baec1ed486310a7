/// Records that are lines.
extension RecordReader {
    mutating func readLine(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Seam? {
        let feed = bytes.first(UInt8(ascii: "\n"), from: index)
        let hasFeed = feed < bytes.count
        let start = bytes.extracting(first: feed).firstNonSpace(from: index)
        let isTooLarge = isLineTooLarge(bytes, start..<feed)
        guard hasFeed || isLastChunk || isTooLarge else {
            return Seam(offset: view.base + index, state: state)
        }
        guard start < feed else {
            index = hasFeed ? feed + 1 : feed
            return hasFeed ? nil : Seam(offset: view.base + index, state: state)
        }
        guard !isTooLarge else {
            reject(start, .tooLarge(limit: limits.recordSize), at: start)
            return nil
        }
        let line = bytes.extracting(first: feed)
        var progress = readValue(line, from: start, &batch)
        if progress == .needsMore { progress = tokenizer.finish(at: view.base + feed, into: &batch) }
        var failure: SyntaxError?
        switch progress {
        case .complete(let end):
            let rest = line.firstNonSpace(from: end - view.base)
            if rest < feed {
                failure = SyntaxError(reason: .unexpected(.endOfLine), offset: view.base + rest, found: line[rest])
            } else {
                accept(end: end - view.base, next: hasFeed ? feed + 1 : feed, .element, &batch)
            }
        case .failed(let error): failure = error.inLine(endsWithFeed: hasFeed)
        case .needsMore: preconditionFailure("a tokenizer that has been finished needs no more")
        }
        guard let failure else { return nil }
        batch.abandonRow()
        if failure.code == .truncated {
            breakOff(failure.reason, at: start, bytes, offset: failure.offset)
        } else {
            beginSkipping(start, failure)
        }
        return nil
    }

    /// Whether a record is over the limit, the white space behind it left aside; so is one with very much of that.
    private func isLineTooLarge(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count > limits.recordSize else { return false }
        guard line.count <= limits.recordSize + Self.lookahead else { return true }
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        return end - line.lowerBound > limits.recordSize
    }
}

extension SyntaxError {
    /// The error as it is where a line feed, and not the end of the input, cuts the record short.
    fileprivate func inLine(endsWithFeed: Bool) -> SyntaxError {
        guard endsWithFeed, case .unexpectedEnd(let expectation) = reason else { return self }
        return SyntaxError(reason: .unexpected(expectation), offset: offset, found: UInt8(ascii: "\n"))
    }
}
