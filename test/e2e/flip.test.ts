// Versions flipped under load: no decision fails, none mixes two versions, and each change is seen within two seconds.
// `EDICT_FLIP_SECONDS=60` makes it a minute.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FlipReport, flip } from "../../scripts/bench/flip.ts";
import { BEHAVIOURS, type Made, makeVersion, publish, registerKey, senderTo } from "../../scripts/bench/stored-versions.ts";
import { type Service, startService } from "./service.ts";

const SECONDS = Number(process.env.EDICT_FLIP_SECONDS ?? 8);

let service: Service;
let versions: Made[];
let report: FlipReport;
beforeAll(
	async () => {
		service = await startService();
		const { url, keys } = service.local;
		const send = senderTo(url, keys.admin);
		const key = await registerKey(send);
		versions = await Promise.all(BEHAVIOURS.map((says, at) => makeVersion(`flip-${at}`, says)));
		for (const version of versions) await publish(send, version, key);
		report = await flip({ url, key: keys.app, send, versions, seconds: SECONDS, everyMs: 2_300, connections: 4 });
	},
	SECONDS * 1000 + 60_000,
);
afterAll(() => service?.end());

it("decides all the while", () => {
	expect(report.activations).toBeGreaterThanOrEqual(Math.floor(SECONDS / 4));
	expect(report.decisions).toBeGreaterThan(10 * SECONDS);
	expect(report.failed).toEqual([]);
});

it("never mixes two versions", () => {
	expect(report.mixed).toEqual([]);
});

it("shows each change within two seconds", () => {
	expect(Math.max(...report.visibleMs)).toBeLessThanOrEqual(2_000);
	expect(report.late).toEqual([]);
});

it("records of each decision the version, its bytes and its defaults as they belong together", async () => {
	const known = new Map(versions.map((version) => [version.digest, version]));
	const sample = report.ids.filter((_, at) => at % Math.ceil(report.ids.length / 60) === 0);
	const found = new Set<string>();
	for (const id of sample) {
		const stored = await expect
			.poll(() => recordOf(id), { timeout: 10_000 })
			.toBeDefined()
			.then(() => recordOf(id));
		const version = known.get(stored?.policy.digest ?? "");
		expect(stored).toMatchObject({
			bundle: version?.bundle,
			documents: { defaults: version?.defaults },
			policy: { revision: version?.revision },
			verdict: { action: version?.says.decision },
		});
		found.add(stored?.policy.digest ?? "");
	}
	expect(found.size).toBe(versions.length);
});

type Stored = {
	readonly bundle: string;
	readonly documents: { readonly defaults: string };
	readonly policy: { readonly digest: string; readonly revision: string };
	readonly verdict?: { readonly action: string };
};

async function recordOf(id: string): Promise<Stored | undefined> {
	const response = await service.send("GET", `/v1/decisions/${id}`, { key: service.local.keys.auditor });
	return response.status === 200 ? ((await response.json()) as { record: Stored }).record : undefined;
}
