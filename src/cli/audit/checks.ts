// The checks that a pack and a running service have in common: leaves against what they commit to, the chain, versions.
import * as v from "valibot";
import { ControlEvent } from "../../contract/event.ts";
import type { Leaf } from "../../contract/record.ts";
import { type Bytes, fromBase64Url } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { leafEntry, verifyCommitment } from "../../platform/commitment.ts";
import { digestOf, documentDigest } from "../../platform/digest.ts";
import { importVerifyingKey, RELEASE_PAYLOAD, readEnvelope, verifyEnvelope } from "../../platform/dsse.ts";
import { chainStart } from "../../platform/event-chain.ts";
import { readRelease } from "../../policy/bundle.ts";
import type { Reporter } from "./format.ts";

export type Opened = { readonly commitment: string; readonly commitment_key: string };

/** The entry that a leaf must be, when its body opens the commitment; a finding and `undefined` when it does not. */
export async function entryOf(report: Reporter, leaf: Omit<Leaf, "v">, body: unknown, key: string): Promise<Bytes | undefined> {
	const bytes = fromBase64Url(key);
	let text: string | undefined;
	try {
		text = canonicalJson(body);
	} catch {
		text = undefined;
	}
	if (bytes === undefined || text === undefined || !(await verifyCommitment(bytes, text, leaf.commitment))) {
		report.fail("commitment", leaf.id, "what is shown is not what was committed to");
		return undefined;
	}
	return leafEntry({ v: 1, ...leaf });
}

export type ChainState = {
	readonly seq: number;
	readonly hash: string;
	readonly at: number;
};
export type Activation = { readonly epoch: number; readonly digest: string };

/** Follows a tenant's events in order. `index`: of the event's leaf, by epoch. */
export function followChain(report: Reporter, tenant: string, from?: ChainState) {
	let state = from;
	const indices: number[] = [];
	const activations: Activation[] = [];
	return {
		indices,
		activations,
		state: () => state,
		add: async (body: unknown, index: number): Promise<void> => {
			const read = v.safeParse(ControlEvent, body);
			if (!read.success) return report.fail("event", String(index), "is no event");
			const event = read.output;
			const [seq, prev] = [(state?.seq ?? 0) + 1, state?.hash ?? (await chainStart())];
			const name = `event ${event.epoch}`;
			if (event.tenant !== tenant) report.fail("chain", name, "is another tenant's");
			if (event.seq !== seq || event.epoch !== seq) report.fail("chain", name, `${seq} was to come next: a gap or a repeat`);
			if (event.prev !== prev) report.fail("chain", name, "does not name the event before it");
			if (event.at < (state?.at ?? 0)) report.fail("chain", name, "is earlier than the event before it");
			const before = indices[event.epoch - 1];
			if (before !== undefined && before >= index) report.fail("order", name, "stands before an earlier event");
			if (event.type === "activation" || event.type === "rollback")
				activations.push({ epoch: event.epoch, digest: event.subject });
			indices[event.epoch] = index;
			state = { seq: event.seq, hash: await documentDigest(event), at: event.at };
			report.count("events");
		},
	};
}

/** What a record says of the chain: its epoch's event stands before it, and its version had been activated by then. */
export function checkRecord(
	report: Reporter,
	record: { readonly decision_id: string; readonly epoch?: unknown; readonly policy?: unknown; readonly source?: unknown },
	index: number,
	chain: { readonly indices: readonly (number | undefined)[]; readonly activations: readonly Activation[] },
): void {
	const { decision_id: id, epoch } = record;
	if (typeof epoch !== "number" || epoch < 1) return;
	const event = chain.indices[epoch];
	if (event === undefined) report.fail("order", id, `was made under epoch ${epoch}, whose event is not in the log before it`);
	else if (event >= index) report.fail("order", id, `stands before the event of its epoch ${epoch}`);
	const digest = (record.policy as { digest?: unknown } | undefined)?.digest;
	// What agents report is their own word.
	if (typeof digest !== "string" || record.source === "agent") return;
	const active = chain.activations.some((each) => each.digest === digest && each.epoch <= epoch);
	if (!active) report.fail("activation", id, `names ${digest}, which no event up to epoch ${epoch} activated`);
}

export type VersionFiles = { readonly [name in "manifest" | "wasm" | "data" | "sources"]: Bytes | undefined } & {
	readonly envelope: Bytes | undefined;
};
export type SigningKeys = readonly { readonly fingerprint: string; readonly public_key: string; readonly revoked?: unknown }[];

/** Digests of a version and its files, and its signature by a key that the tenant registered. */
export async function checkVersion(report: Reporter, digest: string, files: VersionFiles, keys: SigningKeys): Promise<void> {
	const { manifest, wasm, data, sources, envelope } = files;
	if (manifest === undefined || wasm === undefined || data === undefined) {
		return report.fail("version", digest, "is not all there");
	}
	const read = await readRelease({ manifest, wasm, data, ...(sources === undefined ? {} : { sources }) }, digest);
	if (!read.ok) report.fail("version", digest, `is not what its digest says: ${read.error.reason}`);
	report.count("versions");
	if (envelope === undefined) return report.note(`${digest} has no signature: it is compiled into the deployment that served it`);
	const trusted = await Promise.all(
		keys.map(({ public_key }) => {
			const bytes = fromBase64Url(public_key);
			return bytes && importVerifyingKey(bytes);
		}),
	);
	const opened = readEnvelope(envelope);
	const signed = opened.ok
		? await verifyEnvelope(
				opened.value,
				RELEASE_PAYLOAD,
				trusted.filter((key) => key !== undefined),
			)
		: undefined;
	if (!signed?.ok) return report.fail("signature", digest, "no registered key has signed it");
	if ((await digestOf(signed.value.payload)) !== digest) report.fail("signature", digest, "another version was signed");
	const counting = signed.value.signatures.filter(
		({ keyid }) => keys.find((key) => key.fingerprint === keyid)?.revoked === undefined,
	);
	if (counting.length === 0) report.note(`${digest} is signed by keys that were revoked since`);
}
