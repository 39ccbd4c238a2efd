// The trial: a real OPA agent on Edict pulls, verifies, decides, reports; is given tampered bundles; and none of its decisions is lost.
import { join } from "node:path";
import type { AgentView } from "../../src/contract/agent.ts";
import type { DataRecord } from "../../src/contract/record-data.ts";
import { type Agent, startAgent } from "./agent.ts";
import { type AgentKey, buildVersion, newAgentKey, POLICY, publisher } from "./policy.ts";
import { startProxy, TAMPERINGS, type Tampering } from "./proxy.ts";

export type TrialOptions = {
	/** Program of the real OPA. */
	readonly opa: string;
	readonly url: string;
	readonly keys: { readonly admin: string; readonly agent: string };
	/** Folder for keys that are made. */
	readonly folder: string;
	readonly decisions: number;
	/** Activations whose way to the agent is timed. */
	readonly activations: number;
	readonly log?: (line: string) => void;
};

export type Tampered = {
	readonly how: Tampering;
	/** The fleet's view while the tampered bundle was on offer. */
	readonly view: AgentView;
	/** What the agent went on to decide by. */
	readonly ran: unknown;
	/** Revision that it took when the true bundle was on offer again. */
	readonly recovered: string;
};

export type TrialReport = {
	readonly agent: string;
	/** From the activation's answer to the agent's first decision by it, ms. */
	readonly reachedMs: readonly number[];
	readonly tampered: readonly Tampered[];
	readonly asked: number;
	/** Ids that the agent gave and the ledger has not; those that it has more than once; those that it should not have. */
	readonly missing: readonly string[];
	readonly twice: readonly string[];
	readonly foreign: number;
	readonly rejected: number;
	/** From the last answer of the agent to the last record in the ledger, ms. */
	readonly recordedMs: number;
	readonly decidedMs: number;
	readonly records: readonly DataRecord[];
	readonly last: AgentView;
};

const CONNECTIONS = 8;
const PATIENCE_MS = 60_000;

export async function runTrial(options: TrialOptions): Promise<TrialReport> {
	const { log = () => {}, folder, url } = options;
	const key = await newAgentKey(join(folder, "publisher"));
	const stranger = await newAgentKey(join(folder, "stranger"));
	const edict = await publisher(url, options.keys.admin);
	const versions = await versionsOf(key, 1 + options.activations + TAMPERINGS.length);
	for (const version of versions) await edict.publish(version);
	log(`${versions.length} versions published`);
	const next = () => versions.shift() ?? fail("there is no further version");
	const first = next();
	await edict.activate(first.digest);
	const proxy = await startProxy(url, stranger);
	const agent = await startAgent(options.opa, { edict: proxy.url, key: options.keys.agent, publicPem: key.publicPem });
	const trial = { agent, edict, log };
	try {
		await runs(agent, first.manifest.revision);
		await viewed(trial, (view) => view.state === "current" && bundleOf(view)?.digest === first.digest);
		log(`the agent ${agent.id} runs ${first.manifest.revision}, verified`);
		const reachedMs: number[] = [];
		for (let at = 0; at < options.activations; at++) {
			const { digest, manifest } = next();
			const from = await edict.activate(digest);
			reachedMs.push((await runs(agent, manifest.revision)) - from);
			log(`${manifest.revision} reached the agent after ${Math.round(reachedMs.at(-1) ?? 0)} ms`);
		}
		const tampered: Tampered[] = [];
		for (const how of TAMPERINGS) {
			const { digest, manifest } = next();
			proxy.tampering = how;
			await edict.activate(digest);
			const view = await viewed(
				trial,
				({ state, bundles }) => state === "failing" && bundles.some(({ error }) => error !== undefined),
			);
			const { value: ran } = await agent.ask(`${POLICY}/version`);
			proxy.tampering = undefined;
			await runs(agent, manifest.revision);
			await viewed(trial, (later) => later.state === "current" && bundleOf(later)?.digest === digest);
			tampered.push({ how, view, ran, recovered: manifest.revision });
			log(`${how}: ${bundleOf(view)?.error?.fault}, the agent stayed on ${String(ran)}`);
		}
		return { ...(await decideAndCount(trial, options.decisions)), agent: agent.id, reachedMs, tampered };
	} catch (error) {
		throw new Error(`${error instanceof Error ? error.message : error}\n${agent.log().slice(-4_000)}`, { cause: error });
	} finally {
		await agent.stop();
		await proxy.close();
	}
}

type Trial = {
	readonly agent: Agent;
	readonly edict: Awaited<ReturnType<typeof publisher>>;
	readonly log: (line: string) => void;
};

async function versionsOf(key: AgentKey, count: number) {
	const built = [];
	for (let at = 1; at <= count; at++) built.push(await buildVersion(`2026.11.${at}`, key));
	return built;
}

/** Waits until the agent decides by the revision; gives the instant. */
async function runs(agent: Agent, revision: string): Promise<number> {
	return until(
		async () => {
			const { value } = await agent.ask(`${POLICY}/version`);
			return value === revision ? performance.now() : undefined;
		},
		`the agent does not run ${revision}`,
		10,
	);
}

function viewed({ agent, edict }: Trial, is: (view: AgentView) => boolean): Promise<AgentView> {
	return until(
		async () => {
			const { agents } = (await edict.get("/v1/agents?limit=200")) as { agents: AgentView[] };
			const view = agents.find(({ id }) => id === agent.id);
			return view !== undefined && is(view) ? view : undefined;
		},
		"the fleet's view does not show what is the case",
		100,
	);
}

function bundleOf(view: AgentView) {
	return view.bundles.find(({ name }) => name === POLICY);
}

/** Decides, and looks every decision's id up among the agent's records. */
async function decideAndCount(trial: Trial, decisions: number) {
	const { agent, log } = trial;
	const before = await recordsOf(trial);
	const ids = new Set<string>();
	const from = performance.now();
	const ask = async (start: number) => {
		for (let at = start; at < decisions; at += CONNECTIONS) {
			const { value, id } = await agent.ask(`${POLICY}/allow`, { amount: at, user: `user-${at}` });
			if (value !== true || id === undefined) throw new Error("the agent did not allow, or gave no decision id");
			ids.add(id);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, (_, at) => ask(at)));
	const decided = performance.now();
	log(`${ids.size} decisions in ${Math.round(decided - from)} ms`);
	let records = before;
	const recorded = await until(
		async () => {
			records = await recordsOf(trial);
			const there = new Set(records.map((record) => record.agent?.decision_id));
			return [...ids].every((id) => there.has(id)) ? performance.now() : undefined;
		},
		"decisions are missing",
		1_000,
	).catch(() => Number.NaN);
	const own = records.filter(({ path }) => path === `${POLICY}/allow`);
	const counts = new Map<string, number>();
	for (const record of own) counts.set(record.agent?.decision_id ?? "", (counts.get(record.agent?.decision_id ?? "") ?? 0) + 1);
	const { dead_letters } = (await trial.edict.get("/v1/dead-letters")) as { dead_letters: unknown[] };
	return {
		asked: ids.size,
		missing: [...ids].filter((id) => !counts.has(id)),
		twice: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
		foreign: [...counts.keys()].filter((id) => !ids.has(id)).length,
		rejected: dead_letters.length,
		recordedMs: recorded - decided,
		decidedMs: decided - from,
		records: own,
		last: await viewed(trial, () => true),
	};
}

async function recordsOf({ agent, edict }: Trial): Promise<DataRecord[]> {
	const records: DataRecord[] = [];
	let cursor: string | undefined;
	do {
		const page: { decisions: DataRecord[]; next_cursor?: string } = await edict.post("/v1/decisions/search", {
			...{ kind: "data", agent: agent.id, limit: 200 },
			...(cursor === undefined ? {} : { cursor }),
		});
		records.push(...page.decisions);
		cursor = page.next_cursor;
	} while (cursor !== undefined);
	return records;
}

async function until<T>(look: () => Promise<T | undefined>, otherwise: string, everyMs: number): Promise<T> {
	for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
		const found = await look();
		if (found !== undefined) return found;
		await new Promise((done) => setTimeout(done, everyMs));
	}
	return fail(otherwise);
}

function fail(message: string): never {
	throw new Error(message);
}
