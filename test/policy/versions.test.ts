// Which versions are found, kept, given up and told of: by tenant, within bounds, and never one that cannot serve.
import { describe, expect, it, vi } from "vitest";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import type { Pointer } from "../../src/contract/pointer.ts";
import {
	MAX_WARM_VERSION_BYTES,
	MAX_WARM_VERSIONS,
	MAX_WARM_VERSIONS_PER_TENANT,
	PRELOAD_MS,
} from "../../src/platform/limits.ts";
import { err, ok, type Result } from "../../src/platform/result.ts";
import type { Loadable, LoadFault, VersionLoader } from "../../src/policy/load.ts";
import type { Description } from "../../src/policy/loaded/description.ts";
import { preload } from "../../src/policy/preload.ts";
import type { Evaluation, EvaluationFault, ServingVersion, VersionFault } from "../../src/policy/version.ts";
import { createVersions, type VersionsDeps } from "../../src/policy/versions.ts";

const digestOf = (name: string) => `sha256:${name}`;
const ASK: Evaluation = { entrypoint: "a/b", input: "{}", mode: "strict", format: "json" };
const DESCRIPTION: Description = { entrypoints: ["a/b"], builtins: [], trial: "answered" };

function loadable(digest: string, bytes = 10): Loadable {
	return { digest, manifest: { entrypoints: ["a/b"] } as ReleaseManifest, wasm: new Uint8Array(bytes), data: "" };
}

/** A store and a loader in memory that tell what they were asked. */
function world(over: Partial<VersionsDeps> = {}) {
	const asked: string[] = [];
	const faults: string[] = [];
	const stored = new Map<string, Result<Loadable, VersionFault>>();
	const described = new Map<string, Result<Description, LoadFault>>();
	let answer: Result<string, EvaluationFault> = ok("[]");
	const loader: VersionLoader = {
		open: (tenant, { digest, manifest }) => ({
			digest,
			manifest,
			source: "loaded",
			evaluate: async (evaluations) => {
				asked.push(`evaluate ${tenant} ${digest}`);
				return evaluations.map(() => answer);
			},
		}),
		describe: async (tenant, { digest }, rendition) => {
			asked.push(`describe ${tenant} ${digest} ${rendition}`);
			return described.get(digest) ?? ok(DESCRIPTION);
		},
	};
	const versions = createVersions({
		baked: [],
		loader,
		read: async (tenant, digest, rendition) => {
			asked.push(`read ${tenant} ${digest} ${rendition}`);
			return stored.get(`${tenant} ${digest}`) ?? err("unknown");
		},
		onFault: (...fault) => faults.push(fault.join(" ")),
		...over,
	});
	const put = (tenant: string, digest: string, bytes?: number) => stored.set(`${tenant} ${digest}`, ok(loadable(digest, bytes)));
	return { versions, asked, faults, stored, described, put, say: (next: typeof answer) => (answer = next) };
}
const found = async (result: Promise<Result<ServingVersion, VersionFault>>): Promise<ServingVersion> => {
	const version = await result;
	if (!version.ok) throw new Error(version.error);
	return version.value;
};

it("reads and tries a version once, and then has it ready", async () => {
	const { versions, asked, put } = world();
	put("acme", digestOf("1"));
	expect(versions.isReady("acme", digestOf("1"))).toBe(false);
	await found(versions.find("acme", digestOf("1")));
	expect(versions.isReady("acme", digestOf("1"))).toBe(true);
	const version = await found(versions.find("acme", digestOf("1")));
	expect(await version.evaluate([ASK, ASK])).toEqual([ok("[]"), ok("[]")]);
	expect(asked).toEqual(["read acme sha256:1 wasm", "describe acme sha256:1 wasm", "evaluate acme sha256:1"]);
});

it("gives a baked-in version to every tenant without asking anyone, and nothing else without a loader", async () => {
	const { manifest } = loadable("");
	const baked: ServingVersion = { digest: digestOf("baked"), manifest, source: "baked", evaluate: async () => [] };
	const { versions, asked, put, faults } = world({ baked: [baked], loader: undefined });
	put("acme", digestOf("1"));
	expect(await versions.find("acme", baked.digest)).toEqual(ok(baked));
	expect(versions.isReady("other", baked.digest)).toBe(true);
	expect(await versions.find("acme", digestOf("1"))).toEqual(err("unsupported"));
	expect(asked).toEqual([]);
	expect(faults).toEqual(["acme sha256:1 unsupported"]);
	expect(versions.status()).toEqual({
		loader: false,
		warm: 0,
		faults: [{ tenant: "acme", digest: digestOf("1"), reason: "unsupported" }],
	});
});

it("never finds one tenant's version for another", async () => {
	const { versions, put } = world();
	put("acme", digestOf("1"));
	await found(versions.find("acme", digestOf("1")));
	expect(await versions.find("other", digestOf("1"))).toEqual(err("unknown"));
	expect(versions.isReady("other", digestOf("1"))).toBe(false);
});

it.each(["unknown", "corrupt", "untrusted", "unavailable"] as const)(
	"passes on that the store says %s, and tells what lasts",
	async (reason) => {
		const { versions, stored, faults, put } = world();
		stored.set(`acme ${digestOf("1")}`, err(reason));
		expect(await versions.find("acme", digestOf("1"))).toEqual(err(reason));
		expect(faults).toEqual([`acme sha256:1 ${reason}`]);
		const lasts = reason === "corrupt" || reason === "untrusted";
		expect(versions.status().faults).toEqual(lasts ? [{ tenant: "acme", digest: digestOf("1"), reason }] : []);
		put("acme", digestOf("1"));
		await found(versions.find("acme", digestOf("1")));
		expect(versions.status()).toEqual({ loader: true, warm: 1, faults: [] });
	},
);

it("forgets what is wrong with versions that no channel leads to, of that tenant alone", async () => {
	const { versions, stored } = world();
	for (const tenant of ["acme", "other"]) {
		stored.set(`${tenant} ${digestOf("1")}`, err("corrupt"));
		expect(await versions.find(tenant, digestOf("1"))).toEqual(err("corrupt"));
	}
	versions.pointed("acme", new Set([digestOf("1")]));
	expect(versions.status().faults).toHaveLength(2);
	versions.pointed("acme", new Set([digestOf("2")]));
	expect(versions.status().faults).toMatchObject([{ tenant: "other" }]);
});

it("takes a store that throws for one that cannot be read", async () => {
	const { versions } = world({ read: () => Promise.reject(new Error("away")) });
	expect(await versions.find("acme", digestOf("1"))).toEqual(err("unavailable"));
});

it("keeps none that cannot be tried, or lacks what its manifest promises", async () => {
	const { versions, described, put } = world();
	put("acme", digestOf("1"));
	described.set(digestOf("1"), err({ reason: "unsupported", missing: ["http.send"] }));
	expect(await versions.find("acme", digestOf("1"))).toEqual(err("unsupported"));
	described.set(digestOf("1"), ok({ ...DESCRIPTION, entrypoints: ["a/c"] }));
	expect(await versions.find("acme", digestOf("1"))).toEqual(err("corrupt"));
	expect(versions.status().warm).toBe(0);
});

it("tries a version anew, from the bytes it has, after its isolate was lost", async () => {
	const { versions, asked, put, say } = world();
	put("acme", digestOf("1"));
	const version = await found(versions.find("acme", digestOf("1")));
	say(err({ reason: "lost" }));
	expect(await version.evaluate([ASK])).toEqual([err({ reason: "lost" })]);
	expect(versions.isReady("acme", digestOf("1"))).toBe(false);
	asked.length = 0;
	await found(versions.find("acme", digestOf("1")));
	expect(asked).toEqual(["describe acme sha256:1 wasm"]);
	expect(versions.isReady("acme", digestOf("1"))).toBe(true);
});

it("reads a tenant's versions anew when its keys have changed", async () => {
	const { versions, put, stored } = world();
	for (const tenant of ["acme", "other"]) put(tenant, digestOf("1"));
	await found(versions.find("acme", digestOf("1")));
	await found(versions.find("other", digestOf("1")));
	versions.forget("acme");
	stored.set(`acme ${digestOf("1")}`, err("untrusted"));
	expect(await versions.find("acme", digestOf("1"))).toEqual(err("untrusted"));
	expect(versions.isReady("other", digestOf("1"))).toBe(true);
});

it("keeps nothing that was read before its tenant's keys changed", async () => {
	const { versions } = world({
		read: async (_, digest) => {
			versions.forget("acme");
			return ok(loadable(digest));
		},
	});
	await found(versions.find("acme", digestOf("1")));
	expect(versions.isReady("acme", digestOf("1"))).toBe(false);
});

it("holds a rendition apart from the other", async () => {
	const { versions, asked, put } = world();
	put("acme", digestOf("1"));
	await found(versions.find("acme", digestOf("1")));
	await found(versions.find("acme", digestOf("1"), "debug"));
	expect(asked.slice(-2)).toEqual(["read acme sha256:1 debug", "describe acme sha256:1 debug"]);
	expect(versions.status().warm).toBe(2);
});

it("keeps a bounded number of a tenant's versions, gives up the one unused longest, and none of another tenant's", async () => {
	const { versions, put } = world();
	put("other", digestOf("0"));
	await found(versions.find("other", digestOf("0")));
	const names = Array.from({ length: MAX_WARM_VERSIONS_PER_TENANT + 1 }, (_, at) => digestOf(String(at)));
	for (const name of names) put("acme", name);
	for (const name of names.slice(0, -1)) await found(versions.find("acme", name));
	await found(versions.find("acme", names[0] ?? ""));
	await found(versions.find("acme", names.at(-1) ?? ""));
	const ready = names.filter((name) => versions.isReady("acme", name));
	expect(ready).toEqual(names.filter((_, at) => at !== 1));
	expect(versions.isReady("other", digestOf("0"))).toBe(true);
});

it("keeps a bounded number of versions in all", async () => {
	const { versions, put } = world();
	const tenants = Array.from({ length: MAX_WARM_VERSIONS + 1 }, (_, at) => `t${at}`);
	for (const tenant of tenants) {
		put(tenant, digestOf("1"));
		await found(versions.find(tenant, digestOf("1")));
	}
	expect(tenants.filter((tenant) => !versions.isReady(tenant, digestOf("1")))).toEqual(["t0"]);
	expect(versions.status().warm).toBe(MAX_WARM_VERSIONS);
});

it("keeps a bounded number of bytes in all, but always the newest", async () => {
	const { versions, put } = world();
	const most = MAX_WARM_VERSION_BYTES;
	const steps = [
		["a", most / 2, ["a"]],
		["b", most / 2, ["a", "b"]],
		["c", 1, ["b", "c"]],
		["d", most + 1, ["d"]],
	] as const;
	for (const [tenant, bytes, ready] of steps) {
		put(tenant, digestOf("1"), bytes);
		await found(versions.find(tenant, digestOf("1")));
		expect(["a", "b", "c", "d"].filter((each) => versions.isReady(each, digestOf("1")))).toEqual(ready);
	}
});

describe("before a new pointer is used", () => {
	const pointerOf = (channels: Record<string, string>, revoked: string[] = []): Pointer => ({
		v: 1,
		tenant: "acme",
		epoch: 1,
		policies: {
			guard: {
				roots: ["guard"],
				channels: Object.fromEntries(
					Object.entries(channels).map(([name, to]) => [name, { digest: digestOf(to), revision: to, epoch: 1, since: 1 }]),
				),
			},
		},
		revoked,
	});

	it("the versions that replace one in use are loaded, and no others", async () => {
		const { versions, asked, put } = world();
		for (const name of ["1", "2", "3", "4"]) put("acme", digestOf(name));
		await found(versions.find("acme", digestOf("1")));
		asked.length = 0;
		// Stable is in use here, canary is not, and shadow is new.
		await preload(versions, pointerOf({ stable: "2", canary: "4", shadow: "4" }), pointerOf({ stable: "1", canary: "3" }));
		expect(asked).toEqual(["read acme sha256:2 wasm", "describe acme sha256:2 wasm"]);
		await preload(versions, pointerOf({ stable: "2" }), pointerOf({ stable: "1" }));
		await preload(versions, pointerOf({ stable: "2" }), undefined);
		const deployed = pointerOf({ stable: "3" });
		Object.assign(deployed.policies.guard?.channels.stable ?? {}, { deployed: true });
		await preload(versions, deployed, pointerOf({ stable: "2" }));
		expect(asked).toHaveLength(2);
	});

	it("all are forgotten when a key is revoked", async () => {
		const { versions, put } = world();
		put("acme", digestOf("1"));
		await found(versions.find("acme", digestOf("1")));
		await preload(versions, pointerOf({ stable: "1" }), pointerOf({ stable: "1" }));
		expect(versions.isReady("acme", digestOf("1"))).toBe(true);
		await preload(versions, pointerOf({ stable: "1" }, ["key"]), pointerOf({ stable: "1" }));
		expect(versions.isReady("acme", digestOf("1"))).toBe(false);
	});

	it("a store that hangs is not waited for", async () => {
		vi.useFakeTimers();
		try {
			let done = false;
			const hanging = {
				isReady: (_: string, digest: string) => digest === digestOf("1"),
				forget: () => {},
				pointed: () => {},
				find: () => new Promise<never>(() => {}),
			};
			const waiting = preload(hanging, pointerOf({ stable: "2" }), pointerOf({ stable: "1" })).then(() => (done = true));
			await vi.advanceTimersByTimeAsync(PRELOAD_MS - 1);
			expect(done).toBe(false);
			await vi.advanceTimersByTimeAsync(1);
			await waiting;
		} finally {
			vi.useRealTimers();
		}
	});
});
