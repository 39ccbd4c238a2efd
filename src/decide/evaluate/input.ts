// Builds the policy input: signals and facts of one request, no content. What crosses into Rego is decided here.
import { INPUT_CONTRACT, type PolicyInput } from "../../contract/input.ts";
import type { AppContext, TenantContext } from "../../contract/registry.ts";
import type { DecideRequest, Message } from "../../contract/request.ts";
import type { Signal } from "../../contract/signal.ts";
import { MAX_CLOCK_SKEW_MS } from "../../platform/limits.ts";
import { exceptionFacts } from "../../policy/documents.ts";
import { detectLanguage } from "../detect/language/language.ts";
import { messageText, ROLE_TRUST } from "../normalise/messages.ts";
import type { Segment } from "../normalise/segment.ts";

/** Tokens of the identifiers of a request; the identifiers themselves stop here. */
export type RequestTokens = { readonly subject?: string; readonly session?: string };

export type InputParts = {
	readonly request: DecideRequest;
	readonly context: TenantContext;
	readonly app: AppContext;
	readonly time: number;
	readonly tokens: RequestTokens;
	readonly segments: readonly Segment[];
	readonly signals: Signal[];
	readonly tool: PolicyInput["tool"];
};

/** Language is told from the first judged text that is long enough to tell. */
const LANGUAGE_SAMPLE = 2_000;
const LANGUAGE_CONFIDENCE = 600;

export function policyInput(parts: InputParts): PolicyInput {
	const { request, context, app, time, tokens } = parts;
	const appConfig = context.config.apps.get(app.name);
	return {
		contract: INPUT_CONTRACT,
		stage: request.stage,
		time,
		tenant: context.tenant,
		app: {
			id: app.name,
			tier: app.tier,
			channel: app.channel,
			models: app.models,
			locales: app.locales,
			tools: app.tools,
			hosts: app.hosts,
		},
		subject: {
			known: tokens.subject !== undefined,
			...(tokens.subject === undefined ? {} : { token: tokens.subject }),
			roles: request.subject?.roles ?? [],
			scopes: request.subject?.scopes ?? [],
			age_class: request.subject?.age_class ?? "unknown",
		},
		session: { known: tokens.session !== undefined, ...(tokens.session === undefined ? {} : { token: tokens.session }) },
		...(request.model === undefined ? {} : { model: modelName(request.model) }),
		locale: localeFacts(request, parts.segments),
		context: contextFacts(request),
		content: (request.content ?? []).map((message) => messageFacts(message)),
		history: (request.history ?? []).map((message) => messageFacts(message)),
		documents: documentFacts(request, context.tenant, time),
		...(parts.tool === undefined ? {} : { tool: parts.tool }),
		approval: approvalFacts(request, time),
		usage: defined(request.usage ?? {}),
		citations: citationFacts(request),
		signals: parts.signals,
		config: { tenant: context.config.tenant.layer, app: appConfig?.layer ?? { rules: {} } },
		...exceptionFacts(context.exceptions.items),
		kill: [...context.kill.items],
	};
}

function modelName(model: { provider: string; name: string }): string {
	return `${model.provider}/${model.name}`.slice(0, 128);
}

function localeFacts(request: DecideRequest, segments: readonly Segment[]): PolicyInput["locale"] {
	const sample = segments.find((segment) => segment.kind === "message" && segment.text.length >= 20);
	const detected = sample === undefined ? undefined : detectLanguage(sample.text.slice(0, LANGUAGE_SAMPLE));
	return defined({
		declared: request.context?.locale,
		detected: detected !== undefined && detected.confidence >= LANGUAGE_CONFIDENCE ? detected.language : undefined,
	});
}

function contextFacts(request: DecideRequest): PolicyInput["context"] {
	const { channel, region, purpose } = request.context ?? {};
	return defined({ channel, region, purpose });
}

function messageFacts(message: Message): PolicyInput["content"][number] {
	return {
		role: message.role,
		trust: ROLE_TRUST[message.role],
		chars: messageText(message).length,
		parts: "text" in message ? 1 : message.parts.length,
	};
}

function documentFacts(request: DecideRequest, tenant: string, time: number): PolicyInput["documents"] {
	return (request.documents ?? []).map((document) => ({
		source: document.source,
		trust: document.trust,
		owner: document.tenant === undefined ? "unknown" : document.tenant === tenant ? "same" : "other",
		...ageFact(document.updated_at, time),
		chars: document.text.length,
	}));
}

function approvalFacts(request: DecideRequest, time: number): PolicyInput["approval"] {
	if (request.approval === undefined) return { declared: false };
	return { declared: true, ...ageFact(request.approval.at, time) };
}

/** Clocks differ by some minutes; a time further in the future is none, and no rule may take it for fresh. */
function ageFact(at: number | undefined, time: number): { age_ms?: number } {
	return at === undefined || at > time + MAX_CLOCK_SKEW_MS ? {} : { age_ms: Math.max(0, time - at) };
}

function citationFacts(request: DecideRequest): PolicyInput["citations"] {
	if (request.citations === undefined) return { unknown: 0 };
	const known = new Set((request.documents ?? []).map((document) => document.id));
	const unknown = request.documents === undefined ? 0 : request.citations.filter((id) => !known.has(id)).length;
	return { count: request.citations.length, unknown };
}

/** The same object without members that are undefined. */
function defined<T extends Record<string, unknown>>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
