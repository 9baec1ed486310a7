enum JSONString { static func appendUnescaped(_ c: Span<UInt8>, to o: inout [UInt8]) {} }
