// Regular expressions and globs.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

describe("regular expressions", () => {
	it.each([
		["regex.find_n", ['"a."', '"paranormal"', "2"], '["ar", "an"]'],
		["regex.find_n", ['"x*"', '"axb"', "-1"], '["", "x", ""]'],
		["regex.find_n", ['"😀."', '"😀a😀b"', "-1"], '["😀a", "😀b"]'],
		["regex.split", ['"a"', '"banana"'], '["b", "n", "n", ""]'],
		["regex.split", ['"z*"', '"pizza"'], '["p", "i", "a"]'],
		["regex.split", ['""', '"abc"'], '["a", "b", "c"]'],
		["regex.replace", ['"foo"', '"(o)"', text("<$" + "{1}$1x$$>")], '"f<o$><o$>"'],
		["regex.replace", ['"john smith"', '"(?P<first>\\\\w+) (?P<last>\\\\w+)"', text("$" + "{last}, $first")], '"smith, john"'],
		["regex.replace", ['"a"', '"["', '""'], "eval_builtin_error: error parsing regexp: missing closing ]: `[`"],
		[
			"regex.replace",
			['"a"', '"(?=a)"', '""'],
			"eval_builtin_error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
		],
		["regex.template_match", ['"urn:foo:{.*}"', '"urn:foo:bar"', '"{"', '"}"'], "true"],
		["regex.template_match", ['"a.{[0-9]+}"', '"ab1"', '"{"', '"}"'], "false"],
		["regex.template_match", ['"{a"', '"a"', '"{"', '"}"'], 'eval_builtin_error: unbalanced braces in "{a"'],
		["regex.globs_match", ['"a.a.[0-9]+z"', '".b.b2359825792*594823z"'], "true"],
		["regex.globs_match", ['"[a-z]+"', '"[0-9]*"'], "false"],
		["regex.globs_match", ['".*"', '""'], "true"],
		[
			"regex.globs_match",
			['"+a"', '"a"'],
			"eval_builtin_error: input:+a, pos:1, flag '+' must be preceded by a non-flag: the input provided is invalid",
		],
		["glob.quote_meta", ['"*.git[h]ub.{com}?"'], '"\\\\*.git\\\\[h\\\\]ub.\\\\{com\\\\}\\\\?"'],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});

	it("take linear time where backtracking would take for ever", () => {
		const start = performance.now();
		expect(call("regex.find_n", [text("(a+)+$"), text(`${"a".repeat(20_000)}b`), "-1"])).toBe("[]");
		expect(call("regex.globs_match", [text(`${".*".repeat(40)}c`), text(`${".*".repeat(40)}d`)])).toBe("false");
		expect(performance.now() - start).toBeLessThan(5_000);
	});
});
