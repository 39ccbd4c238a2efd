// Witnesses: they cosign what goes on from what they saw, and a log that shows two of them different histories is found out.
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { LogSequencer } from "../../../../src/ledger/sequencer.ts";
import { openWitness, type WitnessKey } from "../../../../src/ledger/witness.ts";
import { formatCheckpoint, openCheckpoint } from "../../../../src/platform/tlog/checkpoint.ts";
import { importLogKey } from "../../../../src/platform/tlog/log-key.ts";
import { hashLeaf, hashNode } from "../../../../src/platform/tlog/merkle.ts";
import { formatNote, formatVkey, signText, type VerifierKey } from "../../../../src/platform/tlog/note.ts";
import { formatAddCheckpoint, SIZE_TYPE } from "../../../../src/platform/tlog/witness.ts";
import { leaves, newLog, round, type TestLog } from "./fixture.ts";

const utf8 = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

async function newJwk(): Promise<string> {
	const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
	return JSON.stringify(await crypto.subtle.exportKey("jwk", pair.privateKey));
}

/** A log that signs whatever it is told to. */
async function liar(origin: string) {
	const key = await importLogKey(await newJwk());
	const vkey = await key.under(origin);
	const head = async (entries: readonly string[]) => {
		const hashes = entries.map((entry) => hashLeaf(utf8(entry)));
		const [a, b] = hashes as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer> | undefined];
		const root = b === undefined ? a : hashNode(a, b);
		const text = formatCheckpoint({ origin, size: entries.length, root, extensions: [] });
		return formatNote({ text, signatures: [await signText(vkey, key.sign, text)] });
	};
	return { vkey, head };
}

async function witnessOf(name: string, ...logs: VerifierKey[]): Promise<WitnessKey> {
	return openWitness({ key: await newJwk(), name, logs: logs.map(formatVkey) }, env.WITNESSED, Date.now);
}

describe("as a witness", () => {
	it("answers as the protocol says", async () => {
		const log = await liar(`log.test/${crypto.randomUUID()}`);
		const { key, cosign } = await witnessOf("w.test", log.vkey);
		const add = async (old: number, hashes: Uint8Array[], checkpoint: string) =>
			cosign(formatAddCheckpoint({ old, hashes, checkpoint }));
		expect((await cosign("nonsense")).status).toBe(400);
		const stranger = await liar("log.test/unknown");
		expect((await add(0, [], await stranger.head(["a"]))).status).toBe(404);
		const forged = (await liar(log.vkey.name)).head(["a"]);
		expect((await add(0, [], await forged)).status).toBe(403);
		expect((await add(2, [], await log.head(["a"]))).status).toBe(400);
		const first = await log.head(["a"]);
		const answer = await add(0, [], first);
		expect(answer.status).toBe(200);
		const opened = await openCheckpoint(first + answer.text, log.vkey, [key]);
		expect(opened.ok && opened.value.cosigned.map((one) => one.key.name)).toEqual(["w.test"]);
		expect(await add(0, [], first)).toEqual({ status: 409, text: "1\n", type: SIZE_TYPE });
		expect((await add(1, [], first)).status).toBe(200);
		expect((await add(1, [], await log.head(["b"]))).status).toBe(409);
		expect((await add(1, [hashLeaf(utf8("x"))], await log.head(["a", "b"]))).status).toBe(422);
		expect((await add(1, [hashLeaf(utf8("b"))], await log.head(["a", "b"]))).status).toBe(200);
		expect((await add(2, [], first)).status).toBe(400);
	});

	it("lets one of two heads that come at the same time pass", async () => {
		const log = await liar(`log.test/${crypto.randomUUID()}`);
		const { cosign } = await witnessOf("w.test", log.vkey);
		const bodies = await Promise.all(["a", "b"].map((entry) => log.head([entry])));
		const answers = await Promise.all(
			bodies.map((checkpoint) => cosign(formatAddCheckpoint({ old: 0, hashes: [], checkpoint }))),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	});
});

describe("two witnesses", () => {
	const heard: Record<string, WitnessKey> = {};
	let log: TestLog;
	let vkey: VerifierKey;
	beforeAll(async () => {
		log = newLog("witnessed");
		vkey = await (await importLogKey(env.EDICT_LOG_KEY)).under(`edict.test/log/${log.tenant}`);
		// Witnesses here share a namespace, so that each knows the log by its own object: another deployment has its own.
		for (const name of ["one.test", "two.test"])
			heard[name] = await openWitness(
				{ key: await newJwk(), name, logs: [formatVkey(vkey)] },
				{ ...of(name) } as never,
				Date.now,
			);
	});
	const of = (name: string) => ({
		idFromName: (origin: string) => env.WITNESSED.idFromName(`${name} ${origin}`),
		get: (id: DurableObjectId) => env.WITNESSED.get(id),
	});
	const settings = () =>
		Object.entries(heard)
			.map(([name, { key }]) => `${formatVkey(key)} https://${name}`)
			.join("\n");
	async function start(down: readonly string[] = []) {
		await runInDurableObject(log.stub(), (instance: LogSequencer) => {
			Object.defineProperty(instance, "env", { value: { ...env, EDICT_WITNESSES: settings() } });
			instance.send = async (url, body) => {
				const { hostname, pathname } = new URL(url);
				if (down.includes(hostname)) throw new Error("unreachable");
				expect(pathname).toBe("/add-checkpoint");
				const { status, text, type } = await (heard[hostname] as WitnessKey).cosign(body);
				return new Response(text, { status, headers: { "content-type": type } });
			};
		});
	}
	const see = async () => {
		const answer = await log.stub().checkpoint(log.tenant);
		if (answer === undefined || "halted" in answer) return answer?.halted;
		const opened = await openCheckpoint(
			answer.note,
			vkey,
			Object.values(heard).map(({ key }) => key),
		);
		return opened.ok ? { size: opened.value.size, by: opened.value.cosigned.map(({ key }) => key.name).sort() } : opened.error;
	};

	it("cosign each checkpoint, which is served with both; one that is away does not hold it up", async () => {
		await start(["two.test"]);
		await log.stub().append(log.tenant, leaves(0, 300));
		await round(log);
		await runInDurableObject(log.stub(), (instance: LogSequencer) => instance.witness());
		expect(await see()).toEqual({ size: 300, by: ["one.test"] });
		await start();
		await log.stub().append(log.tenant, leaves(300, 700));
		await round(log);
		await runInDurableObject(log.stub(), (instance: LogSequencer) => instance.witness());
		expect(await see()).toEqual({ size: 700, by: ["one.test", "two.test"] });
		expect((await log.stub().status(log.tenant)).witnesses).toEqual({ "one.test": "cosigned", "two.test": "cosigned" });
	});

	it("find a split view: the log that showed one of them another history halts", async () => {
		const log2 = await liar(vkey.name);
		expect(log2.vkey.name).toBe(vkey.name);
		// The operator signs a second history by hand and shows it to one witness alone.
		const key = await importLogKey(env.EDICT_LOG_KEY);
		const { sign } = key;
		const text = formatCheckpoint({ origin: vkey.name, size: 701, root: hashLeaf(utf8("other")), extensions: [] });
		const note = formatNote({ text, signatures: [await signText(vkey, sign, text)] });
		const refused = await (heard["one.test"] as WitnessKey).cosign(
			formatAddCheckpoint({ old: 700, hashes: [], checkpoint: note }),
		);
		expect(refused.status, "a witness that saw the first history does not cosign the second").toBe(422);
		// A witness that saw only the second one then meets the first.
		await env.WITNESSED.get(of("two.test").idFromName(vkey.name))
			.advance({ old: 700, hashes: [] }, { size: 700, root: hashLeaf(utf8("x")) })
			.catch(() => {});
		await runInDurableObject(env.WITNESSED.get(of("two.test").idFromName(vkey.name)), (_, state) => {
			state.storage.sql.exec("UPDATE head SET size = 900, root = ?", hashLeaf(utf8("other")));
		});
		await log.stub().append(log.tenant, leaves(700, 710));
		await round(log);
		await runInDurableObject(log.stub(), (instance: LogSequencer) => instance.witness());
		expect(await log.stub().append(log.tenant, leaves(710, 711))).toEqual({ halted: "witness-ahead" });
		expect((await log.stub().status(log.tenant)).witnesses["two.test"]).toBe("ahead");
	});
});
