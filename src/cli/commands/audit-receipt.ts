// `edict audit receipt`: checks a receipt, then that its leaf is in the log; or shows that a promise was broken.
import { readFile } from "node:fs/promises";
import type { JWK } from "jose";
import { decodeProtectedHeader } from "jose";
import type { ReceiptClaims } from "../../contract/record.ts";
import { fromBase64Url } from "../../platform/bytes.ts";
import { verifyReceipt } from "../../platform/receipt.ts";
import { openCheckpoint } from "../../platform/tlog/checkpoint.ts";
import { EMPTY_EDGE, growTree, rootOf } from "../../platform/tlog/grow.ts";
import { equalBytes, hashLeaf, verifyInclusion } from "../../platform/tlog/merkle.ts";
import { parseProof } from "../../platform/tlog/proof.ts";
import { TILE_WIDTH } from "../../platform/tlog/tiles.ts";
import { openRemoteLog, type RemoteLog, readBundle } from "../audit/remote.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE, type Service } from "../service.ts";

export const USAGE = `edict audit receipt FILE [--jwks FILE] [--vkey VKEY] [--witness VKEY]... [--url URL] [--key-file FILE] [--json]
  Checks the signature of the receipt in FILE and that the leaf it names is in the log. Where it is not: past the receipt's
  maximum merge delay, by the clock of a witness that cosigned, and after reading every entry, it was left out. Exit code: 0 it
  holds; 1 it does not, or was left out; 3 it could not be checked, or it is too early.
  --jwks FILE        receipt keys that you kept; absent: the service's
  --vkey VKEY        the log's key as you know it
  --witness VKEY     verifier key of a witness whose time counts
${SERVICE_USAGE}

  edict audit receipt receipt.jws --url https://edict.example.com --key-file auditor.key`;

const OPTIONS = {
	jwks: { type: "string" },
	vkey: { type: "string" },
	witness: { type: "string", multiple: true },
	...SERVICE_OPTIONS,
} as const;

type Verdict = {
	readonly verdict: "logged" | "omitted" | "waiting" | "invalid";
	readonly detail: string;
	readonly index?: number;
};

export const run = command(USAGE, OPTIONS, async (values, [file, ...rest], io) => {
	if (file === undefined || rest.length > 0) throw misused("name the file that holds the receipt");
	const receipt = (await textOf(file)).trim();
	const service = await openService(values);
	const { keys } =
		values.jwks === undefined
			? ((await service.call("GET", "/.well-known/jwks.json")) as Jwks)
			: (JSON.parse(await textOf(values.jwks)) as Jwks);
	const claims = await claimsOf(receipt, keys);
	const found =
		typeof claims === "string" ? ({ verdict: "invalid", detail: claims } as const) : await judge(service, claims, values);
	const told = { ...found, ...(typeof claims === "string" ? {} : { claims }) };
	io.out(values.json ? JSON.stringify(told) : `${found.verdict}: ${found.detail}`);
	return found.verdict === "logged" ? EXIT.done : found.verdict === "waiting" ? EXIT.unavailable : EXIT.refused;
});

type Jwks = { readonly keys: readonly (JWK & { readonly purpose?: string })[] };

async function textOf(path: string): Promise<string> {
	return readFile(path, "utf8").catch(() => {
		throw new Refusal(`${path} cannot be read`, EXIT.unavailable);
	});
}

/** The claims, or why there are none. */
async function claimsOf(receipt: string, keys: Jwks["keys"]): Promise<ReceiptClaims | string> {
	let kid: string | undefined;
	try {
		kid = decodeProtectedHeader(receipt).kid;
	} catch {
		return "it is no receipt";
	}
	const key = keys.find((each) => each.kid === kid && (each.purpose ?? "receipt") === "receipt");
	if (key === undefined) return `no receipt key has the id ${kid}; if it was rotated, name the keys that you kept with --jwks`;
	const verified = await verifyReceipt(receipt, key);
	return verified.ok ? verified.value : "the signature does not hold";
}

type Values = { readonly vkey?: string | undefined; readonly witness?: readonly string[] | undefined };

async function judge(service: Service, claims: ReceiptClaims, values: Values): Promise<Verdict> {
	const log = await openRemoteLog(service, values.witness ?? [], values.vkey);
	if (log.key.name !== claims.origin)
		return { verdict: "invalid", detail: `the receipt is of the log ${claims.origin}, not of ${log.key.name}` };
	const leaf = fromBase64Url(claims.leaf) ?? new Uint8Array();
	const proof = await service.find(`/v1/decisions/${claims.decision_id}/proof`);
	const index = proof === undefined ? undefined : await provenAt(new TextDecoder().decode(proof), leaf, log);
	if (index !== undefined) return { verdict: "logged", detail: `entry ${index} of ${claims.origin}`, index };
	const due = claims.time + claims.mmd * 1000;
	const times = log.checkpoint.cosigned.flatMap(({ time }) => (time === undefined ? [] : [time * 1000]));
	const scanned = await scan(service, log, leaf);
	if (scanned !== undefined)
		return { verdict: "logged", detail: `entry ${scanned} of ${claims.origin}, found by reading all entries`, index: scanned };
	const past = times.some((time) => time > due);
	const when = new Date(due).toISOString();
	if (past)
		return {
			verdict: "omitted",
			detail: `due ${when}; a witness cosigned a later checkpoint, and none of its ${log.checkpoint.size} entries is it`,
		};
	const reason = times.length === 0 ? "no witness that you named has cosigned the checkpoint" : "it is not due yet";
	return { verdict: "waiting", detail: `not in the log's ${log.checkpoint.size} entries; due ${when}, and ${reason}` };
}

async function provenAt(text: string, leaf: Uint8Array, { key }: RemoteLog): Promise<number | undefined> {
	const proof = parseProof(text);
	const opened = proof.ok ? await openCheckpoint(proof.value.checkpoint, key) : proof;
	if (!proof.ok || !opened.ok) return undefined;
	const { size, root } = opened.value;
	return verifyInclusion(proof.value.index, size, leaf, proof.value.hashes, root) ? proof.value.index : undefined;
}

/** The entry with that leaf hash, found by reading all, which must give the root that was signed: nothing can be hidden then. */
async function scan(service: Service, { checkpoint }: RemoteLog, leaf: Uint8Array): Promise<number | undefined> {
	let edge = EMPTY_EDGE;
	let found: number | undefined;
	while (edge.size < checkpoint.size) {
		const hashes = (await readBundle(service, checkpoint.size, edge.size / TILE_WIDTH)).map(hashLeaf);
		const at = hashes.findIndex((hash) => equalBytes(hash, leaf));
		if (at >= 0) found ??= edge.size + at;
		edge = growTree(edge, hashes).edge;
	}
	if (!equalBytes(rootOf(edge), checkpoint.root)) throw new Refusal("the log's entries do not give the root that was signed");
	return found;
}
