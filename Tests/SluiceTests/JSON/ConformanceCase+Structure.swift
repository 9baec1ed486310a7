@testable import Sluice

extension ConformanceCase {
    /// RFC 8259, section 8.1, and the Unicode standard, table 3-7.
    static let utf8: [ConformanceCase] = [
        .accept(string: [0x7F]), .accept(string: [0xC2, 0x80]), .accept(string: [0xDF, 0xBF]),
        .accept(string: [0xE0, 0xA0, 0x80]), .accept(string: [0xED, 0x9F, 0xBF]), .accept(string: [0xEE, 0x80, 0x80]),
        .accept(string: [0xEF, 0xBF, 0xBF]), .accept(string: [0xF0, 0x90, 0x80, 0x80]),
        .accept(string: [0xF4, 0x8F, 0xBF, 0xBF]), .accept(string: [0xEF, 0xBB, 0xBF]),
        // Overlong forms.
        .reject(string: [0xC0, 0x80], at: 1), .reject(string: [0xC1, 0xBF], at: 1),
        .reject(string: [0xE0, 0x80, 0x80], at: 1), .reject(string: [0xE0, 0x9F, 0xBF], at: 1),
        .reject(string: [0xF0, 0x80, 0x80, 0x80], at: 1), .reject(string: [0xF0, 0x8F, 0xBF, 0xBF], at: 1),
        // Surrogates, scalars beyond U+10FFFF, bytes that never occur in UTF-8.
        .reject(string: [0xED, 0xA0, 0x80], at: 1), .reject(string: [0xED, 0xBF, 0xBF], at: 1),
        .reject(string: [0x61, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], at: 2),
        .reject(string: [0xF4, 0x90, 0x80, 0x80], at: 1), .reject(string: [0xF5, 0x80, 0x80, 0x80], at: 1),
        .reject(string: [0xF8, 0x88, 0x80, 0x80, 0x80], at: 1), .reject(string: [0xFE], at: 1),
        .reject(string: [0xFF], at: 1), .reject(string: [0x61, 0xFF, 0x62], at: 2),
        // Continuations alone, and sequences cut short.
        .reject(string: [0x80], at: 1), .reject(string: [0xBF, 0x61], at: 1), .reject(string: [0xC3], at: 1),
        .reject(string: [0xC3, 0xA9, 0xA9], at: 3), .reject(string: [0xE2, 0x82], at: 1),
        .reject(string: [0xE2, 0x82, 0x61], at: 1), .reject(string: [0xF0, 0x9F, 0x98], at: 1),
        .reject(string: [0xE9, 0x20], at: 1), .reject(string: [0xC3, 0x5C, 0x6E], at: 1),
        .reject([0x22, 0xC3], at: 2, .truncated), .reject([0x22, 0xF0, 0x9F, 0x98], at: 4, .truncated),
        .reject([0x22, 0xE0, 0x80], at: 1, .utf8),
        // Outside strings no such byte is allowed.
        .reject([0xFF], at: 0), .reject("é", at: 0), .reject("[é]", at: 1), .reject("[1,é]", at: 3),
    ]

    /// RFC 8259, sections 2, 4 and 5.
    static let structures: [ConformanceCase] = [
        .accept("{}"), .accept("[]"), .accept(" \t\r\n{ \t\r\n} \t\r\n"), .accept("[ ]"), .accept("[[],[[]],{}]"),
        .accept(#"{"a":1}"#), .accept(#"{ "a" : 1 , "b" : [ 1 , 2 ] }"#), .accept(#"{"":{"":{"":null}}}"#),
        .accept(#"{"a":1,"a":2}"#), .accept(#"["a",1,true,null,{},[]]"#),
        .reject("[1,]", at: 3), .reject("[,1]", at: 1), .reject("[,]", at: 1), .reject("[1,,2]", at: 3),
        .reject("[1 2]", at: 3), .reject("[1;2]", at: 2), .reject("[1:2]", at: 2), .reject("[\"a\":1]", at: 4),
        .reject("[}", at: 1), .reject("[1}", at: 2), .reject("]", at: 0), .reject("}", at: 0), .reject(",", at: 0),
        .reject(":", at: 0), .reject("{]", at: 1), .reject("{,}", at: 1), .reject(#"{"a"}"#, at: 4),
        .reject(#"{"a":}"#, at: 5), .reject(#"{"a":,"b":1}"#, at: 5), .reject(#"{:1}"#, at: 1),
        .reject(#"{"a",1}"#, at: 4),
        .reject(#"{"a"1}"#, at: 4), .reject(#"{"a":1,}"#, at: 7), .reject(#"{"a":1,,"b":1}"#, at: 7),
        .reject(#"{"a":1 "b":1}"#, at: 7), .reject(#"{"a":1;"b":1}"#, at: 6), .reject(#"{"a"::1}"#, at: 5),
        .reject(#"{"a":1]"#, at: 6), .reject(#"{a:1}"#, at: 1), .reject(#"{1:1}"#, at: 1), .reject(#"{null:1}"#, at: 1),
        .reject(#"{'a':1}"#, at: 1), .reject(#"{"a":1:2}"#, at: 6), .reject("{{}}", at: 1),
        .reject("[[1,2],{]]", at: 8),
        // No comments, and no other white space than the four.
        .reject("// a\n1", at: 0), .reject("1 // a", at: 2), .reject("[1, /* a */ 2]", at: 4), .reject("# a\n1", at: 0),
        .reject("\u{B}1", at: 0), .reject("[1\u{C}]", at: 2), .reject("1\u{A0}", at: 1), .reject("\u{2028}1", at: 0),
        .reject("[1,\u{0}2]", at: 3), .reject("1\u{0}", at: 1), .reject("\u{1}", at: 0),
        // A byte order mark belongs to the input, not to the text.
        .reject("\u{FEFF}{}", at: 0), .reject("{}\u{FEFF}", at: 2),
    ]

    /// Texts that end too early, or not where they should.
    static let ends: [ConformanceCase] = [
        .reject("", at: 0, .truncated), .reject(" \n\t\r ", at: 5, .truncated), .reject("[", at: 1, .truncated),
        .reject("{", at: 1, .truncated), .reject("[1", at: 2, .truncated), .reject("[1,", at: 3, .truncated),
        .reject("[1, ", at: 4, .truncated), .reject(#"{"a""#, at: 4, .truncated), .reject(#"{"a":"#, at: 5, .truncated),
        .reject(#"{"a":1"#, at: 6, .truncated), .reject(#"{"a":1,"#, at: 7, .truncated),
        .reject("[[]", at: 3, .truncated),
        .reject(#"{"a":{}"#, at: 7, .truncated), .reject(#"{"a"#, at: 3, .truncated),
        .reject("{}{}", at: 2), .reject("[] []", at: 3), .reject("{}}", at: 2), .reject("[]]", at: 2),
        .reject("1,", at: 1),
        .reject("{},", at: 2), .reject("null\nnull", at: 5), .reject("{}\n\u{1A}", at: 3),
    ]
}
