// The fleet's view of bundles that follow a channel, whose name may hold slashes.
import { expect, it } from "vitest";
import type { Pointer } from "../../src/contract/pointer.ts";
import { viewOf } from "../../src/control/opa-management/fleet.ts";
import { digest } from "../ledger/messages.ts";

const target = (seed: string) => ({ digest: digest(seed), revision: seed, epoch: 1, since: 0 });
const POINTER: Pointer = {
	...{ v: 1, tenant: "acme", epoch: 1, revoked: [] },
	policies: { authz: { roots: ["authz"], channels: { stable: target("a"), eu: target("b"), "eu/west": target("c") } } },
};

it.each([
	["authz", "a", "stable"],
	["authz/eu", "b", "eu"],
	["authz/eu/west", "c", "eu/west"],
])("%s is current with %s", (name, revision, channel) => {
	const row = {
		...{ tenant: "acme", id: "x", principal: "p", version: null, labels: "{}", plugins: "{}", decisionLogs: null },
		...{ discovery: null, firstSeen: 0, lastSeen: 0, bundles: JSON.stringify([{ name, revision }]) },
	};
	const view = viewOf(row, POINTER, { digests: new Map(), untrusted: new Set() }, 0);
	expect(view).toMatchObject({ state: "current", bundles: [{ channel, digest: digest(revision) }] });
});
