// A signal: what a detector saw, where, how sure it is. Never the text itself.
import * as v from "valibot";
import { EXFILTRATION_SIGNALS } from "./signals/exfiltration.ts";
import { HARM_SIGNALS } from "./signals/harm.ts";
import { INJECTION_SIGNALS } from "./signals/injection.ts";
import { PII_SIGNALS } from "./signals/pii.ts";
import { SECRET_SIGNALS } from "./signals/secret.ts";
import { TEXT_SIGNALS } from "./signals/text.ts";
import { TOOL_SIGNALS } from "./signals/tool.ts";
import type { SignalType } from "./signals/type.ts";

export type { SignalType } from "./signals/type.ts";

/** Bumped whenever a type is added; types are never renamed or removed. */
export const SIGNAL_REGISTRY_VERSION = 1;

/** Every signal type there is. Closed: a detector cannot emit a type that is not here. */
export const SIGNAL_TYPES = {
	...EXFILTRATION_SIGNALS,
	...HARM_SIGNALS,
	...INJECTION_SIGNALS,
	...PII_SIGNALS,
	...SECRET_SIGNALS,
	...TEXT_SIGNALS,
	...TOOL_SIGNALS,
} as const;

export type SignalTypeName = keyof typeof SIGNAL_TYPES;
const NAMES = Object.keys(SIGNAL_TYPES) as [SignalTypeName, ...SignalTypeName[]];

/** The registry's entry for a type. */
export function signalType(name: SignalTypeName): SignalType {
	return SIGNAL_TYPES[name];
}

/**
 * Why a detector believes what it says, strongest first:
 * `checksum` a check digit or MAC holds; `format` a structure only this thing has; `context` a pattern with words
 * around it that name it; `pattern` a pattern alone; `phrase` a known wording; `lexicon` words of a list;
 * `structure` the shape of the message (roles, delimiters, markup); `statistic` counts and likelihoods;
 * `model` a trained model; `declared` said by the caller or a registry; `limit` a bound was hit.
 */
export const EVIDENCE = [
	"checksum",
	"format",
	"context",
	"pattern",
	"phrase",
	"lexicon",
	"structure",
	"statistic",
	"model",
	"declared",
	"limit",
] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** How the text was read when the signal was seen; absent: as it stands. */
export const VIEW_KINDS = [
	"canonical",
	"markup",
	"joined",
	"leet",
	"base64",
	"base32",
	"hex",
	"decimal",
	"percent",
	"html_entities",
	"unicode_escapes",
	"rot13",
	"reversed",
	"morse",
	"binary",
	"tag_characters",
	"variation_selectors",
] as const;
export type ViewKind = (typeof VIEW_KINDS)[number];

const Offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** UTF-16 code units of the caller's own text, end exclusive. */
export const Span = v.strictObject({ start: Offset, end: Offset });
export type Span = v.InferOutput<typeof Span>;

export const Signal = v.strictObject({
	/** Name of the detector that saw it. */
	detector: v.string(),
	type: v.picklist(NAMES),
	/** JSON pointer of the text within the request, down to the last name a schema knows. */
	target: v.string(),
	span: v.optional(Span),
	/** 0–1000; no floats cross into Rego. */
	score: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
	evidence: v.picklist(EVIDENCE),
	/** The chain of readings, outermost first, when it was not seen in the text as it stands. */
	views: v.optional(v.array(v.picklist(VIEW_KINDS))),
	/** Keyed token of the value, where equality matters to a policy. */
	token: v.optional(v.string()),
});
export type Signal = v.InferOutput<typeof Signal>;
