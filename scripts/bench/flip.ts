// Versions flipped under load: what every decision said, and whether it was one version's word, in time, and never a failure.
import type { Decision } from "../../src/contract/decision.ts";
import { activate, type Made, REQUEST, type SendAsAdmin } from "./stored-versions.ts";

export type FlipOptions = {
	readonly url: string;
	/** Key that decides, and the sender that activates. */
	readonly key: string;
	readonly send: SendAsAdmin;
	readonly versions: readonly Made[];
	readonly seconds: number;
	/** Between two activations, ms: longer than a change may take to be seen, so that being late shows. */
	readonly everyMs: number;
	readonly connections: number;
};

type Seen = { readonly from: number; readonly to: number; readonly digest: string };
type Activation = { readonly digest: string; readonly from: number; readonly to: number };

export type FlipReport = {
	readonly decisions: number;
	readonly activations: number;
	/** Answers that were no decision of an agreeing policy: not 200, or an outcome other than `decided`. */
	readonly failed: readonly string[];
	/** Decisions that say of themselves what their version does not say. */
	readonly mixed: readonly string[];
	/** Decisions by a version that was not in force within the time that a change may take. */
	readonly late: readonly string[];
	/** From an activation's answer to the first decision by the new version, ms. */
	readonly visibleMs: readonly number[];
	/** Latencies, ms: of all, and of those that began within two seconds of an activation. */
	readonly all: Percentiles;
	readonly turning: Percentiles;
	readonly ids: readonly string[];
};
export type Percentiles = { readonly p50: number; readonly p99: number; readonly max: number };

/** How long a change may take to be seen, ms. */
const VISIBLE_MS = 2_000;

export async function flip(options: FlipOptions): Promise<FlipReport> {
	const { versions, seconds, connections } = options;
	const known = new Map(versions.map((version) => [version.digest, version]));
	const [first] = versions;
	if (first === undefined) throw new Error("there is no version to begin with");
	const activations: Activation[] = [await timed(options.send, first)];
	await untilSeen(options, first.digest);
	const seen: Seen[] = [];
	const [failed, mixed, ids]: [string[], string[], string[]] = [[], [], []];
	const end = performance.now() + seconds * 1000;
	const load = async () => {
		while (performance.now() < end) {
			const from = performance.now();
			const { status, decision } = await decide(options);
			const to = performance.now();
			const fault = decision === undefined ? `status ${status}` : decision.outcome === "decided" ? undefined : decision.outcome;
			if (decision === undefined || fault !== undefined) {
				failed.push(fault ?? "");
				continue;
			}
			seen.push({ from, to, digest: decision.policy.digest });
			ids.push(decision.decision_id);
			const mix = mixture(decision, known.get(decision.policy.digest));
			if (mix !== undefined) mixed.push(mix);
		}
	};
	const turn = async () => {
		// The last one, too, has the time to be seen.
		for (let at = 1; performance.now() + options.everyMs + VISIBLE_MS < end; at++) {
			await new Promise((done) => setTimeout(done, options.everyMs));
			activations.push(await timed(options.send, versions[at % versions.length] ?? first));
		}
	};
	await Promise.all([turn(), ...Array.from({ length: connections }, load)]);
	const turned = activations.slice(1);
	const near = seen.filter(({ from }) => turned.some(({ to }) => from >= to && from < to + VISIBLE_MS));
	return {
		decisions: seen.length + failed.length,
		activations: turned.length,
		failed,
		mixed,
		late: seen.flatMap((one) => (inTime(one, activations) ? [] : [`${one.digest} at ${Math.round(one.from)} ms`])),
		visibleMs: turned.map((activation) => visibleAfter(activation, seen)),
		all: percentiles(seen),
		turning: percentiles(near),
		ids,
	};
}

async function timed(send: SendAsAdmin, { digest }: Made): Promise<Activation> {
	const from = performance.now();
	await activate(send, digest);
	return { digest, from, to: performance.now() };
}

async function decide({ url, key }: Pick<FlipOptions, "url" | "key">) {
	const response = await fetch(`${url}/v1/decide`, {
		method: "POST",
		headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
		body: JSON.stringify(REQUEST),
	});
	const decision = response.status === 200 ? ((await response.json()) as Decision) : undefined;
	if (decision === undefined) await response.arrayBuffer();
	return { status: response.status, decision };
}

async function untilSeen(options: FlipOptions, digest: string): Promise<void> {
	for (const end = performance.now() + 10_000; performance.now() < end; ) {
		if ((await decide(options)).decision?.policy.digest === digest) return;
	}
	throw new Error("the first version is not in force after ten seconds");
}

/** What of a decision is not its version's word; `undefined`: all of it is. */
function mixture({ decision, policy, reasons }: Decision, version: Made | undefined): string | undefined {
	if (version === undefined) return `unknown version ${policy.digest}`;
	const { says, revision } = version;
	const [reason] = reasons;
	const agrees =
		decision === says.decision &&
		policy.revision === revision &&
		reasons.length === 1 &&
		reason?.action === says.action &&
		reason.severity === says.severity;
	return agrees ? undefined : `${policy.revision}: ${decision}, ${reasons.map(({ action }) => action).join()}`;
}

/** Whether the version was in force at some time between two seconds before the request and its answer. */
function inTime({ from, to, digest }: Seen, activations: readonly Activation[]): boolean {
	return activations.some((activation, at) => {
		const until = activations[at + 1]?.to ?? Number.POSITIVE_INFINITY;
		return activation.digest === digest && activation.from <= to && until > from - VISIBLE_MS;
	});
}

function visibleAfter({ digest, from, to }: Activation, seen: readonly Seen[]): number {
	const first = seen
		.filter((one) => one.digest === digest && one.to >= from)
		.reduce((least, one) => Math.min(least, one.to), Number.POSITIVE_INFINITY);
	return Math.max(0, first - to);
}

export function percentiles(seen: readonly { readonly from: number; readonly to: number }[]): Percentiles {
	const sorted = seen.map(({ from, to }) => to - from).sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
	return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}
