// The places of a debug rendition: what the numbers mean that it reports, from the table that its module carries.
import * as v from "valibot";
import { err, ok, type Result } from "../platform/result.ts";

const Index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Number of the file, row, column. */
const At = v.tuple([Index, Index, Index]);
const Names = v.optional(v.array(v.string()), []);

const Step = v.strictObject({
	at: At,
	/** As it is written, on one line. */
	text: v.string(),
	/** Variables that were bound since the last place, by the names that the author gave them. */
	vars: Names,
	/** Rules that the expression itself may evaluate, those of the bodies that it encloses apart. */
	calls: v.optional(v.array(Index), []),
	note: v.optional(v.boolean(), false),
});
export type Step = v.InferOutput<typeof Step>;

const Body = v.strictObject({
	/** Number of the first place: one before each step, one at the end. */
	first: Index,
	rule: Index,
	kind: v.picklist(["rule", "else", "default", "comprehension", "every", "not", "and", "or"]),
	/** Of an enclosed body: the body and the step that enclose it. */
	in: v.optional(v.tuple([Index, Index])),
	at: At,
	head: v.optional(v.string(), ""),
	steps: v.pipe(v.array(Step), v.minLength(1)),
	vars: Names,
});
export type Body = v.InferOutput<typeof Body>;

const Table = v.strictObject({
	v: v.literal(1),
	files: v.array(v.string()),
	rules: v.array(v.strictObject({ path: v.string(), kind: v.picklist(["complete", "set", "object", "function"]) })),
	bodies: v.array(Body),
});

export type Places = v.InferOutput<typeof Table> & {
	/** Body of each place, by number. */
	readonly bodyOf: readonly number[];
};

/** Name of the module's custom section that holds the table. */
const SECTION = "edict.places";

/** The table that a module carries; `no-places` when it is no debug rendition, or its table contradicts itself. */
export function readPlaces(module: WebAssembly.Module): Result<Places, "no-places"> {
	const [section] = WebAssembly.Module.customSections(module, SECTION);
	if (section === undefined) return err("no-places");
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder().decode(section));
	} catch {
		return err("no-places");
	}
	const read = v.safeParse(Table, json);
	return read.success && isConsistent(read.output)
		? ok({ ...read.output, bodyOf: numbered(read.output.bodies) })
		: err("no-places");
}

function numbered(bodies: readonly Body[]): number[] {
	const bodyOf: number[] = [];
	bodies.forEach((body, index) => {
		for (let step = 0; step <= body.steps.length; step++) bodyOf[body.first + step] = index;
	});
	return bodyOf;
}

/** Every number leads to something, and no two bodies share a place: whoever reads the table later need not ask. */
function isConsistent({ files, rules, bodies }: v.InferOutput<typeof Table>): boolean {
	const placed = ([file]: v.InferOutput<typeof At>) => file < files.length;
	let next = 0;
	const inOrder = [...bodies].sort((a, b) => a.first - b.first);
	for (const { first, steps } of inOrder) {
		if (first !== next) return false;
		next = first + steps.length + 1;
	}
	return bodies.every(
		(body) =>
			body.rule < rules.length &&
			placed(body.at) &&
			(body.in === undefined || (bodies[body.in[0]]?.steps[body.in[1]] !== undefined && bodies[body.in[0]] !== body)) &&
			body.steps.every((step) => placed(step.at) && step.calls.every((rule) => rule < rules.length)),
	);
}
