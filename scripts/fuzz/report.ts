// The section "Random programs" of docs/conformance.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXCLUDED } from "./builtins.ts";
import { CAUSES, type CauseName } from "./causes.ts";
import { REASONS } from "./compare.ts";

export type Totals = {
	readonly seed: number;
	/** Programs made, accepted by OPA's compiler, and accepted but not compiled to WASM. */
	made: number;
	accepted: number;
	unplanned: number;
	unexplained: number;
	rewritten: number;
	readonly lenient: Map<string, number>;
	readonly strict: Map<string, number>;
	readonly stock: Map<string, number>;
	readonly answers: Map<string, number>;
	readonly causes: Map<string, number>;
	readonly wording: Map<string, number>;
	readonly used: Map<string, number>;
};

const ROOT = join(import.meta.dirname, "../..");
const figure = (value: number) => value.toLocaleString("en");
const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, one) => sum + one, 0);
const listed = (counts: ReadonlyMap<string, number>) =>
	[...counts]
		.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
		.map(([name, times]) => `${name} ${figure(times)}`)
		.join(", ");

export function fuzzSection(totals: Totals): string {
	const { opaVersion } = JSON.parse(readFileSync(join(ROOT, "rego/tools/opa/dist/opa.json"), "utf8")) as { opaVersion: string };
	const { programs } = JSON.parse(readFileSync(join(ROOT, "test/vectors/fuzz/programs.json"), "utf8")) as { programs: unknown[] };
	const constructs = new Map([...totals.used].filter(([name]) => /[^a-z0-9_.]/.test(name)));
	const called = new Map(
		[...totals.used].filter(
			([name]) => !constructs.has(name) && !/^(?:constant|else|default|function|every|not|with|unification|walk)$/.test(name),
		),
	);
	const plain = new Map([...totals.used].filter(([name]) => !called.has(name)));
	return `## Random programs

\`npm run conformance -- fuzz\` makes Rego programs at random (seeded), each with two inputs, and evaluates every rule with OPA ${opaVersion}'s own interpreter, with this host in strict and in lenient mode, and with stock opa-wasm. Values are compared as values (sets, keys of any type, all digits), errors by code and builtin, conflicts by kind.

| | |
|---|---:|
| programs accepted by OPA's compiler, all compiled to WASM but ${figure(totals.unplanned)} | ${figure(totals.accepted)} |
| of programs made (seeds from ${totals.seed}) | ${figure(totals.made)} (${Math.round((100 * totals.accepted) / totals.made)} % accepted) |
| evaluations in each mode | ${figure(total(totals.lenient))} |
| OPA's answers | ${listed(totals.answers)} |
| **differences that this host causes** | **${figure(totals.unexplained)}** |

| outcome | lenient | strict | |
|---|---:|---:|---|
${["same", ...Object.keys(REASONS), "different"].map((name) => `| ${name} | ${figure(totals.lenient.get(name) ?? 0)} | ${figure(totals.strict.get(name) ?? 0)} | ${meaning(name)} |`).join("\n")}

**Shrunk differences by cause.** Each program that differs is made as small as it can be; a difference counts for a cause only if the small program has the construct, and stock opa-wasm, which shares no code with this host, answers as this host does wherever it has the builtins.

| cause, all in the module that OPA compiles | programs |
|---|---:|
${(Object.keys(CAUSES) as CauseName[]).map((name) => `| ${CAUSES[name].reason} | ${figure(totals.causes.get(name) ?? 0)} |`).join("\n")}

Of equal answers ${figure(totals.rewritten)} write a number in another form (\`1.0e-323\`). Errors in other words, by builtin: ${listed(totals.wording) || "none"}.

Stock opa-wasm 1.10.0 in lenient mode: ${listed(totals.stock)}.

**What the accepted programs hold.** ${listed(plain)}. Builtins called: ${figure(called.size)}, the least often ${listed(new Map([...called].sort(([, a], [, b]) => a - b).slice(0, 3)))}.

**Left out, with the reason.** ${[...EXCLUDED].map(([name, reason]) => `\`${name}\`: ${reason}`).join("; ")}; recursion, which OPA refuses; \`http.send\`, \`net.lookup_ip_addr\` and \`rego.parse_module\`, which the host refuses.

Differences found and mended, and the module's own, stay as ${programs.length} vectors in [\`test/vectors/fuzz\`](../test/vectors/fuzz), which \`npm test\` runs.`;
}

function meaning(name: string): string {
	if (name === "same") return "";
	if (name === "different") return "shrunk and explained below";
	return REASONS[name as keyof typeof REASONS];
}
