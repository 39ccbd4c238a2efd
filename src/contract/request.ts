// The decide request: what an application asks about one prompt, answer, set of documents, tool call or tool result.
import * as v from "valibot";
import { AGE_CLASSES, Identifier, Locale, MESSAGE_ROLES, Millis, Name, Stage, Trust } from "./names.ts";

const Text = v.string();

/** Any JSON object. Not `v.record`, which drops members named like those of `Object.prototype`: every name must be judged. */
const JsonObject = v.custom<Record<string, unknown>>(
	(value) => typeof value === "object" && value !== null && !Array.isArray(value),
	"must be an object",
);

const TextPart = v.strictObject({ type: v.literal("text"), text: Text });
/** A part that is not text is named, not read: the policy decides what that means. */
const OtherPart = v.strictObject({
	type: v.picklist(["image", "audio", "video", "file"]),
	media_type: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}$/, "must be a media type"))),
});

export const Part = v.variant("type", [TextPart, OtherPart]);
export type Part = v.InferOutput<typeof Part>;

/** A message holds `text` or `parts`. */
export const Message = v.union([
	v.strictObject({ role: v.picklist(MESSAGE_ROLES), text: Text }),
	v.strictObject({ role: v.picklist(MESSAGE_ROLES), parts: v.pipe(v.array(Part), v.minLength(1), v.maxLength(64)) }),
]);
export type Message = v.InferOutput<typeof Message>;

export const Document = v.strictObject({
	/** The application's own id of the document; tokenised. */
	id: v.optional(Identifier),
	text: Text,
	/** Where it came from: an index, a site, a share. */
	source: Name,
	trust: v.optional(Trust, "unknown"),
	/** The tenant whose data it is; another than the caller's is a finding. */
	tenant: v.optional(Name),
	/** When its content was last known true. */
	updated_at: v.optional(Millis),
});
export type Document = v.InferOutput<typeof Document>;

export const ToolCall = v.strictObject({
	name: Name,
	/** Any JSON object; only facts of it reach the policy. */
	arguments: v.optional(JsonObject),
	call_id: v.optional(Identifier),
	/** JSON Schema of the arguments as the application declares it; a registered tool's own schema comes first. */
	schema: v.optional(JsonObject),
});
export type ToolCall = v.InferOutput<typeof ToolCall>;

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

export const DecideRequest = v.strictObject({
	stage: Stage,
	app: Name,
	subject: v.optional(
		v.strictObject({
			id: v.optional(Identifier),
			roles: v.optional(v.pipe(v.array(Name), v.maxLength(64)), []),
			scopes: v.optional(v.pipe(v.array(Name), v.maxLength(64)), []),
			age_class: v.optional(v.picklist(AGE_CLASSES), "unknown"),
		}),
	),
	session: v.optional(Identifier),
	model: v.optional(v.strictObject({ provider: Name, name: Name })),
	/** Judged. */
	content: v.optional(v.pipe(v.array(Message), v.minLength(1), v.maxLength(256))),
	/** Context only: read by no rule about content. */
	history: v.optional(v.pipe(v.array(Message), v.maxLength(256))),
	documents: v.optional(v.pipe(v.array(Document), v.minLength(1), v.maxLength(256))),
	tool: v.optional(ToolCall),
	/** A human being has approved exactly this request, says the application. */
	approval: v.optional(v.strictObject({ by: Identifier, reference: v.optional(Identifier), at: Millis })),
	/** Id of a grant for exactly this request; it is used up by the decision that it lets pass. */
	grant: v.optional(Name),
	/** What the session has used so far, as the application counts it. */
	usage: v.optional(v.strictObject({ tool_calls: v.optional(Count), tokens: v.optional(Count), turns: v.optional(Count) })),
	/** Sources that the answer cites, by document id; for rules about citations. */
	citations: v.optional(v.pipe(v.array(Identifier), v.maxLength(256))),
	context: v.optional(
		v.strictObject({
			channel: v.optional(Name),
			locale: v.optional(Locale),
			region: v.optional(Name),
			purpose: v.optional(Name),
		}),
	),
	/** How offsets in the answer are counted. */
	offsets: v.optional(v.picklist(["utf16", "codepoint", "utf8"]), "utf16"),
	/** Decide without recording. */
	dry_run: v.optional(v.boolean(), false),
});
/** The request after parsing, defaults filled in. */
export type DecideRequest = v.InferOutput<typeof DecideRequest>;
/** The request as a caller writes it. */
export type DecideRequestBody = v.InferInput<typeof DecideRequest>;

export const MAX_BATCH = 100;
export const BatchRequest = v.strictObject({ requests: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MAX_BATCH)) });
