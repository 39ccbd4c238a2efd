// Polls of OPA agents: headers as OPA writes them, a wait that ends with the change, and a bound.
import { describe, expect, it } from "vitest";
import type { AgentDeps } from "../../src/control/opa-management/deps.ts";
import { answerPoll, heldTag, waitOf } from "../../src/control/opa-management/poll.ts";
import type { ApiRequest } from "../../src/platform/api.ts";
import { MAX_AGENT_WAIT_S } from "../../src/platform/limits.ts";
import { err, ok } from "../../src/platform/result.ts";

describe("headers", () => {
	it("tells how long the agent waits, never longer than the bound", () => {
		expect(waitOf("modes=snapshot,delta;wait=7")).toBe(7);
		expect(waitOf("wait=7, modes=snapshot")).toBe(7);
		expect(waitOf("modes=snapshot,delta;wait=86400")).toBe(MAX_AGENT_WAIT_S);
		for (const none of [null, "", "modes=snapshot,delta", "wait=", "wait=-1", "wait=x", "await=5"]) expect(waitOf(none)).toBe(0);
	});

	it("tells what the agent runs, of several tags the first", () => {
		expect(heldTag('"sha256:a"')).toBe("sha256:a");
		expect(heldTag('W/"sha256:a"')).toBe("sha256:a");
		expect(heldTag('"new", "old"')).toBe("new");
		for (const none of [null, "", "*", "sha256:a"]) expect(heldTag(none)).toBeUndefined();
	});
});

/** A pointer that moves to `v<epoch>` at the given instants of a clock that only waiting moves. */
function bench(changes: readonly number[], options: { readonly deaf?: boolean; readonly tag?: string } = {}) {
	let clock = 0;
	let looks = 0;
	const epochAt = (at: number) => changes.filter((change) => change <= at).length + 1;
	const pointer = () => ({ v: 1 as const, tenant: "t", epoch: epochAt(clock), policies: {}, revoked: [] });
	const deps = {
		clock: () => clock,
		log: () => {},
		pointer: async () => pointer(),
		changed: async (_: string, after: number, timeout: number) => {
			looks++;
			if (options.deaf) clock += 1_000;
			else
				clock =
					changes.find((change) => change > clock && epochAt(change) > after && change <= clock + timeout) ?? clock + timeout;
			return pointer();
		},
	} as unknown as AgentDeps;
	const poll = async (headers: Record<string, string>, fault?: "corrupt", revokedAt = Number.POSITIVE_INFINITY) => {
		const request = { raw: new Request("https://e.test/", { headers }), caller: { tenant: "t" } } as unknown as ApiRequest;
		const response = await answerPoll(deps, request, async ({ epoch }) => ({
			tag: options.tag ?? `v${epoch}`,
			fault: clock >= revokedAt ? ("untrusted" as const) : undefined,
			read: async () => (fault === undefined ? ok(new Uint8Array([epoch])) : err(fault)),
		}));
		return { status: response.status, tag: response.headers.get("etag"), at: clock, looks, response };
	};
	return poll;
}

describe("a poll", () => {
	const waiting = (tag: string, wait = 10) => ({ "if-none-match": `"${tag}"`, prefer: `modes=snapshot,delta;wait=${wait}` });

	it("is answered at once with another version, in the type that OPA compares letter by letter", async () => {
		const { status, tag, at, response } = await bench([])(waiting("v0"));
		expect({ status, tag, at }).toEqual({ status: 200, tag: '"v1"', at: 0 });
		expect(response.headers.get("content-type")).toBe("application/vnd.openpolicyagent.bundles");
		expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([1]));
	});

	it("without a wait is answered at once: 304 when there is nothing new", async () => {
		expect(await bench([5])({ "if-none-match": '"v1"' })).toMatchObject({ status: 304, tag: '"v1"', at: 0 });
		expect(await bench([5])({})).toMatchObject({ status: 200, at: 0 });
	});

	it("waits for the change, and no longer than it said", async () => {
		expect(await bench([4_000])(waiting("v1"))).toMatchObject({ status: 200, tag: '"v2"', at: 4_000 });
		expect(await bench([10_001])(waiting("v1"))).toMatchObject({ status: 304, tag: '"v1"', at: 10_000 });
	});

	it("goes on waiting when what changed is something else", async () => {
		const poll = bench([1_000, 2_000, 3_000], { tag: "same" });
		expect(await poll(waiting("same"))).toMatchObject({ status: 304, at: 10_000, looks: 4 });
	});

	it("looks again at its own pace where too many wait, and does not spin", async () => {
		const { status, looks } = await bench([], { deaf: true })({ ...waiting("v1", 2) });
		expect(status).toBe(304);
		expect(looks).toBeLessThanOrEqual(2);
	});

	it("of a version that is trusted no more is told so, also by who holds it, and also while it waits", async () => {
		expect(await bench([])(waiting("v1"), undefined, 0)).toMatchObject({ status: 503, at: 0 });
		expect(await bench([], { tag: "same" })({ "if-none-match": '"same"' }, undefined, 0)).toMatchObject({ status: 503 });
		expect(await bench([4_000], { tag: "same" })(waiting("same"), undefined, 4_000)).toMatchObject({ status: 503, at: 4_000 });
	});

	it("of a version that cannot be read is told so, and not with a bundle", async () => {
		expect((await bench([])({}, "corrupt")).status).toBe(503);
	});
});
