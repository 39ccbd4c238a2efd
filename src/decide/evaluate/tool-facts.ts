// Facts of a tool call: what its arguments are, without what they say. Structure for every tool; values, only those that
// cannot carry text and that no detector matched, for registered ones.
import { type Schema, Validator } from "@cfworker/json-schema";
import type { ArgumentFact, ToolFacts } from "../../contract/input.ts";
import type { AppContext, TenantContext, ToolContext } from "../../contract/registry.ts";
import type { DecideRequest, ToolCall } from "../../contract/request.ts";
import type { Signal } from "../../contract/signal.ts";
import { MAX_PATTERN_CHARS } from "../../platform/limits.ts";
import { type ArgumentLeaf, type FlatArguments, flattenArguments } from "../normalise/tool-call.ts";
import { isCheckable } from "./declared-schema.ts";
import { type HostTokens, stringFacts } from "./string-facts.ts";
import { type TaintCheck, taintCheck } from "./taint.ts";

/** An unregistered tool's name is whatever a model wrote: it stays out of input and record. */
export const UNREGISTERED_NAME = "unregistered";
const MAX_VIOLATIONS = 32;

export type CallReading = { readonly tool: ToolContext | undefined; readonly flat: FlatArguments };

/** The call's arguments, flattened by the registered schema, or by the declared one. */
export function readCall(call: ToolCall, context: TenantContext): CallReading {
	const tool = context.tools.get(call.name);
	return { tool, flat: flattenArguments(call.arguments ?? {}, tool?.schema) };
}

export function toolFacts(
	request: DecideRequest,
	call: ToolCall,
	reading: CallReading,
	app: AppContext,
	signals: readonly Signal[],
	hosts: HostTokens,
): ToolFacts {
	const { tool, flat } = reading;
	const schema = tool?.schema ?? call.schema;
	const checkable =
		schema !== undefined && !flat.truncated && (isCheckable(schema) || (tool?.schema !== undefined && !flat.leaves.some(isLong)));
	const violations = schema === undefined ? [] : checkable ? schemaViolations(call.arguments ?? {}, schema, flat) : UNREADABLE;
	const tainted = taintCheck(request);
	const matched = new Set(signals.filter((signal) => signal.span !== undefined).map((signal) => signal.target));
	return {
		name: tool === undefined ? UNREGISTERED_NAME : call.name,
		registered: tool !== undefined,
		allowed: app.tools.includes(call.name),
		class: tool?.class ?? "unknown",
		scopes: tool?.scopes ?? [],
		schema: schema === undefined ? "absent" : violations.length === 0 ? "valid" : "invalid",
		violations,
		arguments: flat.leaves.map((leaf) =>
			argumentFact(leaf, {
				registered: tool !== undefined,
				matched: matched.has(`/tool/arguments${leaf.target}`),
				tainted,
				hosts,
			}),
		),
	};
}

type Telling = {
	readonly registered: boolean;
	readonly matched: boolean;
	readonly tainted: TaintCheck;
	readonly hosts: HostTokens;
};

function argumentFact(leaf: ArgumentLeaf, telling: Telling): ArgumentFact {
	const { value } = leaf;
	const fact: ArgumentFact = { path: leaf.target, type: jsonType(value) };
	if (Array.isArray(value)) return { ...fact, length: value.length };
	if (typeof value === "object" && value !== null) return { ...fact, length: Object.keys(value).length };
	if (typeof value === "string") {
		Object.assign(fact, { length: value.length }, stringFacts(value, telling.registered ? telling.hosts : undefined));
		if (fact.shape !== undefined && fact.shape === FORMAT_SHAPES[String(leaf.schema?.format)]) fact.expected = true;
		if (telling.tainted(value)) fact.tainted = true;
	}
	if (telling.registered && !telling.matched && leaf.schema !== undefined && tellable(value, leaf.schema))
		fact.value = value as string | number | boolean;
	return fact;
}

/** What `format` of a schema says of a string, in the words of a fact. */
const FORMAT_SHAPES: Readonly<Record<string, ArgumentFact["shape"]>> = {
	uri: "url",
	url: "url",
	email: "email",
	hostname: "host",
	ipv4: "host",
	ipv6: "host",
	sql: "sql",
	shell: "shell",
	path: "path",
	html: "html",
	json: "json",
	code: "code",
};

/** Booleans, safe integers and members of a registered enum: nothing that can carry text. */
function tellable(value: unknown, schema: Record<string, unknown>): boolean {
	if (typeof value === "boolean") return true;
	if (typeof value === "number") return Number.isSafeInteger(value);
	return (
		typeof value === "string" &&
		Array.isArray(schema.enum) &&
		schema.enum.includes(value) &&
		/^[A-Za-z0-9._:/-]{1,128}$/.test(value)
	);
}

function jsonType(value: unknown): ArgumentFact["type"] {
	if (value === null) return "null";
	if (Array.isArray(value)) return "array";
	return typeof value as ArgumentFact["type"];
}

/** Patterns of a schema may take time in the square of what they are tried on. */
function isLong({ value }: ArgumentLeaf): boolean {
	return typeof value === "string" && value.length > MAX_PATTERN_CHARS;
}

/** A schema that cannot be read, or not to its end, proves nothing about the call. */
const UNREADABLE: ToolFacts["violations"] = [{ path: "", keyword: "schema" }];

function schemaViolations(
	args: Record<string, unknown>,
	schema: Record<string, unknown>,
	flat: FlatArguments,
): ToolFacts["violations"] {
	let result: ReturnType<Validator["validate"]>;
	try {
		result = new Validator(schema as Schema, "2020-12", false).validate(args);
	} catch {
		return UNREADABLE;
	}
	const targets = new Map(flat.leaves.map((leaf) => [leaf.pointer, leaf.target]));
	return result.errors.slice(0, MAX_VIOLATIONS).map((error) => ({
		path: targets.get(decodePointer(error.instanceLocation)) ?? "",
		keyword: error.keyword.replace(/[^A-Za-z]/g, "").slice(0, 64),
	}));
}

/** The validator writes `#/a%20b`; ours are plain JSON pointers. */
function decodePointer(location: string): string {
	try {
		return decodeURI(location.replace(/^#/, ""));
	} catch {
		return "";
	}
}
