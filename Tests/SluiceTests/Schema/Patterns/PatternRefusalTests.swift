import Testing

@testable import Sluice

@Suite("Refused patterns")
struct PatternRefusalTests {
    private static let syntax: [(String, Int, String)] = [
        ("a)", 1, "a ) without ("),
        ("é(b", 2, "a ( without )"),
        ("^(abc]", 1, "a ( without )"),
        ("a[bc", 1, "a character class without ]"),
        ("[a-", 0, "a character class without ]"),
        ("[z-a]", 1, "the range z-a is out of order"),
        (#"[\B]"#, 1, #"\B is not an escape of ECMA-262"#),
        ("*a", 0, "nothing to repeat before *"),
        ("a|+", 2, "nothing to repeat before +"),
        ("a**", 2, "nothing to repeat before *"),
        ("a{2}{3}", 4, "nothing to repeat before {"),
        ("^*", 1, "nothing to repeat before *"),
        ("{2}", 0, "nothing to repeat before {"),
        ("a{3,2}", 1, "the bounds of {3,2} are out of order"),
        ("a{,5}", 1, "{,5} is not of ECMA-262; write {0,5}"),
        (#"ab\"#, 2, "a backslash ends the pattern"),
        (#"\a"#, 0, #"\a is not an escape of ECMA-262"#),
        (#"\Aa"#, 0, #"\A is not an escape of ECMA-262; write ^"#),
        (#"a\Z"#, 1, #"\Z is not an escape of ECMA-262; write $"#),
        (#"a\z"#, 1, #"\z is not an escape of ECMA-262; write $"#),
        (#"\é"#, 0, #"\é is not an escape of ECMA-262"#),
        (#"\012"#, 0, #"octal escapes are not of ECMA-262; write \xHH"#),
        (#"\x4"#, 0, #"\x requires two hexadecimal digits"#),
        (#"\u12"#, 0, #"\u requires four hexadecimal digits, or up to six in braces"#),
        (#"\u{110000}"#, 0, #"\u{…} requires a code point up to 10FFFF"#),
        (#"\u{}"#, 0, #"\u{…} requires a code point up to 10FFFF"#),
        (#"\c1"#, 0, #"\c requires a letter from A to Z"#),
        (#"\pL"#, 0, #"\p requires a property in braces, as in \p{L}"#),
        (#"\p{L"#, 0, "a property without }"),
        (#"\p{gc=Nope}"#, 0, #"\p{gc=Nope}: there is no such general category"#),
        (#"\p{block=Latin}"#, 0, #"\p{block=Latin}: there is no such property"#),
        ("(?P<n>a)", 0, "(?P< is not of ECMA-262; write (?<name>…)"),
        ("(?<n>a)(?P=n)", 7, "(?P= is not of ECMA-262"),
        ("(?#x)a", 0, "(?# is not of ECMA-262: a comment"),
        ("(?>a)", 0, "(?> is not of ECMA-262: an atomic group"),
        ("(?i)abc", 0, "(?i is not of ECMA-262: flags"),
        ("(?ims)abc", 0, "(?i is not of ECMA-262: flags"),
        ("(?<1>a)", 3, "a group requires a name of letters and digits, as in (?<name>…)"),
        ("(?<n>a)(?<n>b)", 10, "two groups have the name n"),
        // What is not ECMA-262 takes precedence over what is not supported.
        ("(?<=a)b)", 7, "a ) without ("),
    ]

    private static let unsupported: [(String, Int, String)] = [
        ("é(?<=a+)b", 2, "look-behind is not supported"),
        ("(?<!a)b", 0, "look-behind is not supported"),
        (#"(a)\1"#, 3, #"a back-reference (\1) is not supported"#),
        (#"(?<n>a)\k<n>"#, 7, #"a back-reference (\k<n>) is not supported"#),
        (#"\p{Script=Klingon}"#, 0, #"\p{Script=Klingon}: the script is not supported"#),
        (#"\p{RGI_Emoji}"#, 0, #"\p{RGI_Emoji}: the property is not supported"#),
    ]

    @Test("says where a pattern is not ECMA-262", arguments: syntax)
    func syntaxError(source: String, offset: Int, message: String) throws {
        let error = try #require(throws: PatternError.self) { try Pattern(source) }
        #expect(error.kind == .syntax)
        #expect(error.message == message)
        #expect(error.offset == offset)
    }

    @Test("refuses by name what is not supported", arguments: unsupported)
    func unsupportedPart(source: String, offset: Int, message: String) throws {
        let error = try #require(throws: PatternError.self) { try Pattern(source) }
        #expect(error.kind == .unsupported)
        #expect(error.message == message)
        #expect(error.offset == offset)
    }
}
