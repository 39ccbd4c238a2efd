// INVARIANT 5, over the wire: the same requests by HTTP, in a batch and through the SDK give the same answers, and the ledger
// holds the verdict that the pipeline in this process gives.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Decision } from "../../src/contract/decision.ts";
import type { LocalGuard } from "../../src/eval/local-guard.ts";
import { canonicalJson } from "../../src/platform/canonical-json.ts";
import { briefDecision, freshGuard, readRequests } from "../vectors/requests.ts";
import { type Service, startService } from "./service.ts";

const vectors = await readRequests();
let service: Service;
let guard: LocalGuard;
beforeAll(async () => {
	[service, guard] = await Promise.all([startService(), freshGuard()]);
});
afterAll(() => service?.end());

/** What was decided by HTTP, and what this process decides; the ledger is behind a queue and is asked at the end. */
const asked: { readonly id: string; readonly verdict: string }[] = [];

/** An answer without what is new each time. */
function lasting({ decision_id: _, time: __, receipt: ___, ...rest }: Decision): string {
	return canonicalJson(rest);
}

/** Each service tokenises what it names with keys of its own. */
function withoutTokens(text: string): string {
	return text.replaceAll(/"t1\.[0-9]+\.[\w-]+"/g, '"t1"');
}

it.each(vectors)("$name", async ({ request, answer }) => {
	const bySdk = await service.as.app.decide(request);
	expect(briefDecision(bySdk)).toEqual(answer);

	const response = await service.send("POST", "/v1/decide", { key: service.local.keys.app, body: request });
	expect(response.status).toBe(200);
	const byHttp = (await response.json()) as Decision;
	expect(lasting(byHttp)).toBe(lasting(bySdk));
	const [inBatch] = await service.as.app.decideBatch([request]);
	expect(lasting(inBatch as Decision)).toBe(lasting(bySdk));

	const decided = await guard.decide(request);
	if (!decided.ok) throw new Error(decided.error.code);
	const { policy: _, ...here } = JSON.parse(withoutTokens(lasting(decided.value))) as Decision;
	const { policy: __, ...there } = JSON.parse(withoutTokens(lasting(bySdk))) as Decision;
	expect(there).toEqual(here);
	expect(bySdk.policy.digest).toBe(decided.value.policy.digest);

	asked.push({ id: byHttp.decision_id, verdict: canonicalJson(guard.records.at(-1)?.record.verdict) });
});

it("the ledger holds the verdicts that the pipeline in this process gives, bit for bit", async () => {
	expect(asked).toHaveLength(vectors.length);
	for (const { id, verdict } of asked) {
		const stored = await vi.waitFor(() => service.as.auditor.decision(id), { timeout: 8_000, interval: 100 });
		expect(canonicalJson("verdict" in stored.record ? stored.record.verdict : undefined)).toBe(verdict);
	}
});
