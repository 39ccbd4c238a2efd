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

/** Inspects `guard` under a folder of Rego; throws with OPA's words when the sources do not compile. */
export async function inspectPolicy(folder: string): Promise<Inspection> {
	const { code, stdout, stderr } = await runOpa(["inspect", "guard"], { cwd: folder });
	if (code !== 0) throw new Error(stderr || stdout);
	return v.parse(Inspection, JSON.parse(stdout));
}

/** Metadata of every rule, by id. Throws when a rule's header does not say what it must: run the checks first. */
export function ruleMetadata(inspection: Inspection): RuleMetadata[] {
	return inspection.annotations
		.filter((each) => each.scope === "package" && each.package.startsWith(RULES))
		.map(({ annotations, location }) => {
			const custom = annotations.custom ?? {};
			return v.parse(RuleMetadata, {
				...custom,
				title: annotations.title,
				description: annotations.description,
				source: location.file,
			});
		})
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}
