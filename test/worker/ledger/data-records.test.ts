// Records of general policies in the ledger: stored once, found by what they name, apart from the guard's, checked when read.
import * as v from "valibot";
import { beforeEach, expect, it } from "vitest";
import { SearchRequest } from "../../../src/contract/search.ts";
import { findDecision, searchDecisions } from "../../../src/ledger/query.ts";
import { storeRecords } from "../../../src/ledger/store.ts";
import { tokeniser } from "../../../src/platform/token.ts";
import { commitTo, dataRecordOf, digest, messageOf, NOW } from "../../ledger/messages.ts";
import { clear, db, deps, rows } from "./bench.ts";

const tokens = tokeniser(crypto.getRandomValues(new Uint8Array(32)), [1, 2]);

beforeEach(clear);

async function find(request: Record<string, unknown>, scope: { tenant: string; apps?: string[] } = { tenant: "acme" }) {
	const page = await searchDecisions({ db, tokens: tokens.all }, scope, v.parse(SearchRequest, request));
	if (!page.ok) throw new Error(page.error);
	return page.value.decisions.map((record) => record.decision_id);
}

it("are stored once, and found by kind, policy, path, agent and the agent's own id", async () => {
	const strange = await tokens.token("acme", "name", "a path/of ana@example.com");
	const records = [
		dataRecordOf(),
		dataRecordOf({ path: "authz/roles", time: NOW + 1, outcome: "unavailable", error: "evaluation_error" }),
		dataRecordOf({ path: strange, time: NOW + 2, policy: { name: "other", digest: digest("e") }, source: "edict" }),
	];
	const [first, second, third] = records.map((record) => record.decision_id);
	const guard = await messageOf({ time: NOW + 3, decision: "refuse" });
	const messages = [...(await Promise.all(records.map(commitTo))), guard];
	expect(await storeRecords(deps(), [...messages, ...messages], { now: NOW })).toEqual([
		...messages.map(() => "stored"),
		...messages.map(() => "duplicate"),
	]);

	expect(await find({})).toEqual([guard.record.decision_id, third, second, first]);
	expect(await find({ kind: "data" })).toEqual([third, second, first]);
	expect(await find({ kind: "decision" })).toEqual([guard.record.decision_id]);
	expect(await find({ policy_name: "authz" })).toEqual([second, first]);
	expect(await find({ policy_name: "guard" })).toEqual([guard.record.decision_id]);
	expect(await find({ policy: digest("e") })).toEqual([third]);
	expect(await find({ path: "authz/allow" })).toEqual([first]);
	expect(await find({ path: "a path/of ana@example.com" })).toEqual([third]);
	expect(await find({ agent: "agent-1" })).toEqual([third, second, first]);
	expect(await find({ agent: "agent-2" })).toEqual([]);
	expect(await find({ agent_decision_id: "d-1", path: "authz/roles" })).toEqual([second]);
	expect(await find({ outcome: "unavailable" })).toEqual([second]);
	expect(await find({ decision: "refuse" })).toEqual([guard.record.decision_id]);
});

it("are another tenant's own, and not those of a key for some apps", async () => {
	await storeRecords(deps(), [await commitTo(dataRecordOf())], { now: NOW });
	expect(await find({}, { tenant: "other" })).toEqual([]);
	expect(await find({}, { tenant: "acme", apps: ["support-bot", ""] })).toHaveLength(1);
	expect(await find({}, { tenant: "acme", apps: ["support-bot"] })).toEqual([]);
});

it("are served only while they open their commitment", async () => {
	const record = dataRecordOf();
	await storeRecords(deps(), [await commitTo(record)], { now: NOW });
	expect(await findDecision(db, { tenant: "acme" }, record.decision_id)).toMatchObject({
		ok: true,
		value: { record, leaf: { type: "decision" } },
	});
	await db.exec("DROP TRIGGER decisions_immutable");
	await db.prepare("UPDATE decisions SET record = replace(record, 'authz/allow', 'authz/deny')").run();
	expect(await findDecision(db, { tenant: "acme" }, record.decision_id)).toEqual({ ok: false, error: "damaged" });
	const page = await searchDecisions({ db, tokens: tokens.all }, { tenant: "acme" }, v.parse(SearchRequest, {}));
	expect(page).toMatchObject({ ok: true, value: { decisions: [], damaged: [record.decision_id] } });
	expect(await rows("SELECT count(*) AS n FROM decisions")).toEqual([{ n: 1 }]);
});
