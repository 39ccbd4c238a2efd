// Strings and sprintf.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

describe("strings", () => {
	it.each([
		["strings.any_prefix_match", ['"foobar"', '["x", "foo"]'], "true"],
		["strings.any_prefix_match", ['{"a", "b"}', '"c"'], "false"],
		["strings.any_prefix_match", ["[]", '["a"]'], "false"],
		["strings.any_suffix_match", ['["foobar"]', '{"bar"}'], "true"],
		["strings.any_suffix_match", ["1", '"a"'], "eval_type_error: operand 1 must be one of {string, set, array} but got number"],
		[
			"strings.any_suffix_match",
			['"a"', '["a", 1]'],
			"eval_type_error: operand 2 must be array of strings but got array containing number",
		],
		["strings.count", ['"cheese"', '"e"'], "3"],
		["strings.count", ['"aaaa"', '"aa"'], "2"],
		["strings.count", ['"zażółć"', '""'], "7"],
		["indexof_n", ['"sad sad"', '"a"'], "[1, 5]"],
		["indexof_n", ['"aaa"', '"aa"'], "[0, 1]"],
		["indexof_n", ['"😀a😀a"', '"a"'], "[1, 3]"],
		["indexof_n", ['"a"', '""'], "eval_builtin_error: empty search character"],
		["strings.split_n", ['"a.b.c"', '"."', "2"], '["a", "b"]'],
		["strings.split_n", ['"a.b.c"', '"."', "-2"], '["b", "c"]'],
		["strings.split_n", ['"abc"', '""', "9"], '["a", "b", "c"]'],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});
});

describe("sprintf", () => {
	it.each([
		["hi %s, you are %d", '["x", 5]', "hi x, you are 5"],
		["%v %v %v", '[{"a": [1, true]}, {2, 1}, null]', '{"a": [1, true]} {1, 2} null'],
		[
			"%05d|%-5d|%+d|% d|%x|%X|%#x|%o|%b|%c|%U|%q",
			"[42, 42, 42, 42, 255, 255, 255, 8, 5, 65, 65, 65]",
			"00042|42   |+42| 42|ff|FF|0xff|10|101|A|U+0041|'A'",
		],
		["%.2f %8.3f %e %g %G", "[3.14159, 2.5, 123456.789, 1e-7, 1e21]", "3.14    2.500 1.234568e+05 1e-07 1E+21"],
		["%v %v %v", "[1.5, 1e6, 123456.7]", "1.5 1e+06 123456.7"],
		["%.0f %.0f %.0f", "[0.5, 1.5, 2.5]", "0 2 2"],
		["%s", "[123456789012345678901234]", "123456789012345678901234"],
		["%x", '["hi"]', "6869"],
		["%q", '["a\\"b"]', '"a\\"b"'],
		["%10s|%-10s|%.2s", '["abc", "abc", "abc"]', "       abc|abc       |ab"],
		["%[2]d %[1]d", "[1, 2]", "2 1"],
		["%*d", "[5, 42]", "   42"],
		["%d", '["a"]', "%!d(string=a)"],
		["%s", "[5]", "%!s(int64=5)"],
		["%t", "[true]", "%!t(string=true)"],
		["%d %d", "[1]", "1 %!d(MISSING)"],
		["%d", "[1, 2]", "1%!(EXTRA int64=2)"],
		["%", "[]", "%!(NOVERB)"],
		["%[9]d", "[1]", "%!d(BADINDEX)"],
		["100%%", "[]", "100%"],
		["%T", "[1.5]", "float64"],
		["%x %b", "[1e-7, 0.5]", "0x1.ad7f29abcaf48p-24 4503599627370496p-53"],
		["%5.1d|%#O|%U", "[0, 8, -1]", "    0|0o010|U+FFFFFFFFFFFFFFFF"],
		["% 6t", "[0.5]", "%!t(float64=   0.5)"],
		["%w", "[123456789012345678901234]", "%!w(big.Int=123456789012345678901234)"],
	])("%s of %s", (format, args, expected) => {
		expect(JSON.parse(call("sprintf", [text(format), args]))).toBe(expected);
	});

	it("wants a string and an array", () => {
		expect(call("sprintf", ["1", "[]"])).toBe("eval_type_error: operand 1 must be string but got number");
		expect(call("sprintf", ['"a"', '"b"'])).toBe("eval_type_error: operand 2 must be array but got string");
	});
});
