// `npm run bench -- evaluate`: the same Rego and inputs on a real `opa run --server` and here, in interleaved rounds of one run.
import { availableParallelism, loadavg } from "node:os";
import { ENTRYPOINT } from "../../src/policy/bundle.ts";
import { buildOpa, type Opa, startOpa } from "../fuzz/opa.ts";
import { INPUTS, type InputName, inputOf, policySource, RULES } from "./evaluate-policies.ts";
import { type Server, startEdict, startOpaServer } from "./evaluate-servers.ts";
import { typicalInput } from "./hot.ts";
import { run } from "./load.ts";
import { cpuSeconds, pin } from "./processes.ts";

const CLIENT_CORE = 1;
const BATCH = 20;

/** Requests a second, and microseconds of the server's CPU a request (`undefined` where it cannot be told). */
export type Sample = { readonly perSecond: number; readonly cpuMicros: number | undefined };
export type Side = "opa" | "opaLogging" | "baked" | "bakedQuiet" | "hot" | "hotQuiet";
export type Cell = {
	readonly rules: number;
	readonly input: InputName;
	readonly batch: boolean;
	readonly samples: Readonly<Record<Side, Sample[]>>;
};
export type RawCell = {
	readonly rules: number;
	readonly input: InputName;
	readonly opaMicros: number[];
	readonly ownMicros: number[];
};
export type EvaluateReport = {
	readonly http: readonly Cell[];
	readonly raw: readonly RawCell[];
	/** The shipped guard on a typical input. */
	readonly guardMicros: readonly number[];
	readonly rounds: number;
	readonly pinned: boolean;
	/** Mean of processes that wanted to run in the last quarter of an hour, and how many could. */
	readonly load: number;
	readonly cores: number;
};

export async function benchEvaluate(quick: boolean, note: (text: string) => void): Promise<EvaluateReport> {
	const rounds = quick ? 1 : 5;
	const seconds = quick ? 0.5 : 2;
	const opa = startOpa(buildOpa(), { GOMAXPROCS: "1" });
	const servers: Server[] = [];
	try {
		const edict = await startEdict(opa);
		servers.push(edict);
		const [plain, logging] = [await startOpaServer(false), await startOpaServer(true)];
		servers.push(plain, logging);
		const pinned = servers.every((server) => server.pinned) && pin(process.pid, CLIENT_CORE);
		await sameAnswers(edict, plain);
		const times = quick ? 200 : 2_000;
		const raw = await benchRaw(edict, opa, rounds, times, note);
		const guardMicros = await benchGuard(edict, rounds, times);
		const http: Cell[] = [];
		for (const rules of RULES) {
			for (const input of INPUTS) {
				for (const batch of input === "small" ? [false, true] : [false]) {
					http.push(await benchCell({ edict, plain, logging }, { rules, input, batch }, { rounds, seconds }));
					note(`${rules} rules, ${input} input${batch ? ", batch" : ""}`);
				}
			}
		}
		return { http, raw, guardMicros, rounds, pinned, load: loadavg()[2] ?? Number.NaN, cores: availableParallelism() };
	} finally {
		for (const server of servers) await server.stop();
		opa.stop();
	}
}

type Servers = { readonly edict: Server; readonly plain: Server; readonly logging: Server };
type What = Omit<Cell, "samples">;

async function benchCell(servers: Servers, what: What, { rounds, seconds }: { rounds: number; seconds: number }): Promise<Cell> {
	const { rules, input, batch } = what;
	const inputs = Object.fromEntries(Array.from({ length: BATCH }, (_, index) => [`${index}`, JSON.parse(inputOf(input))]));
	const edictBody = batch ? JSON.stringify({ inputs }) : `{"input":${inputOf(input)}}`;
	const path = (root: string) => `/v1/${batch ? "batch/" : ""}data/${root}/r${rules}/decision`;
	const here = (root: string, quiet: boolean) => ({
		server: servers.edict,
		load: {
			url: servers.edict.url + path(root),
			headers: { ...servers.edict.headers, ...(quiet ? { "bench-quiet": "1" } : {}) },
			body: edictBody,
		},
	});
	// OPA itself has no batch: its answer is as many single requests.
	const there = (server: Server) => ({
		server,
		load: { url: `${server.url}/v1/data/bench/r${rules}/decision`, headers: {}, body: `{"input":${inputOf(input)}}` },
	});
	const sides = {
		...{ opa: there(servers.plain), opaLogging: there(servers.logging) },
		...{ baked: here("baked", false), bakedQuiet: here("baked", true), hot: here("hot", false), hotQuiet: here("hot", true) },
	};
	const names = Object.keys(sides) as Side[];
	const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Side, Sample[]>;
	for (const name of names) await run(sides[name].load, seconds);
	for (let round = 0; round < rounds; round++) {
		for (const name of names) {
			const { server, load } = sides[name];
			samples[name].push(await measure(server, load, seconds, batch && server === servers.edict ? BATCH : 1));
		}
	}
	return { ...what, samples };
}

async function measure(server: Server, load: Parameters<typeof run>[0], seconds: number, decisions: number): Promise<Sample> {
	const before = server.pid === undefined ? undefined : cpuSeconds(server.pid);
	const began = performance.now();
	const { perSecond } = await run(load, seconds);
	const requests = (perSecond * (performance.now() - began)) / 1_000;
	const after = server.pid === undefined ? undefined : cpuSeconds(server.pid);
	const used = before === undefined || after === undefined ? undefined : after - before;
	return { perSecond: perSecond * decisions, cpuMicros: used === undefined ? undefined : (1e6 * used) / (requests * decisions) };
}

/** A comparison of different answers says nothing. */
async function sameAnswers(edict: Server, opa: Server): Promise<void> {
	for (const rules of RULES) {
		for (const input of INPUTS) {
			const ask = async (server: Server, root: string) => {
				const body = `{"input":${inputOf(input)}}`;
				const response = await fetch(`${server.url}/v1/data/${root}/r${rules}/decision`, {
					method: "POST",
					headers: { ...server.headers, "content-type": "application/json" },
					body,
				});
				return JSON.stringify(((await response.json()) as { result: unknown }).result);
			};
			const answers = [await ask(opa, "bench"), await ask(edict, "baked"), await ask(edict, "hot")];
			if (answers[0] === undefined || new Set(answers).size !== 1) throw new Error(`answers differ: ${answers.join(" ")}`);
		}
	}
}

async function benchRaw(
	edict: Server,
	opa: Opa,
	rounds: number,
	times: number,
	note: (text: string) => void,
): Promise<RawCell[]> {
	const cells: RawCell[] = [];
	for (const rules of RULES) {
		for (const input of INPUTS) {
			const text = inputOf(input);
			const ask = { entrypoint: `baked/r${rules}/decision`, input: text };
			const program = {
				...{ id: "bench", source: policySource("bench", rules), inputs: [text] },
				entrypoints: [`bench/r${rules}/decision`],
			};
			const count = input === "large" ? Math.ceil(times / 5) : times;
			await microsOf(edict, ask, Math.max(count, 500));
			const cell: RawCell = { rules, input, opaMicros: [], ownMicros: [] };
			for (let round = 0; round < rounds; round++) {
				cell.ownMicros.push(await microsOf(edict, ask, count));
				cell.opaMicros.push((await opa.time([program], "{}", 500))[0]?.microseconds ?? 0);
			}
			cells.push(cell);
			note(`evaluation alone: ${rules} rules, ${input} input`);
		}
	}
	return cells;
}

/** Of one evaluation, the request itself taken off. */
async function microsOf({ url }: Server, ask: { entrypoint: string; input: string }, times: number): Promise<number> {
	const send = async (count: number): Promise<number> => {
		const from = performance.now();
		const response = await fetch(`${url}/raw`, { method: "POST", body: JSON.stringify({ ...ask, times: count }) });
		if (!response.ok) throw new Error(await response.text());
		await response.json();
		return performance.now() - from;
	};
	const empty = await send(0);
	return (1_000 * ((await send(times)) - empty)) / times;
}

async function benchGuard(edict: Server, rounds: number, times: number): Promise<number[]> {
	const ask = { entrypoint: ENTRYPOINT, input: await typicalInput() };
	// An optimising compiler takes thousands of evaluations over so large a module.
	await microsOf(edict, ask, 5 * times);
	const micros: number[] = [];
	for (let round = 0; round < rounds; round++) micros.push(await microsOf(edict, ask, times));
	return micros;
}
