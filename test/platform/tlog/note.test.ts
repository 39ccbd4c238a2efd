// Signed notes, checkpoints, cosignatures, proofs and witness messages: the forms of C2SP, and what is refused.
import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, toBase64, toHex, utf8 } from "../../../src/platform/bytes.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, parseCount } from "../../../src/platform/tlog/checkpoint.ts";
import { EMPTY_EDGE, growTree, rootOf } from "../../../src/platform/tlog/grow.ts";
import { hashLeaf } from "../../../src/platform/tlog/merkle.ts";
import {
	COSIGNATURE_V1,
	cosignText,
	ED25519,
	formatNote,
	formatVkey,
	openNote,
	parseNote,
	parseVkey,
	type Sign,
	signText,
	type VerifierKey,
	verifierKey,
} from "../../../src/platform/tlog/note.ts";
import { formatProof, parseProof, verifyProof } from "../../../src/platform/tlog/proof.ts";
import {
	formatAddCheckpoint,
	formatCosignatures,
	judgeAddCheckpoint,
	parseAddCheckpoint,
	parseCosignatures,
} from "../../../src/platform/tlog/witness.ts";
import { naiveConsistency, naivePath, naiveRoot } from "./naive.ts";

const VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SIGNED =
	"This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

type Signer = { readonly key: VerifierKey; readonly sign: Sign };

async function signer(name: string, type: typeof ED25519 | typeof COSIGNATURE_V1 = ED25519): Promise<Signer> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	const raw = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
	const sign: Sign = async (message) => new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, message));
	return { key: await verifierKey(name, type, raw), sign };
}

const ENTRIES = ["a", "b", "c", "d", "e"].map((text) => utf8(text));
const LEAVES = ENTRIES.map(hashLeaf);
const TEXT = formatCheckpoint({ origin: "log.test/x", size: 5, root: naiveRoot(LEAVES), extensions: [] });

let log: Signer;
let witness: Signer;
let stranger: Signer;
let checkpoint: string;
beforeAll(async () => {
	log = await signer("log.test/x");
	witness = await signer("witness.test", COSIGNATURE_V1);
	stranger = await signer("log.test/x");
	const signatures = [
		await signText(stranger.key, stranger.sign, TEXT),
		await signText(log.key, log.sign, TEXT),
		await cosignText(witness.key, witness.sign, TEXT, 1_700_000_000),
	];
	checkpoint = formatNote({ text: TEXT, signatures });
});

describe("a signed note", () => {
	it("of the specification opens with its key", async () => {
		const key = await parseVkey(VKEY);
		if (!key.ok) throw new Error(key.error);
		expect(formatVkey(key.value)).toBe(VKEY);
		expect(await openNote(SIGNED, [key.value])).toMatchObject({ ok: true, value: { text: "This is an example message.\n" } });
		const changed = SIGNED.replace("example", "exemple");
		expect(await openNote(changed, [key.value])).toEqual({ ok: false, error: "wrong-signature" });
	});

	it("is refused when nobody known signed it, or when one known did not sign this", async () => {
		expect(await openNote(checkpoint, [(await signer("log.test/x")).key])).toEqual({ ok: false, error: "no-trusted-signature" });
		const other = formatNote({
			text: TEXT,
			signatures: [await signText(log.key, log.sign, TEXT), await cosignText(witness.key, witness.sign, `${TEXT}x\n`, 1)],
		});
		expect((await openNote(other, [log.key])).ok).toBe(true);
		expect(await openNote(other, [log.key, witness.key])).toEqual({ ok: false, error: "wrong-signature" });
	});

	it("is split at its last blank line", () => {
		expect(parseNote(SIGNED.replace("message.\n", "message.\n\nmore\n"))).toMatchObject({
			value: { text: "This is an example message.\n\nmore\n" },
		});
	});

	it.each([
		["without its last newline", (note: string) => note.slice(0, -1)],
		["without a signature", () => "text\n\n"],
		["without a blank line", (note: string) => note.replace("\n\n", "\n")],
		["with a tab", (note: string) => note.replace(" is ", "\tis ")],
		["with a hyphen for the dash", (note: string) => note.replace("—", "-")],
		["with a space at a line's end", (note: string) => note.replace("=\n", "= \n")],
		["with base64 of another spelling", (note: string) => note.replace("M=\n", "N=\n")],
		["with more signatures than anyone needs", (note: string) => note + `${note.split("\n\n")[1]}`.repeat(64)],
	])("%s is none", (_, change) => expect(parseNote(change(SIGNED)).ok).toBe(false));

	it.each([
		["another id", VKEY.replace("530d903a", "530d903b")],
		["an unknown type", VKEY.replace("+Aeky", "+Bueky")],
		["no name", VKEY.slice("example.com/foo".length)],
		["a name with a space", VKEY.replace("/foo", " foo")],
		["a short key", "example.com/foo+530d903a+AekyeRrm"],
	])("of a vkey with %s has no key", async (_, text) => expect((await parseVkey(text)).ok).toBe(false));
});

describe("a checkpoint", () => {
	it("says size and root, by the log's own key, and which witnesses saw it when", async () => {
		const opened = await openCheckpoint(checkpoint, log.key, [witness.key]);
		expect(opened).toMatchObject({ ok: true, value: { origin: "log.test/x", size: 5, cosigned: [{ time: 1_700_000_000 }] } });
	});

	it("counts for nothing without the log's signature, or under another origin", async () => {
		expect(await openCheckpoint(checkpoint, (await signer("log.test/x")).key, [witness.key])).toEqual({
			ok: false,
			error: "log-signature",
		});
		const other = await signer("log.test/y");
		const note = formatNote({ text: TEXT, signatures: [await signText(other.key, other.sign, TEXT)] });
		expect(await openCheckpoint(note, other.key)).toEqual({ ok: false, error: "origin" });
	});

	it("with another byte of its time or signature is refused", async () => {
		const line = checkpoint.trimEnd().split("\n").at(-1) as string;
		const bytes = Buffer.from(line.split(" ")[2] as string, "base64");
		for (const at of [4, 11, 12, 75]) {
			const changed = Buffer.from(bytes);
			changed[at] = (changed[at] as number) ^ 1;
			const note = checkpoint.replace(line, `— witness.test ${changed.toString("base64")}`);
			expect((await openCheckpoint(note, log.key, [witness.key])).ok, String(at)).toBe(false);
		}
	});

	it("keeps extension lines and refuses what is none", () => {
		const extended = { origin: "o", size: 0, root: new Uint8Array(32), extensions: ["more"] };
		expect(parseCheckpoint(formatCheckpoint(extended))).toEqual({ ok: true, value: extended });
		for (const text of [
			"",
			"o\n5\n",
			"o\n05\nAA==\n",
			TEXT.slice(0, -1),
			`${TEXT}\n`,
			TEXT.replace("\n5\n", "\n-5\n"),
			`\n${TEXT}`,
		]) {
			expect(parseCheckpoint(text).ok, JSON.stringify(text)).toBe(false);
		}
	});

	it.each(["", "01", "+1", "1e3", "9007199254740992", "99999999999999999999"])("size %j is no count", (text) =>
		expect(parseCount(text)).toBeUndefined(),
	);
});

describe("a proof", () => {
	const proofOf = (index: number) => formatProof({ index, hashes: naivePath(index, LEAVES), checkpoint });

	it("shows each entry, offline", async () => {
		for (const [index, entry] of ENTRIES.entries()) {
			expect(await verifyProof(proofOf(index), entry, log.key, [witness.key])).toMatchObject({ ok: true, value: { index } });
		}
	});

	it("keeps its form, with extra data too", () => {
		const text = formatProof({ extra: utf8("more"), index: 3, hashes: [], checkpoint });
		expect(text.startsWith("c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 3\n\nlog.test/x\n5\n")).toBe(true);
		expect(parseProof(text)).toEqual({ ok: true, value: { extra: utf8("more"), index: 3, hashes: [], checkpoint } });
	});

	it("of another entry, index or tree shows nothing", async () => {
		const text = proofOf(2);
		expect(await verifyProof(text, ENTRIES[3] as Bytes, log.key)).toEqual({ ok: false, error: "inclusion" });
		expect(await verifyProof(text.replace("index 2", "index 3"), ENTRIES[2] as Bytes, log.key)).toEqual({
			ok: false,
			error: "inclusion",
		});
		expect((await verifyProof(text, ENTRIES[2] as Bytes, stranger.key)).ok).toBe(true);
		expect((await verifyProof(text, ENTRIES[2] as Bytes, (await signer("log.test/x")).key)).ok).toBe(false);
	});

	it("with any byte flipped is refused", async () => {
		const bytes = utf8(proofOf(1));
		// Of the stranger's signature nobody here can say anything.
		const from = proofOf(1).indexOf("— ");
		const line = utf8(proofOf(1).slice(0, from)).length;
		const end = line + utf8(proofOf(1).slice(from).split("\n")[0] as string).length;
		for (let at = 0; at < bytes.length; at++) {
			if (at >= line && at < end) continue;
			const changed = bytes.map((byte, n) => (n === at ? byte ^ 1 : byte)) as Bytes;
			const text = new TextDecoder().decode(changed);
			const verified = await verifyProof(text, ENTRIES[1] as Bytes, log.key, [witness.key]);
			// A signature that no longer names a known key is passed over: then the witness is missing from what was verified.
			expect(verified.ok && verified.value.checkpoint.cosigned.length === 1, `byte ${at}`).toBe(false);
		}
	});

	it.each([
		["another header", (text: string) => text.replace("@v1", "@v2")],
		["no index", (text: string) => text.replace("index 1\n", "")],
		["a leading zero", (text: string) => text.replace("index 1", "index 01")],
		["a hash that is short", (text: string) => text.replace(/index 1\n..../, "index 1\n")],
		["64 hashes", (text: string) => text.replace("index 1\n", `index 1\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}`)],
		["extra data that is not base64", (text: string) => text.replace("index", "extra ?\nindex")],
	])("with %s is none", (_, change) => expect(parseProof(change(proofOf(1)))).toEqual({ ok: false, error: "proof" }));
});

describe("a witness", () => {
	const heads = [0, 1, 3, 5].map((size) => ({ size, root: rootOf(growTree(EMPTY_EDGE, LEAVES.slice(0, size)).edge) }));
	const [, one, three, five] = heads as [never, (typeof heads)[0], (typeof heads)[0], (typeof heads)[0]];
	const hashes = naiveConsistency(3, LEAVES);

	it("is sent, and sends, what the protocol says", () => {
		const body = formatAddCheckpoint({ old: 3, hashes, checkpoint });
		expect(body.startsWith(`old 3\n${toBase64(hashes[0] as Uint8Array)}\n`)).toBe(true);
		expect(parseAddCheckpoint(body)).toEqual({ ok: true, value: { old: 3, hashes, checkpoint } });
		for (const wrong of [
			body.replace("old 3", "old 03"),
			body.replace("old", "new"),
			"old 3\n",
			body.replace("old 3\n", `old 3\n!\n`),
		]) {
			expect(parseAddCheckpoint(wrong).ok).toBe(false);
		}
	});

	it("answers signature lines that make the checkpoint a cosigned one", async () => {
		const signature = await cosignText(witness.key, witness.sign, TEXT, 7);
		const read = parseCosignatures(formatCosignatures([signature]));
		if (!read.ok) throw new Error(read.error);
		const note = formatNote({ text: TEXT, signatures: [await signText(log.key, log.sign, TEXT), ...read.value] });
		expect(await openCheckpoint(note, log.key, [witness.key])).toMatchObject({ value: { cosigned: [{ time: 7 }] } });
		for (const wrong of ["", "\n", "— a\n", formatCosignatures([signature]).trimEnd()])
			expect(parseCosignatures(wrong).ok).toBe(false);
	});

	it("cosigns what goes on from what it knows, and tells every other case apart", () => {
		expect(judgeAddCheckpoint(undefined, { old: 0, hashes: [] }, five)).toEqual({ ok: true, value: "cosign" });
		expect(judgeAddCheckpoint(three, { old: 3, hashes }, five)).toEqual({ ok: true, value: "cosign" });
		expect(judgeAddCheckpoint(five, { old: 5, hashes: [] }, five)).toEqual({ ok: true, value: "cosign" });
		const status = (...call: Parameters<typeof judgeAddCheckpoint>) => {
			const judged = judgeAddCheckpoint(...call);
			return judged.ok ? 200 : judged.error;
		};
		expect(status(five, { old: 5, hashes: [] }, three)).toBe(400);
		expect(status(three, { old: 1, hashes: [] }, five)).toBe(409);
		expect(status(undefined, { old: 1, hashes: [] }, five)).toBe(409);
		expect(status(five, { old: 5, hashes: [] }, { ...five, root: one.root })).toBe(409);
		expect(status(three, { old: 3, hashes: hashes.slice(1) }, five)).toBe(422);
		expect(status(undefined, { old: 0, hashes }, five)).toBe(422);
	});
});

it("key ids are the first four bytes of what the specification hashes", async () => {
	expect(toHex((await verifierKey("example.com/foo", ED25519, utf8("x".repeat(32)))).id)).toMatch(/^[0-9a-f]{8}$/);
	await expect(verifierKey("with space", ED25519, utf8("x".repeat(32)))).rejects.toThrow(TypeError);
});
