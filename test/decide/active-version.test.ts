// Which version a channel leads to: the pointer's, at once where it is baked in; the former one for a while; or none.
import { expect, it } from "vitest";
import type { ReleaseManifest } from "../../src/contract/bundle.ts";
import type { ChannelTarget, Pointer } from "../../src/contract/pointer.ts";
import type { TenantContext } from "../../src/contract/registry.ts";
import { type ActiveVersion, versionChooser } from "../../src/decide/evaluate/active-version.ts";
import { CONTEXT_GRACE_MS, MAX_LAST_GOOD } from "../../src/platform/limits.ts";
import { err, ok, type Result } from "../../src/platform/result.ts";
import type { ServingVersion, VersionFault } from "../../src/policy/version.ts";

const NOW = 1_800_000_000_000;
const digestOf = (name: string) => `sha256:${name.repeat(64).slice(0, 64)}`;
const BAKED: ActiveVersion = {
	name: "guard",
	revision: "0",
	digest: digestOf("0"),
	bundle: digestOf("0"),
	defaults: digestOf("0"),
	policy: { evaluate: () => ok("baked") },
};

function serving(name: string, manifest: object = { defaults: digestOf(name) }): ServingVersion {
	const whole = { policy: "guard", revision: name, renditions: { wasm: { digest: digestOf(name) } }, ...manifest };
	return {
		digest: digestOf(name),
		manifest: whole as unknown as ReleaseManifest,
		source: "loaded",
		evaluate: async (asked) => asked.map(({ input }) => ok(`[{"result": ${JSON.stringify(`${name} ${input}`)}}]`)),
	};
}

/** What the store has; whatever else is asked for is unknown. */
function chooser(stored: Record<string, Result<ServingVersion, VersionFault>>) {
	const asked: string[] = [];
	const choose = versionChooser(BAKED, {
		find: async (tenant, digest) => {
			asked.push(`${tenant} ${digest.slice(7, 8)}`);
			return stored[digest.slice(7, 8)] ?? err("unknown");
		},
	});
	return { choose, asked, stored };
}

type Channels = Record<string, { readonly to: string; readonly since?: number; readonly deployed?: true }>;

function contextOf(channels: Channels | undefined, tenant = "acme"): TenantContext {
	const targets = Object.entries(channels ?? {}).map(([channel, { to, since = NOW, deployed }]) => {
		const target: ChannelTarget = { digest: digestOf(to), revision: to, epoch: 1, since, ...(deployed && { deployed }) };
		return [channel, target] as const;
	});
	const policies = channels === undefined ? {} : { guard: { roots: ["guard"], channels: Object.fromEntries(targets) } };
	return { tenant, pointer: { v: 1, tenant, epoch: 1, policies, revoked: [] } satisfies Pointer } as unknown as TenantContext;
}

const revisionOf = async (choice: ReturnType<ReturnType<typeof versionChooser>>) => {
	const chosen = await choice;
	return chosen.ok ? `${chosen.value.version.revision}${chosen.value.degraded ? " degraded" : ""}` : chosen.error;
};

it.each([
	["no pointer", { tenant: "acme" } as TenantContext],
	["no guard in it", contextOf(undefined)],
	["the baked-in version in it", contextOf({ stable: { to: "0" } })],
	["another that a deployment carried", contextOf({ stable: { to: "9", deployed: true } })],
])("takes the baked-in version at once, with %s", (_, context) => {
	const { choose, asked } = chooser({});
	expect(choose(context, "stable", NOW)).toEqual(ok({ version: BAKED, degraded: false }));
	expect(asked).toEqual([]);
});

it("follows each channel, and stable where a channel leads nowhere", async () => {
	const { choose } = chooser({ 1: ok(serving("1")), 2: ok(serving("2")) });
	const context = contextOf({ stable: { to: "1" }, canary: { to: "2" } });
	expect(await revisionOf(choose(context, "stable", NOW))).toBe("1");
	expect(await revisionOf(choose(context, "canary", NOW))).toBe("2");
	for (const channel of ["blue", "constructor"]) expect(await revisionOf(choose(context, channel, NOW))).toBe("1");
	expect(await revisionOf(choose(contextOf({ canary: { to: "2" } }), "stable", NOW))).toBe("0");
});

it("names the version by its own manifest, and asks it", async () => {
	const chosen = await chooser({ 1: ok(serving("1")) }).choose(contextOf({ stable: { to: "1" } }), "stable", NOW);
	if (!chosen.ok) throw new Error(chosen.error);
	const { policy, ...names } = chosen.value.version;
	const digest = digestOf("1");
	expect(names).toEqual({ name: "guard", revision: "1", digest, bundle: digest, defaults: digest });
	expect(await policy.evaluate({ a: 1 })).toEqual(ok('1 {"a":1}'));
});

it("takes no version of another policy for the guard", async () => {
	const { choose } = chooser({ 1: ok(serving("1", {})) });
	expect(await revisionOf(choose(contextOf({ stable: { to: "1" } }), "stable", NOW))).toBe("unsupported");
});

it.each(["unknown", "corrupt", "untrusted", "unsupported", "unavailable"] as const)(
	"lets the former version go on, degraded, for the grace after one came that is %s",
	async (reason) => {
		const { choose } = chooser({ 1: ok(serving("1")), 2: err(reason) });
		await choose(contextOf({ stable: { to: "1" } }), "stable", NOW - 10);
		const broken = contextOf({ stable: { to: "2", since: NOW } });
		expect(await revisionOf(choose(broken, "stable", NOW + 1))).toBe("1 degraded");
		expect(await revisionOf(choose(broken, "stable", NOW + CONTEXT_GRACE_MS - 1))).toBe("1 degraded");
		expect(await revisionOf(choose(broken, "stable", NOW + CONTEXT_GRACE_MS))).toBe(reason);
	},
);

it("lets the baked-in version go on in the same way", async () => {
	const { choose } = chooser({ 2: err("corrupt") });
	await choose(contextOf({ stable: { to: "0" } }), "stable", NOW - 10);
	expect(await revisionOf(choose(contextOf({ stable: { to: "2" } }), "stable", NOW))).toBe("0 degraded");
});

it("has no former version in an isolate that never served the channel, nor one of another channel or tenant", async () => {
	const { choose } = chooser({ 1: ok(serving("1")), 2: err("corrupt") });
	await choose(contextOf({ canary: { to: "1" } }), "canary", NOW);
	await choose(contextOf({ stable: { to: "1" } }, "other"), "stable", NOW);
	expect(await revisionOf(choose(contextOf({ stable: { to: "2" } }), "stable", NOW))).toBe("corrupt");
});

it("does not go on with a version that is not trusted any more", async () => {
	const { choose, stored } = chooser({ 1: ok(serving("1")), 2: ok(serving("2")) });
	await choose(contextOf({ stable: { to: "1" } }), "stable", NOW);
	stored[1] = err("untrusted");
	expect(await revisionOf(choose(contextOf({ stable: { to: "1" } }), "stable", NOW))).toBe("untrusted");
	stored[2] = err("corrupt");
	expect(await revisionOf(choose(contextOf({ stable: { to: "2" } }), "stable", NOW))).toBe("corrupt");
});

it("remembers a bounded number of channels, those that changed longest ago first forgotten", async () => {
	const { choose } = chooser({ 2: err("corrupt") });
	for (let at = 0; at <= MAX_LAST_GOOD; at++) await choose(contextOf({}, `t${at}`), "stable", NOW);
	expect(await revisionOf(choose(contextOf({ stable: { to: "2" } }, "t0"), "stable", NOW))).toBe("corrupt");
	expect(await revisionOf(choose(contextOf({ stable: { to: "2" } }, "t1"), "stable", NOW))).toBe("0 degraded");
});
