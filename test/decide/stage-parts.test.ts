// What a stage judges comes back when it is allowed, and nothing else does; a part that has no place is refused by name.
import * as v from "valibot";
import { beforeAll, expect, it } from "vitest";
import { STAGES } from "../../src/contract/names.ts";
import { DecideRequest, type DecideRequestBody } from "../../src/contract/request.ts";
import { checkRequest } from "../../src/decide/request-rules.ts";
import { STAGE_PARTS } from "../../src/decide/stage-parts.ts";
import { createLocalGuard, type LocalGuard } from "../../src/eval/local-guard.ts";
import { readReleaseFolder } from "../../src/eval/read-release.ts";

let guard: LocalGuard;
beforeAll(async () => {
	guard = await createLocalGuard(await readReleaseFolder("bundles/baseline"));
});

const ALL = {
	content: [{ role: "user", text: "What are your opening hours?" }],
	documents: [{ text: "We open at nine.", source: "handbook", trust: "trusted" }],
	tool: { name: "search", arguments: {} },
} satisfies Partial<DecideRequestBody>;

it.each(STAGES)("stage %s names each part that has no place there", (stage) => {
	const checked = checkRequest(v.parse(DecideRequest, { stage, app: "app", ...ALL }));
	const { judged, context } = STAGE_PARTS[stage];
	const foreign = Object.keys(ALL).filter((part) => part !== judged && !context.includes(part as "tool"));
	if (foreign.length === 0) return expect(checked.ok).toBe(true);
	expect(checked).toMatchObject({ ok: false, error: { code: "invalid-request" } });
	expect(checked.ok ? [] : checked.error.errors?.map(({ pointer }) => pointer)).toEqual(foreign.map((part) => `/${part}`));
});

it("gives back only what was judged", async () => {
	const answer = await guard.decide({
		stage: "output",
		app: "app",
		content: ALL.content,
		documents: ALL.documents,
		citations: [],
	});
	expect(answer).toMatchObject({ ok: true, value: { decision: "allow", content: ALL.content } });
	expect(answer.ok && answer.value.documents).toBeUndefined();
});
