// Checks a running service's log entry by entry: what each commits to, the chain, versions, and that nothing seen before changed.
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import type { OpenedLeaf } from "../../contract/api-audit.ts";
import { Leaf } from "../../contract/record.ts";
import { fromBase64, fromBase64Url, toBase64 } from "../../platform/bytes.ts";
import { leafEntry } from "../../platform/commitment.ts";
import { importVerifyingKey } from "../../platform/dsse.ts";
import { openCheckpoint } from "../../platform/tlog/checkpoint.ts";
import { growTree, rootOf } from "../../platform/tlog/grow.ts";
import { equalBytes, hashLeaf, verifyConsistency } from "../../platform/tlog/merkle.ts";
import { proveConsistency } from "../../platform/tlog/prove.ts";
import { TILE_WIDTH } from "../../platform/tlog/tiles.ts";
import { EXIT, Refusal } from "../command.ts";
import { openSupply } from "../replay/supply.ts";
import type { Service } from "../service.ts";
import { checkRecord, checkVersion, entryOf, followChain, type SigningKeys } from "./checks.ts";
import { newReporter, type Report, type Reporter } from "./format.ts";
import { openRemoteLog, type RemoteLog, readBundle, remoteLeaves } from "./remote.ts";
import { type AuditState, edgeOf, levelsOf, readState, writeState } from "./state.ts";

export type VerifyOptions = {
	readonly state: string;
	readonly witnesses: readonly string[];
	/** Files of checkpoints of the same log that others were shown. */
	readonly seen: readonly string[];
	readonly vkey?: string;
	readonly onProgress: (what: string, done: number, all: number) => void;
};

/** Records asked for at a time. */
const AT_ONCE = 16;
/** Bundles between two notes of how far the work is. */
const SAVE_EVERY = 16;

/** Throws a `Refusal` when the service cannot be asked. */
export async function verifyService(service: Service, options: VerifyOptions): Promise<Report> {
	const report = newReporter();
	const before = await readState(options.state);
	const log = await openRemoteLog(service, options.witnesses, options.vkey ?? before?.vkey);
	if (before === undefined && options.vkey === undefined)
		report.note(`First visit: the log's key ${log.vkey} was taken as the service names it.`);
	report.count("cosignatures", log.checkpoint.cosigned.length);
	const consistent = before === undefined || (await goesOn(report, log, before.size, before.root, "the last visit"));
	for (const file of options.seen) await checkSeen(report, log, file);
	if (!consistent) return report.report();
	await checkEntries(report, service, log, before, options);
	await checkReceiptKeys(report, service);
	return report.report();
}

/** Whether the log begins with all of what was seen before. */
async function goesOn(
	report: Reporter,
	{ read, checkpoint }: RemoteLog,
	size: number,
	root: string,
	when: string,
): Promise<boolean> {
	const known = fromBase64(root) ?? new Uint8Array();
	if (size > checkpoint.size) {
		report.fail("consistency", when, `the log had ${size} entries then, and has ${checkpoint.size} now`);
		return false;
	}
	if (size === 0) return true;
	const proof = await proveConsistency(read, size, checkpoint.size);
	const holds = proof.ok && verifyConsistency(size, checkpoint.size, known, checkpoint.root, proof.value);
	if (!holds) report.fail("consistency", when, "the log is not the one that was seen then: two histories were signed");
	else report.count("consistency proofs");
	return holds;
}

async function checkSeen(report: Reporter, log: RemoteLog, file: string): Promise<void> {
	const note = await readFile(file, "utf8").catch(() => {
		throw new Refusal(`${file} cannot be read`, EXIT.usage);
	});
	const opened = await openCheckpoint(note, log.key);
	if (!opened.ok) return report.fail("checkpoint", file, `is no checkpoint of this log: ${opened.error}`);
	const { size, root } = opened.value;
	if (size > log.checkpoint.size) return report.note(`${file} is newer than what the service shows now; look again later.`);
	await goesOn(report, log, size, toBase64(root), file);
}

async function checkEntries(
	report: Reporter,
	service: Service,
	log: RemoteLog,
	before: AuditState | undefined,
	options: VerifyOptions,
): Promise<void> {
	const { size, root } = log.checkpoint;
	const from = before?.progress;
	const bodies = await bodiesOf(service);
	const tenant = log.key.name.slice(log.key.name.lastIndexOf("/") + 1);
	const chain = followChain(report, tenant, from?.chain);
	chain.indices.push(...((from?.indices ?? []) as number[]));
	chain.activations.push(...(from?.activations ?? []));
	const versions = new Set(from?.versions);
	const fresh = new Set<string>();
	const erased = new Set([...bodies.values()].filter(({ type }) => type === "tombstone").flatMap(({ body }) => indicesOf(body)));
	let edge = from === undefined ? edgeOf({ at: 0, levels: [], indices: [], activations: [], versions: [] }) : edgeOf(from);
	const progress = (): AuditState["progress"] => ({
		...{ at: edge.size, levels: levelsOf(edge), indices: Array.from(chain.indices, (index) => index ?? null) },
		...{ activations: [...chain.activations], versions: [...versions, ...fresh] },
		...(chain.state() === undefined ? {} : { chain: chain.state() }),
	});
	const [keptSize, keptRoot] = [before?.size ?? 0, before?.root ?? ""];
	const save = (size: number, root: string) =>
		writeState(options.state, { v: 1, vkey: log.vkey, size, root, progress: progress() });
	while (edge.size < size) {
		const n = Math.floor(edge.size / TILE_WIDTH);
		const entries = (await readBundle(service, size, n)).slice(edge.size - n * TILE_WIDTH);
		const first = edge.size;
		await inGroups(
			entries,
			first,
			(entry, index) => readLeaf(report, service, entry, index, bodies, erased),
			async (told, index) => {
				if (told === undefined) return;
				if (told.type === "event") await chain.add(told.body, index);
				if (told.type !== "decision") return;
				checkRecord(report, told.body as never, index, chain);
				const { policy, source } = told.body as { policy?: { digest?: string }; source?: string };
				if (policy?.digest !== undefined && source !== "agent" && !versions.has(policy.digest)) fresh.add(policy.digest);
			},
		);
		edge = growTree(edge, entries.map(hashLeaf)).edge;
		options.onProgress("entries", edge.size, size);
		// What was found must be found again after an interruption, so only a clean part is passed over then.
		if (n % SAVE_EVERY === 0 && report.report().findings.length === 0 && edge.size < size) await save(keptSize, keptRoot);
	}
	if (!equalBytes(rootOf(edge), root)) report.fail("root", "the log", "its entries do not give the root that was signed");
	await checkVersions(report, service, fresh);
	if (report.report().findings.length === 0) await save(size, toBase64(root));
}

type Told = { readonly type: Leaf["type"]; readonly body: unknown };

async function inGroups(
	entries: readonly Uint8Array[],
	first: number,
	read: (entry: Uint8Array, index: number) => Promise<Told | undefined>,
	use: (told: Told | undefined, index: number) => Promise<void>,
): Promise<void> {
	for (let at = 0; at < entries.length; at += AT_ONCE) {
		const told = await Promise.all(entries.slice(at, at + AT_ONCE).map((entry, place) => read(entry, first + at + place)));
		for (const [place, one] of told.entries()) await use(one, first + at + place);
	}
}

/** What an entry stands for, when it is shown and is what was committed to. */
async function readLeaf(
	report: Reporter,
	service: Service,
	entry: Uint8Array,
	index: number,
	bodies: ReadonlyMap<string, OpenedLeaf>,
	erased: ReadonlySet<number>,
): Promise<Told | undefined> {
	const leaf = parseLeaf(entry);
	if (leaf === undefined) {
		report.fail("entry", String(index), "is no leaf of a known form");
		return undefined;
	}
	const shown = leaf.type === "decision" ? await recordOf(report, service, leaf.id) : bodies.get(leaf.id);
	if (shown === "damaged") return undefined;
	if (shown === undefined) {
		if (erased.has(index)) report.count("erased, as a tombstone tells");
		else report.fail("missing", leaf.id, `entry ${index} is in the log, but what it stands for is not shown`);
		return undefined;
	}
	const body = "record" in shown ? shown.record : shown.body;
	const { v: _, ...rest } = leaf;
	if (!(await entryOf(report, rest, body, shown.commitment_key))) return undefined;
	if (erased.has(index)) report.fail("tombstone", leaf.id, "is said to be erased, and is shown all the same");
	report.count(leaf.type === "decision" ? "records" : "other leaves");
	return { type: leaf.type, body };
}

type Shown = { readonly record: { readonly decision_id: string }; readonly commitment_key: string };

async function recordOf(report: Reporter, service: Service, id: string): Promise<Shown | "damaged" | undefined> {
	try {
		return (await service.call("GET", `/v1/decisions/${id}`)) as Shown;
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		if (error.message.includes("does not open its commitment")) {
			report.fail("damaged", id, "the service says itself that the stored record is not what was committed to");
			return "damaged";
		}
		if (error.code === EXIT.refused) return undefined;
		throw error;
	}
}

function parseLeaf(entry: Uint8Array): Leaf | undefined {
	try {
		const leaf = v.parse(Leaf, JSON.parse(new TextDecoder().decode(entry)));
		return equalBytes(leafEntry(leaf), entry) ? leaf : undefined;
	} catch {
		return undefined;
	}
}

/** Events, accesses and tombstones by id. They are few beside decisions. */
async function bodiesOf(service: Service): Promise<Map<string, OpenedLeaf>> {
	const bodies = new Map<string, OpenedLeaf>();
	for (const type of ["event", "access", "tombstone"] as const)
		for await (const leaf of remoteLeaves(service, type)) bodies.set(leaf.id, leaf);
	return bodies;
}

/** A tombstone commits to the indices of what was erased. */
function indicesOf(body: OpenedLeaf["body"]): number[] {
	return Array.isArray(body.indices) ? body.indices.filter((index) => typeof index === "number") : [];
}

async function checkVersions(report: Reporter, service: Service, digests: ReadonlySet<string>): Promise<void> {
	if (digests.size === 0) return;
	const { signing_keys: keys } = (await service.call("GET", "/v1/admin/signing-keys")) as { signing_keys: SigningKeys };
	const supply = await openSupply({ releases: [], documents: [] }, service);
	for (const digest of digests) {
		const { manifest, wasm, data, sources } = (await supply.version(digest)) ?? {};
		const envelope = await service.find(`/v1/policies/${digest}/files/envelope.json`);
		await checkVersion(report, digest, { manifest, wasm, data, sources, envelope }, keys);
	}
}

async function checkReceiptKeys(report: Reporter, service: Service): Promise<void> {
	const { keys } = (await service.call("GET", "/.well-known/jwks.json")) as {
		keys: { kid?: string; x?: string; purpose?: string }[];
	};
	const receipt = keys.filter(({ purpose }) => purpose === "receipt");
	for (const { kid = "", x = "" } of receipt) {
		const bytes = fromBase64Url(x);
		if (bytes === undefined || (await importVerifyingKey(bytes)) === undefined)
			report.fail("receipt key", kid, "is no Ed25519 key");
		report.count("receipt keys");
	}
	if (new Set(receipt.map(({ kid }) => kid)).size !== receipt.length)
		report.fail("receipt key", "the key set", "has a kid twice");
}
