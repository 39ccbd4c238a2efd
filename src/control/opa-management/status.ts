// Reads an agent's status: names, states, times and codes are kept; messages and metrics, which may say anything, are not.
import * as v from "valibot";
import type { AgentBundle, AgentView, BundleFault } from "../../contract/agent.ts";
import { isPlainName, nameOrToken } from "../../platform/data-record.ts";
import { MAX_AGENT_LABELS, MAX_AGENT_PARTS } from "../../platform/limits.ts";
import type { Tokeniser } from "../../platform/token.ts";

/** What is kept of one status. */
export type AgentStatus = Omit<AgentView, "state" | "bundles" | "principal" | "first_seen" | "last_seen"> & {
	readonly bundles: AgentBundle[];
};

/** OPA's Go types write absent values as zero values, and its HTTP codes as numbers without quotes. */
const Fault = v.object({
	code: v.optional(v.string(), ""),
	message: v.optional(v.string(), ""),
	http_code: v.optional(v.union([v.string(), v.number()])),
	errors: v.optional(v.nullable(v.array(v.unknown()))),
});
const BundleStatus = v.object({
	...Fault.entries,
	active_revision: v.optional(v.string(), ""),
	last_successful_activation: v.optional(v.string()),
	last_request: v.optional(v.string()),
});
const Status = v.object({
	labels: v.record(v.string(), v.unknown()),
	bundles: v.optional(v.nullable(v.record(v.string(), v.nullable(BundleStatus)))),
	discovery: v.optional(v.nullable(Fault)),
	decision_logs: v.optional(v.nullable(Fault)),
	plugins: v.optional(v.nullable(v.record(v.string(), v.nullable(v.object({ state: v.optional(v.string(), "") }))))),
});

/** `undefined`: not a status, or of no agent that names itself. Members that are not known are left alone. */
export async function readStatus(
	tokens: Pick<Tokeniser, "token">,
	tenant: string,
	text: string,
): Promise<AgentStatus | undefined> {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Status), text);
	if (!parsed.success) return undefined;
	const { labels, bundles, plugins, decision_logs, discovery } = parsed.output;
	if (typeof labels.id !== "string" || labels.id === "") return undefined;
	const name = (value: string) => nameOrToken(tokens, tenant, value);
	const version = typeof labels.version === "string" && labels.version !== "" ? await name(labels.version) : undefined;
	const reported = Object.entries(bundles ?? {}).slice(0, MAX_AGENT_PARTS);
	const told = [
		["decision_logs", errorOf(decision_logs ?? undefined)],
		["discovery", errorOf(discovery ?? undefined)],
	].filter(([, error]) => error !== undefined);
	return {
		id: await name(labels.id),
		...(version === undefined ? {} : { version }),
		labels: plainLabels(labels, MAX_AGENT_LABELS).labels,
		bundles: await Promise.all(reported.map(async ([key, status]) => bundleOf(await name(key), status ?? {}, name))),
		plugins: Object.fromEntries(
			Object.entries(plugins ?? {})
				.filter(([key, plugin]) => isPlainName(key) && isPlainName(plugin?.state ?? ""))
				.slice(0, MAX_AGENT_PARTS)
				.map(([key, plugin]) => [key, plugin?.state ?? ""]),
		),
		...Object.fromEntries(told),
	};
}

/** Labels that are names on both sides, without those that have a place of their own; `cut`: there were others. */
export function plainLabels(labels: Readonly<Record<string, unknown>>, most: number) {
	const others = Object.entries(labels).filter(([name]) => name !== "id" && name !== "version");
	const plain = others.filter(
		(entry): entry is [string, string] => isPlainName(entry[0]) && typeof entry[1] === "string" && isPlainName(entry[1]),
	);
	return { labels: Object.fromEntries(plain.slice(0, most)), cut: plain.length < others.length || plain.length > most };
}

async function bundleOf(
	name: string,
	status: Partial<v.InferOutput<typeof BundleStatus>>,
	nameOf: (text: string) => string | Promise<string>,
): Promise<AgentBundle> {
	const { active_revision: revision = "" } = status;
	const [activated, requested] = [millis(status.last_successful_activation), millis(status.last_request)];
	const error = errorOf(status);
	return {
		name,
		...(revision === "" ? {} : { revision: await nameOf(revision) }),
		...(activated === undefined ? {} : { activated_at: activated }),
		...(requested === undefined ? {} : { requested_at: requested }),
		...(error === undefined ? {} : { error: { ...error, fault: faultOf(status) } }),
	};
}

function errorOf(status: Partial<v.InferOutput<typeof Fault>> | undefined) {
	const { code = "", http_code } = status ?? {};
	// OPA leaves the code of decision logs in place when an upload succeeds, and takes the message away.
	if (code === "" || status?.message === "") return undefined;
	const http = Number(http_code);
	return {
		code: isPlainName(code) ? code : "error",
		...(Number.isInteger(http) && http >= 100 && http <= 599 ? { http_code: http } : {}),
	};
}

/**
 * What words tell of which fault. A key that the agent cannot read is one of signatures, though OPA says that it "failed to
 * parse" it; a file's hash is named before either.
 */
const FAULTS: readonly (readonly [BundleFault, RegExp])[] = [
	["digest", /digest mismatch/i],
	[
		"signature",
		/\bPEM\b|(?:public|private|verification|signing) key|signature|signatures\.json|verif|jwt|scope mismatch|key id/i,
	],
	["roots", /\broots?\b|overlap/i],
	["compile", /compil|rego_|parse/i],
	["download", /request failed|download|gzip|flate|unexpected eof|archive|tar|connection|timeout|http/i],
];

function faultOf(status: Partial<v.InferOutput<typeof Fault>>): BundleFault {
	if (status.errors?.length) return "compile";
	return FAULTS.find(([, pattern]) => pattern.test(status.message ?? ""))?.[0] ?? "other";
}

/** Go's zero time is long before 1970. */
function millis(time: string | undefined): number | undefined {
	const at = Date.parse(time ?? "");
	return at > 0 ? at : undefined;
}
