// The policy input, contract "1": all that the guard's Rego ever sees. Signals and facts, no content.
// Additive changes only; the JSON Schema for `opa check --schema` is generated from this file.
import * as v from "valibot";
import { AGE_CLASSES, Digest, MESSAGE_ROLES, Millis, Name, Severity, Stage, TOOL_CLASSES, Trust } from "./names.ts";
import { Signal } from "./signal.ts";

export const INPUT_CONTRACT = "1";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One argument of a tool call, described without its value. */
export const ArgumentFact = v.strictObject({
	/** JSON pointer under the arguments, only names the registered schema knows. */
	path: v.string(),
	type: v.picklist(["string", "number", "boolean", "null", "array", "object"]),
	/** Characters of a string, items of an array, members of an object. */
	length: v.optional(Count),
	/** Booleans, registered enum values and integers that no detector matched; registered tools only. */
	value: v.optional(v.union([v.string(), v.number(), v.boolean()])),
	/** What a string looks like. */
	shape: v.optional(
		v.picklist(["url", "path", "email", "host", "sql", "shell", "html", "json", "code", "identifier", "text", "empty"]),
	),
	/** The registered schema declares, by `format`, that the value has this shape. */
	expected: v.optional(v.boolean()),
	/** For a URL or host: the registrable domain, whether it is an IP literal, and a token of the whole host. */
	host: v.optional(
		v.strictObject({ domain: v.optional(v.string()), token: v.optional(v.string()), literal: v.boolean(), private: v.boolean() }),
	),
	/** For a path: where it leads. */
	path_class: v.optional(v.picklist(["relative", "absolute", "traversal", "home", "system", "device", "unc"])),
	/** Seen in untrusted text of this request or its history. */
	tainted: v.optional(v.boolean()),
});
export type ArgumentFact = v.InferOutput<typeof ArgumentFact>;

export const SchemaViolation = v.strictObject({
	path: v.string(),
	keyword: v.string(),
});

export const ToolFacts = v.strictObject({
	name: Name,
	registered: v.boolean(),
	/** On the app's list of tools. */
	allowed: v.boolean(),
	class: v.picklist([...TOOL_CLASSES, "unknown"]),
	/** Scopes that the registered tool needs. */
	scopes: v.array(Name),
	/** Arguments against the registered (or else the declared) schema. */
	schema: v.picklist(["valid", "invalid", "absent"]),
	violations: v.array(SchemaViolation),
	arguments: v.array(ArgumentFact),
});
export type ToolFacts = v.InferOutput<typeof ToolFacts>;

export const MessageFacts = v.strictObject({ role: v.picklist(MESSAGE_ROLES), trust: Trust, chars: Count, parts: Count });
export const DocumentFacts = v.strictObject({
	source: Name,
	trust: Trust,
	/** Whose data it is, seen from the caller's tenant. */
	owner: v.picklist(["same", "other", "unknown"]),
	/** Since `updated_at`; absent when not declared. */
	age_ms: v.optional(Count),
	chars: Count,
});

/** One layer of configuration: a rule's stricter action and parameters in their declared direction. */
const ParamValue = v.union([v.number(), v.boolean(), v.string(), v.array(v.string())]);
export const RuleConfig = v.strictObject({
	action: v.optional(v.picklist(["flag", "redact", "review", "refuse"])),
	severity: v.optional(Severity),
	params: v.optional(v.record(v.string(), ParamValue)),
});
export const ConfigLayer = v.strictObject({ rules: v.optional(v.record(v.string(), RuleConfig), {}) });
export type ConfigLayer = v.InferOutput<typeof ConfigLayer>;

/** An approved permission, as the policy sees it. */
export const ExceptionFact = v.strictObject({
	id: Name,
	rule: v.string(),
	apps: v.array(Name),
	mode: v.picklist(["suppress", "monitor"]),
	not_before: Millis,
	expires_at: Millis,
});
export type ExceptionFact = v.InferOutput<typeof ExceptionFact>;

/**
 * One that covers only some subjects or sources. In a list of its own, so that a version of the policy which does not know
 * these bounds does not take it for one without them. An empty list of a kind: any.
 */
export const ScopedExceptionFact = v.strictObject({
	...ExceptionFact.entries,
	/** The subject declares one of them. */
	roles: v.array(Name),
	age_classes: v.array(v.picklist(AGE_CLASSES)),
	/** Every place of the finding lies in a document of one of them. */
	sources: v.array(Name),
});
export type ScopedExceptionFact = v.InferOutput<typeof ScopedExceptionFact>;

/** A person's single-use permission for exactly this request. It lifts findings that ask for review, and exemptible ones. */
export const GrantFact = v.strictObject({ id: Name, rules: v.array(v.string()) });
export type GrantFact = v.InferOutput<typeof GrantFact>;

/** Subjects and channels that a kill switch is for; of each kind that is given one must be the request's. */
export const Cohort = v.strictObject({
	roles: v.optional(v.pipe(v.array(Name), v.minLength(1), v.maxLength(64))),
	age_classes: v.optional(v.pipe(v.array(v.picklist(AGE_CLASSES)), v.minLength(1))),
	/** Of `context.channel`. */
	channels: v.optional(v.pipe(v.array(Name), v.minLength(1), v.maxLength(64))),
});
export type Cohort = v.InferOutput<typeof Cohort>;

export const KillFact = v.strictObject({
	id: Name,
	/** `drill`: requests whose `context.purpose` is the value, which only a drill makes. */
	scope: v.picklist(["global", "tenant", "app", "stage", "tool", "cohort", "drill"]),
	value: v.optional(Name),
	cohort: v.optional(Cohort),
	/** What happens while it holds; `pin`: the host lets `version` decide. */
	state: v.picklist(["refuse", "review", "pin"]),
	version: v.optional(Digest),
	/** From then on it does not hold; absent: until it is lifted. */
	expires_at: v.optional(Millis),
});
export type KillFact = v.InferOutput<typeof KillFact>;

export const PolicyInput = v.strictObject({
	contract: v.literal(INPUT_CONTRACT),
	stage: Stage,
	/** The decision's clock. */
	time: Millis,
	tenant: Name,
	app: v.strictObject({
		id: Name,
		tier: v.picklist([1, 2, 3]),
		channel: Name,
		/** `provider/name`; empty: any. */
		models: v.array(Name),
		locales: v.array(v.string()),
		tools: v.array(Name),
		/** Registrable domains that links and calls may lead to. */
		hosts: v.array(v.string()),
	}),
	subject: v.strictObject({
		known: v.boolean(),
		token: v.optional(v.string()),
		roles: v.array(Name),
		scopes: v.array(Name),
		age_class: v.picklist(AGE_CLASSES),
	}),
	session: v.strictObject({ known: v.boolean(), token: v.optional(v.string()) }),
	/** `provider/name` of the model, when declared. */
	model: v.optional(Name),
	locale: v.strictObject({
		declared: v.optional(v.string()),
		/** Language of the judged text as detected; absent when it cannot be told. */
		detected: v.optional(v.string()),
	}),
	context: v.strictObject({ channel: v.optional(Name), region: v.optional(Name), purpose: v.optional(Name) }),
	content: v.array(MessageFacts),
	history: v.array(MessageFacts),
	documents: v.array(DocumentFacts),
	tool: v.optional(ToolFacts),
	approval: v.strictObject({ declared: v.boolean(), age_ms: v.optional(Count) }),
	usage: v.strictObject({ tool_calls: v.optional(Count), tokens: v.optional(Count), turns: v.optional(Count) }),
	citations: v.strictObject({ count: v.optional(Count), unknown: Count }),
	signals: v.array(Signal),
	/** Documents in force, each also named by digest in the record. */
	config: v.strictObject({ tenant: ConfigLayer, app: ConfigLayer }),
	exceptions: v.array(ExceptionFact),
	scoped_exceptions: v.optional(v.array(ScopedExceptionFact)),
	/** Used up by this decision. */
	grant: v.optional(GrantFact),
	kill: v.array(KillFact),
});
export type PolicyInput = v.InferOutput<typeof PolicyInput>;

/** The input as a record keeps it: documents by digest, everything else as it was. */
export const RecordedInput = v.omit(PolicyInput, ["config", "exceptions", "scoped_exceptions", "kill"]);
export type RecordedInput = v.InferOutput<typeof RecordedInput>;

/** Names the documents that took part in a decision; its own digest is `policy.config`. */
export const ConfigManifest = v.strictObject({
	defaults: Digest,
	tenant: Digest,
	app: Digest,
	/** The list of exceptions, both kinds. */
	exceptions: Digest,
	/** The list of the tenant's kill switches. */
	kill: Digest,
	/** The list of those that the operator holds over all tenants; absent when there are none. */
	kill_global: v.optional(Digest),
});
export type ConfigManifest = v.InferOutput<typeof ConfigManifest>;
