import Testing

@testable import Sluice

@Suite("Numbers of which a double loses digits")
struct NumberTextLostDigitsTests {
    private func losesDigits(_ text: String) throws -> Bool {
        let bytes = Array(text.utf8)
        let nearest = NumberText.double(bytes.span)
        let double = try #require(nearest)
        return NumberText.losesDigits(bytes.span, in: double)
    }

    @Test(
        "are told from those that it keeps",
        arguments: [
            ("0", false), ("-0.0", false), ("0e-999", false), ("0.000000000000000000000", false), ("0.1", false),
            ("9007199254740992", false), ("9007199254740993", true), ("-9007199254740993", true),
            ("9007199254740993.0", true), ("9007199254740994", false), ("90071992547409.93", true),
            ("18446744073709551615", true), ("18446744073709551616", false), ("18446744073709551616.0", false),
            ("12345678901234567000", true), ("1.2345678901234567e19", false), ("1e23", false),
            ("100000000000000000000000", true),
            ("0.10000000000000001", false), ("0.1000000000000000056", false), ("0.1000000000000000055", true),
            ("0.10000000000000000000000000000000000000000", false), ("3.141592653589793238", true),
            ("3.1415926535897932", true), ("3.1415926535897931", false), ("1e-400", true), ("1e-310", false),
            ("5e-324", false),
            ("4.9406564584124654e-324", true), ("1.7976931348623157e308", false), ("1e40", false),
            ("18446744073709551616e0", false),
            ("10000000000000000000000000000000000000000", false), ("18446744073709551617.0", true),
            ("12345678901234567e-40", false), ("1.234567890123456789e-5", true), ("0.1e-5", false),
        ]
    )
    func cases(text: String, expected: Bool) throws {
        #expect(try losesDigits(text) == expected)
    }

    @Test("what programs print of a double, with 15 to 17 digits or the fewest that give it again, is kept")
    func printed() throws {
        let script = """
            import random, struct
            draw = random.Random(5)
            for number in range(3000):
                if number % 2:
                    value = struct.unpack("d", struct.pack("Q", draw.getrandbits(64)))[0]
                    if value != value or abs(value) < 1e-300 or abs(value) > 1e300: continue
                else:
                    value = draw.uniform(-1, 1) * 10 ** draw.randint(-15, 15)
                print(repr(value))
                if 1e-15 < abs(value) < 1e15: print("%.17g" % value, "%.16e" % value, "%.15g" % value, sep="\\n")
            """
        let printed = try PythonReference.lines(script)
        #expect(printed.count > 5_000)
        for text in printed { #expect(try !losesDigits(String(text)), "\(text)") }
    }

    @Test("are those that Python's decimal numbers say")
    func reference() throws {
        let script = """
            import random, decimal
            from decimal import Decimal
            decimal.getcontext().prec = 800
            draw = random.Random(6)
            def text():
                digits = str(draw.randrange(10 ** draw.randint(14, 19)))
                if draw.random() < 0.3: return digits
                point = draw.randint(1, len(digits) + 8)
                digits = digits.zfill(point + 1)
                return digits[:-point] + "." + digits[-point:]
            for _ in range(4000):
                number = text()
                exact, double = Decimal(number), Decimal(float(number))
                if "." in number:
                    digits = len(exact.normalize().as_tuple().digits)
                    with decimal.localcontext() as context:
                        context.prec = max(digits, 1)
                        loses = +double != exact
                else:
                    loses = exact != double
                print(number, int(loses))
            """
        for line in try PythonReference.lines(script) {
            let parts = line.split(separator: " ")
            #expect(try losesDigits(String(parts[0])) == (parts[1] == "1"), "\(line)")
        }
    }
}
