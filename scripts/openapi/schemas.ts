// Turns the contract's valibot schemas into JSON Schemas of 2020-12, shared ones as components.
import { toJsonSchema } from "@valibot/to-json-schema";
import type { Schema } from "../../src/contract/api.ts";
import type { Comments } from "./comments.ts";

export type Json = { [name: string]: unknown };

export type Schemas = {
	/** The JSON Schema of one schema, by reference where it is a named one. */
	readonly of: (schema: Schema) => Json;
	/** Every named schema that was referred to, in order of name. */
	readonly components: () => Json;
};

const REF = "#/components/schemas/";

/** Named schemas are recognised by identity. */
export function createSchemas(named: Readonly<Record<string, Schema>>, comments: Comments): Schemas {
	const used = new Map<string, Json>();
	const use = (name: string): void => {
		const schema = named[name];
		if (schema === undefined || used.has(name)) return;
		used.set(name, {});
		const others = Object.fromEntries(Object.entries(named).filter(([other]) => other !== name));
		used.set(name, describe(convert(schema, others, use), name, comments));
	};
	return {
		of: (schema) => {
			const name = Object.keys(named).find((key) => named[key] === schema);
			if (name === undefined) return convert(schema, named, use);
			use(name);
			return { $ref: REF + name };
		},
		components: () => Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1))),
	};
}

/** `refer` is told each named schema that the result refers to. */
function convert(schema: Schema, definitions: Readonly<Record<string, Schema>>, refer: (name: string) => void): Json {
	const {
		$schema: _dialect,
		$defs: _defs,
		...json
	} = toJsonSchema(schema, {
		target: "draft-2020-12",
		typeMode: "input",
		errorMode: "throw",
		// What a check says stands in the schema's description.
		ignoreActions: ["check"],
		definitions: { ...definitions },
		// `v.custom` stands for "any JSON object" wherever the contract uses it.
		overrideSchema: ({ valibotSchema }) => (valibotSchema.type === "custom" ? { type: "object" } : undefined),
		overrideRef: ({ referenceId }) => REF + referenceId,
	});
	return JSON.parse(JSON.stringify(json), (key, value: unknown) => {
		if (key === "$ref" && typeof value === "string") refer(value.slice(REF.length));
		return key === "required" && Array.isArray(value) && value.length === 0 ? undefined : value;
	}) as Json;
}

/** Adds the comments of the source to a schema and its members. */
function describe(json: Json, path: string, comments: Comments): Json {
	const comment = comments.get(path);
	const properties = json.properties as Record<string, Json> | undefined;
	const members = Object.entries(properties ?? {}).map(([name, inner]) => [name, describe(inner, `${path}.${name}`, comments)]);
	return {
		...(comment === undefined ? {} : { description: comment }),
		...json,
		...(properties === undefined ? {} : { properties: Object.fromEntries(members) }),
	};
}
