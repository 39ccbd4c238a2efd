// Reads a request: every judged text becomes a segment, every segment is seen by the detectors, and what remains for the
// policy is an input of signals and facts.
import type { PolicyInput } from "../contract/input.ts";
import type { DecideRequest } from "../contract/request.ts";
import type { Signal } from "../contract/signal.ts";
import type { DecideDeps } from "./deps.ts";
import { boundSignals, type Detection, detect } from "./detect/run.ts";
import { policyInput, type RequestTokens } from "./evaluate/input.ts";
import { type HostTokens, hostOf } from "./evaluate/string-facts.ts";
import { type CallReading, readCall, toolFacts } from "./evaluate/tool-facts.ts";
import type { Ask, Grounds } from "./grounds.ts";
import { documentSegments, messageSegments } from "./normalise/messages.ts";
import { acrossSeams, seams } from "./normalise/seams.ts";
import type { Segment } from "./normalise/segment.ts";
import { argumentSegments } from "./normalise/tool-call.ts";
import { judgedOnly } from "./stage-parts.ts";

export type Reading = {
	readonly segments: readonly Segment[];
	readonly input: PolicyInput;
	readonly work: Detection["work"];
};

export async function read(request: DecideRequest, ask: Ask, grounds: Grounds, deps: DecideDeps): Promise<Reading> {
	const { context, app } = grounds;
	const judged = judgedOnly(request);
	const messages = messageSegments(judged);
	const call = request.tool === undefined ? undefined : readCall(request.tool, context);
	const segments = [
		...messages.segments,
		...documentSegments(judged),
		...(call === undefined || judged.tool === undefined ? [] : argumentSegments(call.flat)),
	];
	const locale = request.context?.locale;
	const detectContext = { stage: request.stage, hosts: app.hosts, ...(locale === undefined ? {} : { locale }) };
	const detection = detect(segments, detectContext, deps.detectors);
	for (const seam of seams(judged)) {
		const joined = detect([seam.segment], detectContext, deps.detectors);
		detection.signals.push(...acrossSeams(joined.signals, seam));
		addWork(detection.work, joined.work);
	}
	const found = [...messages.unread.map((part) => unreadSignal(part.target)), ...detection.signals];
	if (call?.flat.truncated) found.push(limitSignal("limit.arguments_truncated", "/tool/arguments"));
	const signals = boundSignals(found);
	const tool =
		request.tool === undefined || call === undefined
			? undefined
			: toolFacts(request, request.tool, call, app, signals, await hostTokens(call, ask, deps));
	const tokens = await requestTokens(request, ask, deps);
	const input = policyInput({ request, context, app, time: ask.now, tokens, segments, signals, tool });
	return { segments, input, work: detection.work };
}

function addWork(total: Detection["work"], more: Detection["work"]): void {
	total.chars += more.chars;
	total.views += more.views;
	total.units += more.units;
	total.signals += more.signals;
}

function unreadSignal(target: string): Signal {
	return { detector: "normaliser", type: "text.unsupported_part", target, score: 1000, evidence: "declared" };
}

function limitSignal(type: Signal["type"], target: string): Signal {
	return { detector: "normaliser", type, target, score: 1000, evidence: "limit" };
}

/** INVARIANT 4: identifiers end here; policy and record see tokens. */
async function requestTokens(request: DecideRequest, ask: Ask, deps: DecideDeps): Promise<RequestTokens> {
	const { tenant } = ask.caller;
	const subject = request.subject?.id;
	return {
		...(subject === undefined ? {} : { subject: await deps.tokens.token(tenant, "subject", subject) }),
		...(request.session === undefined ? {} : { session: await deps.tokens.token(tenant, "session", request.session) }),
	};
}

async function hostTokens(call: CallReading, ask: Ask, deps: DecideDeps): Promise<HostTokens> {
	const tokens = new Map<string, string>();
	for (const leaf of call.flat.leaves) {
		const host = typeof leaf.value === "string" ? hostOf(leaf.value) : undefined;
		if (host !== undefined && !tokens.has(host)) tokens.set(host, await deps.tokens.token(ask.caller.tenant, "host", host));
	}
	return tokens;
}
