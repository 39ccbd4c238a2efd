// What a debug rendition tells of each construct of the language, at each level, and within which bounds.
import { beforeAll, describe, expect, it } from "vitest";
import type { ExplainLevel } from "../../src/contract/explanation.ts";
import {
	MAX_TRACE_CHARS,
	MAX_TRACE_EVENTS,
	MAX_TRACE_NOTE_CHARS,
	MAX_TRACE_NOTES,
	MAX_TRACE_VALUE_CHARS,
} from "../../src/platform/limits.ts";
import { requiredBuiltins } from "../../src/policy/host.ts";
import { readPlaces } from "../../src/policy/places.ts";
import { compileDebugRego, explain } from "./debug-rego.ts";
import { compileModule } from "./policies.ts";

const REGO = `package test

default allow := false

allow if {
	input.user == "ana"
	not blocked
}

allow if {
	some role in input.roles
	role == "admin"
	count(role) > 10
}

blocked if input.user in data.blocked

grade := "low" if {
	input.score < 10
} else := "middle" if {
	input.score < 20
} else := "high"

over contains x if {
	some x in input.numbers
	x > data.limits.max
	print("over", x)
}

all_small if {
	every n in input.numbers {
		n > 0
		n < 10
	}
}

double(x) := y if {
	is_number(x)
	y := x * 2
}

default half(_) := 0

half(x) := x / 2 if x > 0

doubled := [double(n) | some n in input.numbers; half(n) > 1]

mocked := x if {
	x := over with input.numbers as [7, 8]
	trace("mocked")
}

conflict := x if some x in input.numbers

unordered if {
	some x, y
	y > x
	x = input.score
	y = half(x)
}

notes if {
	some i in numbers.range(1, input.n)
	print(i)
	false
}

long if print(input.text)

never if input.nothing

pairs if {
	some i in numbers.range(1, input.n)
	some x in input.numbers
	x == i
}

uses_never if never
`;
const NAMES = "allow grade over all_small doubled mocked conflict unordered notes long pairs uses_never".split(" ");

let module: WebAssembly.Module;
beforeAll(async () => {
	module = await compileDebugRego(REGO, ...NAMES.map((name) => `test/${name}`));
});

async function told(name: string, input: unknown, level: ExplainLevel = "full") {
	const { answer, explanation } = await explain(module, `test/${name}`, input, level);
	const rule = (wanted: string) => explanation.rules.find((one) => one.rule === `data.test.${wanted}`);
	const result = answer.ok ? ((JSON.parse(answer.value) as { result: unknown }[])[0]?.result ?? "undefined") : answer.error;
	return { result, explanation, rule, lines: explanation.pretty.map((line) => line.replace(/^policy\.rego:(\d+) */, "$1 ")) };
}

describe("a rule that does not fire", () => {
	it("is told with the expression that stopped each body, the one that came furthest first", async () => {
		const { result, rule } = await told("allow", { user: "eva", roles: ["reader", "admin"] });
		expect(result).toBe(false);
		expect(rule("allow")).toEqual({
			rule: "data.test.allow",
			outcome: "default",
			defined: "policy.rego:5",
			stops: [
				{ at: "policy.rego:13", expression: "count(role) > 10", times: 1, because: [] },
				{ at: "policy.rego:6", expression: 'input.user == "ana"', times: 1, because: [] },
			],
		});
		expect(rule("blocked")?.outcome).toBe("not_reached");
	});

	it("is told with the rules that its expression asked for and that have no result", async () => {
		const { rule } = await told("uses_never", {});
		expect(rule("uses_never")).toMatchObject({
			outcome: "stopped",
			stops: [{ expression: "never", because: [{ rule: "data.test.never", expression: "input.nothing", times: 1 }] }],
		});
	});

	it("stops at a negation whose inside fired", async () => {
		const blocked = await compileDebugRego(REGO.replace("data.blocked", '{"ana"}'), "test/allow");
		const { explanation } = await explain(blocked, "test/allow", { user: "ana", roles: [] });
		const stops = explanation.rules.find(({ rule }) => rule === "data.test.allow")?.stops;
		expect(stops?.[0]).toMatchObject({
			at: "policy.rego:7",
			expression: "not blocked",
			because: [{ outcome: "fired", rule: "data.test.blocked", at: "policy.rego:16", times: 1 }],
		});
		expect(explanation.rules.find(({ rule }) => rule === "data.test.blocked")?.outcome).toBe("fired");
	});
});

describe("the steps", () => {
	it("follow else chains to the body that went through", async () => {
		const { result, lines } = await told("grade", { score: 15 });
		expect(result).toBe("middle");
		expect(lines).toEqual([
			"18 Enter data.test.grade",
			"19 | Eval input.score < 10",
			"19 | Fail input.score < 10",
			"20 Enter data.test.grade (else)",
			"21 | Eval input.score < 20",
			"20 Exit data.test.grade (else)",
		]);
	});

	it("tell of each turn of an iteration: what failed, what was bound, and where it went on", async () => {
		const { result, lines } = await told("over", { numbers: [2, 5] });
		expect(result).toEqual([5]);
		expect(lines).toEqual(
			[
				"24 Enter data.test.over",
				"25 | Eval some x in input.numbers",
				"26 | Eval x > data.limits.max {x: 2}",
				"26 | Fail x > data.limits.max {x: 2}",
				"25 | Redo some x in input.numbers",
				"26 | Eval x > data.limits.max {x: 5}",
				'27 | Eval print("over", x) {x: 5}',
				'27 | Note "over 5" {x: 5}',
				"24 Exit data.test.over",
			].map((line) => line.replace(/(Note "over 5").*/, "$1")),
		);
	});

	it("go into every, once for each element, and name what one of them failed", async () => {
		const { lines, rule } = await told("all_small", { numbers: [4, 40, 5] });
		expect(lines.filter((line) => line.includes("Enter every"))).toHaveLength(3);
		expect(lines).toContain("33 | | Fail n < 10 {n: 40}");
		expect(rule("all_small")?.stops[0]).toMatchObject({
			at: "policy.rego:31",
			because: [{ at: "policy.rego:33", expression: "n < 10", times: 1 }],
		});
	});

	it("go into comprehensions and functions, and name the arguments", async () => {
		const { result, lines } = await told("doubled", { numbers: [4, 1] });
		expect(result).toEqual([8]);
		expect(lines.filter((line) => /Enter data\.test\.(half|double)$/.test(line))).toEqual([
			"44 | | Enter data.test.half",
			"37 | | Enter data.test.double",
			"44 | | Enter data.test.half",
		]);
		expect(lines.some((line) => line.includes("Eval is_number(x) {x: 4}"))).toBe(true);
	});

	it("show a rule evaluated under `with`, and notes of trace", async () => {
		const { result, lines } = await told("mocked", { numbers: [1] });
		expect(result).toEqual([7, 8]);
		expect(lines.some((line) => line.includes("{x: 8}"))).toBe(true);
		expect(lines.at(-2)).toMatch(/Note "mocked"/);
	});

	it("stand in the order of evaluation, not in that of the source", async () => {
		const { lines } = await told("unordered", { score: 8 });
		expect(lines.filter((line) => line.includes("Eval")).map((line) => line.replace(/^\d+ \| /, ""))).toEqual([
			"Eval x = input.score",
			"Eval y = half(x) {x: 8}",
			"| Eval x > 0 {x: 8}",
			"| Eval half(x) := x / 2 {x: 8}",
			"Eval y > x {x: 8, y: 4}",
		]);
	});

	it("stop without a failure where the evaluation broke", async () => {
		const { result, explanation } = await told("conflict", { numbers: [1, 2] });
		expect(result).toMatchObject({ reason: "conflict" });
		expect(explanation.trace.filter(({ op }) => op === "fail")).toEqual([]);
		expect(explanation.trace.length).toBeGreaterThan(2);
	});

	it("have OPA's members", async () => {
		const { explanation } = await told("over", { numbers: [5] });
		expect(explanation.trace[2]).toEqual({
			op: "eval",
			query_id: 1,
			parent_id: 0,
			type: "expr",
			node: "x > data.limits.max",
			location: { file: "policy.rego", row: 26, col: 2 },
			locals: [{ key: { type: "var", value: "x" }, value: { type: "number", value: 5 } }],
		});
	});
});

describe("the levels", () => {
	it("notes holds what print and trace wrote, and nothing else", async () => {
		const { explanation } = await told("over", { numbers: [5, 6] }, "notes");
		expect(explanation.pretty).toEqual(
			['policy.rego:27  | Note "over 5"', 'policy.rego:27  | Note "over 6"'].map((line) => line.replace("| ", "")),
		);
		expect(explanation.rules).toEqual([]);
	});

	it("fails holds what stopped and what it stopped in, and no values", async () => {
		const { explanation } = await told("over", { numbers: [2, 5] }, "fails");
		expect(explanation.trace.map(({ op }) => op)).toEqual(["enter", "fail", "note"]);
		expect(explanation.trace.some((event) => "locals" in event)).toBe(false);
	});
});

describe("the bounds", () => {
	it("cut events, but not what became of the rules", async () => {
		const { explanation, rule } = await told("notes", { n: MAX_TRACE_EVENTS });
		expect(explanation.truncated).toBe(true);
		expect(explanation.trace.length).toBeLessThanOrEqual(MAX_TRACE_EVENTS + MAX_TRACE_NOTES);
		expect(explanation.trace.filter(({ op }) => op === "note")).toHaveLength(MAX_TRACE_NOTES);
		expect(rule("notes")?.stops).toEqual([{ at: "policy.rego:65", expression: "false", times: MAX_TRACE_EVENTS, because: [] }]);
	});

	it("cut long notes and leave out large variables", async () => {
		const { explanation } = await told("long", { text: "x".repeat(MAX_TRACE_NOTE_CHARS + 1) });
		expect(explanation.trace.find(({ op }) => op === "note")?.message).toBe(`${"x".repeat(MAX_TRACE_NOTE_CHARS)}…`);
		expect(explanation.truncated).toBe(true);
		const large = await told("over", { numbers: ["y".repeat(MAX_TRACE_VALUE_CHARS), 5] });
		expect(large.result).toHaveLength(2);
		expect(large.explanation.truncated).toBe(true);
		expect(JSON.stringify(large.explanation.trace.filter(({ op }) => op !== "note"))).not.toContain("yyy");
		expect(large.lines).toContain("26 | Eval x > data.limits.max {x: 5}");
	});
});

describe("the variables of one explanation", () => {
	it("are told until they are too many together, however small each is", async () => {
		const text = "y".repeat(MAX_TRACE_VALUE_CHARS - 10);
		const n = Math.ceil(MAX_TRACE_CHARS / text.length) + 50;
		const { explanation, rule } = await told("pairs", { n, numbers: [text] });
		const held = explanation.trace.filter(({ op, locals }) => op === "eval" && JSON.stringify(locals ?? "").includes("yyy"));
		expect(explanation.truncated).toBe(true);
		expect(held.length).toBeGreaterThan(n - 100);
		expect(held.length).toBeLessThan(n);
		expect(rule("pairs")?.stops[0]?.times).toBe(n);
	});
});

describe("a module", () => {
	it("that decides has no print in it", async () => {
		const decides = await compileModule(REGO, "test/over");
		expect(requiredBuiltins(decides)).not.toContain("internal.print");
		expect(requiredBuiltins(module)).toContain("internal.print");
	});

	it("that is no debug rendition cannot explain", async () => {
		expect(readPlaces(await compileModule("package a\n\nb := 1\n", "a/b"))).toEqual({ ok: false, error: "no-places" });
	});

	it("is not made of rules that have names of the compiler's own functions", async () => {
		await expect(compileDebugRego("package a\n\neq := 1\n\nb if eq == 1\n", "a/b")).rejects.toThrow("cannot be traced");
	});
});
