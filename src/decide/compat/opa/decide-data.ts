// Decides questions about documents: the policies in force, their answers, and a record of each before anything is told.
import { type DataRecord, type LedgerMessage, MAX_RECORD_BUNDLES } from "../../../contract/record-data.ts";
import type { TenantContext } from "../../../contract/registry.ts";
import type { ApiRequest } from "../../../platform/api.ts";
import { dataMessage, nameOrToken } from "../../../platform/data-record.ts";
import { newUuidv7 } from "../../../platform/id.ts";
import { MAX_POLICY_INPUT_BYTES } from "../../../platform/limits.ts";
import type { OpaError } from "../../../platform/opa-error.ts";
import { problem } from "../../../platform/problem.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import { HOST_VERSION } from "../../../platform/version.ts";
import type { ErrorMode } from "../../../policy/engine.ts";
import { parseValue, type Value } from "../../../policy/value.ts";
import { jsonText } from "../../../policy/value-json.ts";
import { EXPLAIN_ROLES } from "../../explain.ts";
import { STRICT_TIER, takeFromQuota } from "../../grounds.ts";
import { type AskFault, askAll, type Question } from "./ask.ts";
import type { OpaDeps } from "./deps.ts";
import { slashed, type Term } from "./path.ts";
import { plainValue } from "./plain-scan.ts";
import { findServed, type Served, type ServedFault, STABLE } from "./served.ts";

/** A failure that is told instead of an answer. */
export type Failure = { readonly status: number; readonly error: OpaError; readonly retryAfter?: number };

export type Decided = {
	readonly id: string;
	readonly question: Question;
	/** JSON text of the document; `undefined`: it is undefined. */
	readonly answer: Result<string | undefined, Failure>;
};

export type DecidedAll = { readonly served: readonly Served[]; readonly decided: readonly Decided[] };

export type DataAsk = {
	readonly terms: readonly Term[];
	/** Value texts; `undefined`: no input. */
	readonly inputs: readonly (string | undefined)[];
	/** Their canonical texts, where reading them gave these (see `plainValue`). */
	readonly canonical?: readonly (string | undefined)[];
	readonly mode: ErrorMode;
};

/** The tenant's context, or why there is none. */
export async function contextOf(
	call: ApiRequest,
	deps: OpaDeps,
): Promise<Result<{ context: TenantContext; degraded: boolean }, Failure>> {
	const loaded = await deps.loadContext(call.caller.tenant, call.now, call.waitUntil);
	return loaded.ok ? loaded : err(unavailable("registry and configuration could not be read"));
}

export async function decideData(call: ApiRequest, ask: DataAsk, deps: OpaDeps): Promise<Result<DecidedAll, Failure>> {
	const loaded = await contextOf(call, deps);
	if (!loaded.ok) return loaded;
	const { context } = loaded.value;
	if (!takeFromQuota(context, ask.inputs.length)) {
		return err({ status: 429, error: { code: "invalid_operation", message: problem("quota-exceeded").title } });
	}
	const asks = { now: call.now, strict: isStrict(call, context), tellsGuard: EXPLAIN_ROLES.has(call.caller.role) };
	const served = await findServed(context.pointer, ask.terms, channelOf(call, context), deps, asks);
	if (!served.ok) {
		if (served.error.reason !== "channel-unknown") return err(await recordUnserved(call, ask, context, served.error, deps));
		return err({
			status: 400,
			error: { code: "invalid_parameter", message: "no policy has the channel that edict-channel names" },
		});
	}
	const degraded = loaded.value.degraded || served.value.some((policy) => policy.degraded);
	// INVARIANT 5: clock and chance are declared, frozen for the decision, and in its record.
	const timeNs = BigInt(call.now) * 1_000_000n;
	const asked = ask.inputs.map((input) => {
		const id = newUuidv7(call.now);
		return { id, question: { input, mode: ask.mode, context: { timeNs, seed: id } } };
	});
	const answers = await askAll(
		served.value,
		ask.terms,
		asked.map(({ question }) => question),
	);
	const decided = asked.map(({ id, question }, index): Decided => {
		const answer = answers[index] ?? err<AskFault>({ reason: "unavailable" });
		return { id, question, answer: answer.ok ? ok(textOf(answer.value)) : err(failureOf(answer.error)) };
	});
	const ground = { call, context, degraded, terms: ask.terms, served: served.value };
	const messages = await Promise.all(decided.map((one, index) => messageOf(one, ground, deps, ask.canonical?.[index])));
	// INVARIANT 2: nothing is told before it is recorded.
	if (!(await deps.record(messages))) {
		deps.metrics.count("records_failed", {}, messages.length);
		return err(unavailable("the decision could not be recorded, so it is not told"));
	}
	for (const { record } of messages) deps.metrics.count("data_decisions", { outcome: "outcome" in record ? record.outcome : "" });
	return ok({ served: served.value, decided });
}

/** As of the guard: an app of the strictest tier is never answered by a version that is not the one in force. */
function isStrict({ caller }: ApiRequest, { apps }: TenantContext): boolean {
	return caller.apps.some((app) => apps.get(app)?.tier === STRICT_TIER);
}

/** Records questions that a policy's version cannot answer, and says why. */
async function recordUnserved(
	call: ApiRequest,
	ask: DataAsk,
	context: TenantContext,
	{ policy, channel, target, reason }: Exclude<ServedFault, { reason: "channel-unknown" }>,
	deps: OpaDeps,
): Promise<Failure> {
	const version = { digest: target.digest, revision: target.revision, channel };
	const path = slashed(ask.terms);
	const trace = traceOf(call.raw);
	const messages = ask.inputs.map(async (input) =>
		dataMessage(deps.tokens, {
			...{ decision_id: newUuidv7(call.now), time: call.now, tenant: context.tenant, principal: call.caller.principal },
			...{ source: "edict" as const, policy: { name: policy, ...version }, bundles: { [policy]: version } },
			path: path === "" ? "" : await nameOrToken(deps.tokens, context.tenant, path),
			...{ epoch: context.epoch, outcome: "unavailable" as const, error: `version-${reason}`, host: HOST_VERSION },
			...(trace === undefined ? {} : { trace_id: trace }),
			...{ inputText: canonical(input), resultText: undefined },
		}),
	);
	const recorded = await deps.record(await Promise.all(messages));
	if (!recorded) deps.metrics.count("records_failed", {}, messages.length);
	else deps.metrics.count("data_decisions", { outcome: "unavailable" }, messages.length);
	return unavailable(`policy ${policy} cannot be evaluated (${reason})`);
}

function textOf(value: Value | undefined): string | undefined {
	return value === undefined ? undefined : jsonText(value);
}

/** The request's own word, the channel of the key's only app, or the stable one. */
function channelOf(call: ApiRequest, context: TenantContext): string {
	const named = call.raw.headers.get("edict-channel");
	if (named !== null) return named;
	const [app, ...more] = call.caller.apps;
	const own = more.length === 0 && app !== undefined ? context.apps.get(app)?.channel : undefined;
	const known = Object.values(context.pointer.policies).some(({ channels }) => own !== undefined && Object.hasOwn(channels, own));
	return known && own !== undefined ? own : STABLE;
}

export function unavailable(message: string): Failure {
	return { status: 503, error: { code: "internal_error", message } };
}

function failureOf(fault: AskFault): Failure {
	switch (fault.reason) {
		case "input-too-large": {
			const message = `request body too large: input exceeds limit of ${MAX_POLICY_INPUT_BYTES} bytes`;
			return { status: 400, error: { code: "invalid_parameter", message } };
		}
		case "evaluation":
			return {
				status: 500,
				error: { code: "internal_error", message: "error(s) occurred while evaluating query", errors: fault.errors },
			};
		case "unavailable":
			return unavailable("the policy could not be evaluated");
	}
}

type Ground = {
	readonly call: ApiRequest;
	readonly context: TenantContext;
	readonly degraded: boolean;
	readonly terms: readonly Term[];
	readonly served: readonly Served[];
};

async function messageOf(one: Decided, ground: Ground, deps: OpaDeps, known: string | undefined): Promise<LedgerMessage> {
	const { call, context, degraded, terms, served } = ground;
	const { id, question, answer } = one;
	const [only, ...others] = served;
	const path = slashed(terms);
	const trace = traceOf(call.raw);
	return dataMessage(deps.tokens, {
		decision_id: id,
		time: call.now,
		tenant: context.tenant,
		principal: call.caller.principal,
		source: "edict",
		...(only === undefined || others.length > 0 ? {} : { policy: { name: only.name, ...named(only) } }),
		bundles: Object.fromEntries(served.slice(0, MAX_RECORD_BUNDLES).map((policy) => [policy.name, named(policy)])),
		...(served.length > MAX_RECORD_BUNDLES ? { cut: true as const } : {}),
		path: path === "" ? "" : await nameOrToken(deps.tokens, context.tenant, path),
		epoch: context.epoch,
		clock: String(question.context.timeNs),
		seed: id,
		outcome: answer.ok ? (degraded ? "degraded" : "decided") : "unavailable",
		...(answer.ok ? {} : { error: answer.error.error.errors?.[0]?.code ?? answer.error.error.code }),
		host: HOST_VERSION,
		...(trace === undefined ? {} : { trace_id: trace }),
		inputText: known === undefined ? canonical(question.input) : digested(known),
		resultText: answer.ok && answer.value !== undefined ? digested(answer.value) : undefined,
	});
}

function named({ channel, version }: Served): NonNullable<DataRecord["bundles"][string]> {
	return { digest: version.digest, revision: version.manifest.revision, channel };
}

/** The same text for the same input, however it was spelled but for its numbers. */
function canonical(input: string | undefined): string | undefined {
	if (input === undefined) return undefined;
	const plain = plainValue(input, 0);
	if (plain?.end === input.length) return digested(plain.canonical);
	const value = parseValue(input);
	return digested(value.ok ? jsonText(value.value) : input);
}

/** As `literalJson` writes it, so that an agent's record of the same value has the same digest. */
function digested(json: string): string {
	return json.replace(/[\u2028\u2029]/g, (separator) => (separator === "\u2028" ? "\\u2028" : "\\u2029"));
}

function traceOf(request: Request): string | undefined {
	const id = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(request.headers.get("traceparent") ?? "")?.[1];
	return id === undefined || /^0+$/.test(id) ? undefined : id;
}
