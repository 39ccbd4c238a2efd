// What the policy's sources declare: OPA's inspection, and the rules' metadata read from it.
import * as v from "valibot";
import { RuleMetadata } from "../../contract/bundle.ts";
import { runOpa } from "../opa.ts";

const Annotation = v.object({
	path: v.string(),
	package: v.string(),
	scope: v.string(),
	location: v.object({ file: v.string(), row: v.number() }),
	annotations: v.looseObject({
		title: v.optional(v.string()),
		description: v.optional(v.string()),
		custom: v.optional(v.record(v.string(), v.unknown())),
	}),
});

export const Inspection = v.looseObject({
	packages: v.array(
		v.object({ path: v.string(), files: v.array(v.string()), builtins: v.array(v.string()), inputs: v.array(v.string()) }),
	),
	annotations: v.array(Annotation),
	builtins: v.array(v.string()),
});
export type Inspection = v.InferOutput<typeof Inspection>;

const RULES = "data.guard.rules.";

/** Marks an error whose message is for the author of the sources, as it is: nothing in this program has failed. */
export const SOURCES_AT_FAULT = "the sources are at fault";

/** Inspects `guard` under a folder of Rego; throws with OPA's words when the sources do not compile. */
export async function inspectPolicy(folder: string): Promise<Inspection> {
	const { code, stdout, stderr } = await runOpa(["inspect", "guard"], { cwd: folder });
	if (code !== 0) throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
	return v.parse(Inspection, JSON.parse(stdout));
}

/** Metadata of every rule, by id. Throws, naming the file, when a rule's header does not say what it must. */
export function ruleMetadata(inspection: Inspection): RuleMetadata[] {
	return inspection.annotations
		.filter((each) => each.scope === "package" && each.package.startsWith(RULES))
		.map(({ annotations, location }) => {
			const custom = annotations.custom ?? {};
			const { title, description } = annotations;
			const read = v.safeParse(RuleMetadata, { ...custom, title, description, source: location.file });
			if (read.success) return read.output;
			const faults = read.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join("; ");
			throw new Error(`rego/${location.file}:${location.row}: the header: ${faults}`, { cause: SOURCES_AT_FAULT });
		})
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}
