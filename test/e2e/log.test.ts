// Decisions over HTTP to a log that an outsider reads with nothing but its address: proofs offline, receipts in it,
// consistency between sizes, and what each check says of a byte that was flipped.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { toBase64Url, utf8 } from "../../src/platform/bytes.ts";
import { leafEntry, leafOf } from "../../src/platform/commitment.ts";
import { type OpenedCheckpoint, openCheckpoint } from "../../src/platform/tlog/checkpoint.ts";
import { hashLeaf, verifyConsistency } from "../../src/platform/tlog/merkle.ts";
import { parseVkey, type VerifierKey } from "../../src/platform/tlog/note.ts";
import { verifyProof } from "../../src/platform/tlog/proof.ts";
import { proveConsistency, proveRoot, type ReadTile } from "../../src/platform/tlog/prove.ts";
import { decodeBundle, ENTRIES, newTiles, tilePath } from "../../src/platform/tlog/tiles.ts";
import { type Service, startService } from "./service.ts";

const COUNT = 40;
let service: Service;
let key: VerifierKey;
const receipts: { id: string; leaf: string }[] = [];

beforeAll(async () => {
	service = await startService();
	const parsed = await parseVkey((await text("/log/local/vkey")).trim());
	if (!parsed.ok) throw new Error("the log has no key");
	key = parsed.value;
	await decide(COUNT);
	await untilProven();
});
afterAll(() => service?.end());

async function text(path: string): Promise<string> {
	const response = await service.send("GET", path);
	expect(response.status, path).toBe(200);
	return response.text();
}

const tiles: ReadTile = async (tile) => {
	const response = await service.send("GET", `/log/local/${tilePath(tile)}`);
	return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
};

async function decide(count: number): Promise<void> {
	for (let at = 0; at < count; at++) {
		const decided = await service.as.app.decide({
			stage: "input",
			app: "support-bot",
			content: [{ role: "user", text: `Hello number ${at}` }],
		});
		const claims = JSON.parse(Buffer.from(decided.receipt?.split(".")[1] ?? "", "base64url").toString()) as { leaf: string };
		receipts.push({ id: decided.decision_id, leaf: claims.leaf });
	}
}

async function see(): Promise<OpenedCheckpoint> {
	const opened = await openCheckpoint(await text("/log/local/checkpoint"), key);
	if (!opened.ok) throw new Error(opened.error);
	return opened.value;
}

/** Until the newest decision is covered; those before it stand before it. */
const untilProven = () =>
	vi.waitFor(async () => expect((await proofOf(receipts.at(-1)?.id ?? "")).status).toBe(200), { timeout: 15_000, interval: 100 });
const covered = (size: number) =>
	vi.waitFor(async () => expect((await see()).size).toBeGreaterThanOrEqual(size), { timeout: 15_000, interval: 100 });
const proofOf = (id: string, role: "auditor" | "app" = "auditor") =>
	service.send("GET", `/v1/decisions/${id}/proof`, { key: service.local.keys[role] });

describe("each decision", () => {
	it("is in the log, by a proof that verifies offline, under the leaf that its receipt names", async () => {
		for (const { id, leaf } of receipts) {
			const proof = await (await proofOf(id)).text();
			const { commitment } = await service.as.auditor.decision(id);
			const entry = leafEntry(leafOf(id, commitment));
			expect(await verifyProof(proof, entry, key)).toMatchObject({ ok: true });
			expect(toBase64Url(hashLeaf(entry))).toBe(leaf);
			expect(
				await verifyProof(proof, utf8(new TextDecoder().decode(entry).replace(id, receipts[0]?.id ?? "x")), key),
			).toMatchObject(id === receipts[0]?.id ? { ok: true } : { ok: false, error: "inclusion" });
		}
	});

	it("is proven to the application that holds the receipt too, and as a file", async () => {
		const response = await proofOf(receipts[0]?.id ?? "", "app");
		expect(response.status).toBe(200);
		expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
		expect(response.headers.get("content-disposition")).toContain(".tlog-proof");
	});

	it("that is too young is told to come again, and one that is none is not found", async () => {
		await decide(1);
		const id = receipts.at(-1)?.id ?? "";
		const seen = new Set<number>();
		await vi.waitFor(
			async () => {
				const response = await proofOf(id);
				seen.add(response.status);
				if (response.status === 409) expect(response.headers.get("retry-after")).toBe("1");
				expect(response.status).toBe(200);
			},
			{ timeout: 15_000, interval: 30 },
		);
		expect([...seen].every((status) => [200, 404, 409].includes(status))).toBe(true);
		expect((await proofOf("01935c4e-7a10-7c3e-9b1f-2f6a5d0c8e41")).status).toBe(404);
		expect((await proofOf("nothing")).status).toBe(404);
	});
});

describe("the log", () => {
	it("is read by anyone: every entry once, the tiles above them, the root that was signed", async () => {
		const checkpoint = await see();
		const entries: string[] = [];
		for (const tile of newTiles(0, checkpoint.size).filter(({ level }) => level === ENTRIES)) {
			const bundle = decodeBundle((await tiles(tile)) ?? new Uint8Array());
			if (!bundle.ok) throw new Error(bundle.error);
			entries.push(...bundle.value.map((entry) => new TextDecoder().decode(entry)));
		}
		expect(entries.length).toBe(checkpoint.size);
		const leaves = entries.map((entry) => JSON.parse(entry) as { type: string; id: string });
		const idsOf = (type: string) => leaves.filter((leaf) => leaf.type === type).map(({ id }) => id);
		expect(idsOf("decision").sort()).toEqual(receipts.map(({ id }) => id).sort());
		const events = idsOf("event");
		expect(events).toEqual(events.map((_, place) => `event:${place + 1}`));
		expect(events.length + receipts.length).toBe(leaves.length);
		expect(await proveRoot(tiles, checkpoint.size)).toEqual({ ok: true, value: checkpoint.root });
		// Nothing but version, type, id and commitment.
		for (const entry of entries)
			expect(Object.keys(JSON.parse(entry) as object).sort()).toEqual(["commitment", "id", "type", "v"]);
	});

	it("goes on from what was seen before, as the service says and as its tiles do", async () => {
		const before = await see();
		await decide(3);
		await covered(before.size + 1);
		const now = await see();
		const query = `/v1/log/consistency?from=${before.size}&to=${now.size}`;
		const told = (await (await service.send("GET", query, { key: service.local.keys.auditor })).json()) as { proof: string[] };
		const proof = told.proof.map((hash) => new Uint8Array(Buffer.from(hash, "base64")));
		expect(verifyConsistency(before.size, now.size, before.root, now.root, proof)).toBe(true);
		expect(verifyConsistency(before.size, now.size, now.root, now.root, proof)).toBe(false);
		expect(await proveConsistency(tiles, before.size, now.size)).toEqual({ ok: true, value: proof });
		for (const wrong of ["?from=x", "?from=5&to=4", "?to=1", "?from=0&to=99999999", "?from=01"]) {
			const refused = await service.send("GET", `/v1/log/consistency${wrong}`, { key: service.local.keys.auditor });
			expect(refused.status, wrong).toBe(422);
		}
	});

	it("serves what it served before, for ever, and says so", async () => {
		const { size } = await see();
		const response = await service.send("GET", `/log/local/tile/0/000.p/${size}`);
		expect(response.headers.get("content-type")).toBe("application/octet-stream");
		expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
		const checkpoint = await service.send("GET", "/log/local/checkpoint");
		expect(checkpoint.headers.get("content-type")).toBe("text/plain; charset=utf-8");
		expect(checkpoint.headers.get("cache-control")).toBe("public, max-age=1");
		const missing = await service.send("GET", "/log/local/tile/0/001");
		expect([missing.status, missing.headers.get("cache-control")]).toEqual([404, "no-store"]);
		expect((await service.send("GET", "/log/local/tile/0/..%2f..%2fhead")).status).toBe(404);
	});

	it("is nobody's where there is no tenant, and only its readers' where the tenant closes it", async () => {
		expect((await service.send("GET", "/log/nobody/checkpoint")).status).toBe(404);
		const body = { title: "Local", public_log: false };
		const put = await service.send("PUT", "/v1/admin/tenants/local", { key: service.local.operator_key, body });
		expect(put.status).toBe(200);
		await vi.waitFor(async () => expect((await service.send("GET", "/log/local/checkpoint")).status).toBe(404), {
			timeout: 8_000,
			interval: 200,
		});
		const own = await service.send("GET", "/v1/log/checkpoint", { key: service.local.keys.auditor });
		expect((await openCheckpoint(await own.text(), key)).ok).toBe(true);
		const status = await service.send("GET", "/v1/log", { key: service.local.keys.auditor });
		expect(await status.json()).toMatchObject({ origin: "edict.local/log/local", public: false });
	});
});
