// Writes a frozen set of records, made by the shipped guard over synthetic requests, for replay for ever; never over an old one.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as v from "valibot";
import { readVectors } from "../src/cli/policy/vectors.ts";
import { type ConfigLayer, PolicyInput } from "../src/contract/input.ts";
import type { ToolContext } from "../src/contract/registry.ts";
import type { DecideRequestBody } from "../src/contract/request.ts";
import { LOCAL_APPS, LOCAL_TOOLS } from "../src/control/bootstrap-data.ts";
import { DETECTORS, detectorSet } from "../src/decide/detect/registry.ts";
import { evaluate } from "../src/decide/evaluate/verdict.ts";
import { decisionRecord, recordMessage } from "../src/decide/record.ts";
import { compile, createLocalGuard, OPEN_APP } from "../src/eval/local-guard.ts";
import { readReleaseFolder } from "../src/eval/read-release.ts";
import { canonicalJson } from "../src/platform/canonical-json.ts";
import { newCommitmentKey } from "../src/platform/commitment.ts";
import { documentDigest } from "../src/platform/digest.ts";
import { newUuidv7 } from "../src/platform/id.ts";
import { ok } from "../src/platform/result.ts";
import { ENTRYPOINT } from "../src/policy/bundle.ts";
import { createPolicy } from "../src/policy/host.ts";

const ROOT = join(import.meta.dirname, "..");
const RELEASE = join(ROOT, "bundles/baseline");
/** Clock of the records: the same requests give the same verdicts. */
const AT = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;

/** Layers, exceptions and kill switches in force, one after the other. */
type Setting = { readonly config: ConfigLayer; readonly exceptions: readonly object[]; readonly kill: readonly object[] };
const exception = (rule: string, mode: "suppress" | "monitor") => ({
	...{ id: `ex-${mode}`, rule, apps: ["support-bot"], mode, not_before: AT - HOUR, expires_at: AT + 1_000 * HOUR },
});
const SETTINGS: readonly Setting[] = [
	{ config: { rules: {} }, exceptions: [], kill: [] },
	{ config: { rules: { "privacy.pii_in_output": { action: "refuse" } } }, exceptions: [], kill: [] },
	{ config: { rules: {} }, exceptions: [exception("privacy.pii_in_output", "suppress")], kill: [] },
	{ config: { rules: {} }, exceptions: [exception("injection.prompt_injection", "monitor")], kill: [] },
	{ config: { rules: {} }, exceptions: [], kill: [{ id: "k-1", scope: "stage", value: "tool_call", state: "refuse" }] },
	{ config: { rules: {} }, exceptions: [], kill: [{ id: "k-2", scope: "app", value: "support-bot", state: "review" }] },
];

const release = await readReleaseFolder(RELEASE);
const folder = join(ROOT, "test/vectors/replay", release.manifest.revision);
const requests = JSON.parse(await readFile(join(ROOT, "test/vectors/requests.json"), "utf8")) as { request: DecideRequestBody }[];
const tools = Object.entries(LOCAL_TOOLS).map(([name, tool]): [string, ToolContext] => [name, { name, ...tool }]);
const apps = Object.entries(LOCAL_APPS).map(([name, app]) => ({ name, ...app }));
const guard = await createLocalGuard(release, { apps, tools: new Map(tools) });
const loaded = await guard.deps.loadContext("local", AT, () => {});
if (!loaded.ok) throw new Error("the local guard has no context");

const lines: string[] = [];
const documents = new Map<string, unknown>();
for (const [turn, setting] of SETTINGS.entries()) {
	const inForce = async <T>(items: T) => ({ digest: await documentDigest(items), items });
	const layer = { digest: await documentDigest(setting.config), layer: setting.config };
	const [exceptions, kill] = [await inForce(setting.exceptions), await inForce(setting.kill)];
	for (const document of [setting.config, setting.exceptions, setting.kill])
		documents.set(await documentDigest(document), document);
	const context = { ...loaded.value.context, config: { tenant: layer, apps: new Map() }, exceptions, kill };
	const under = await createLocalGuard(release, { deps: { loadContext: async () => ok({ context, degraded: false }) as never } });
	for (const [at, { request }] of requests.entries()) await under.decide(request, AT + turn * HOUR + at * 1_000);
	lines.push(...under.records.map((message) => canonicalJson(message)));
}

// Inputs of the policy's own vectors reach every rule, which requests alone do not.
const policy = createPolicy(compile(release.wasm), release.data, ENTRYPOINT);
for (const [at, vector] of (await readVectors(join(ROOT, "test/vectors"))).entries()) {
	// Some show what the policy makes of an input that the service never builds: such has no record.
	const read = v.safeParse(PolicyInput, vector.input);
	if (!read.success) continue;
	const input = read.output;
	const { config, kill } = input;
	const exceptions = [...input.exceptions, ...(input.scoped_exceptions ?? [])];
	for (const document of [config.tenant, config.app, exceptions, kill]) documents.set(await documentDigest(document), document);
	const verdict = await evaluate(policy, input);
	const named = {
		...{
			defaults: release.manifest.defaults,
			tenant: await documentDigest(config.tenant),
			app: await documentDigest(config.app),
		},
		...{ exceptions: await documentDigest(exceptions), kill: await documentDigest(kill) },
	};
	const { manifest, digest } = release;
	const record = decisionRecord({
		...{ id: newUuidv7(AT + at), time: input.time, tenant: input.tenant, stage: input.stage, principal: "vectors" },
		app: { ...OPEN_APP, name: input.app.id, tier: input.app.tier },
		policy: {
			name: manifest.policy,
			channel: input.app.channel,
			revision: manifest.revision,
			digest,
			config: await documentDigest(named),
		},
		...{ bundle: manifest.renditions.wasm.digest, documents: named, epoch: 1, detectors: detectorSet(DETECTORS), input },
		...{ verdict: verdict.ok ? verdict.value : undefined, outcome: verdict.ok ? "decided" : "unavailable" },
		...{ problem: verdict.ok ? undefined : verdict.error, work: { chars: 0, views: 0, units: 0, signals: input.signals.length } },
		traceId: undefined,
	});
	lines.push(canonicalJson(await recordMessage(record, await newCommitmentKey())));
}

await mkdir(folder, { recursive: false });
await writeFile(join(folder, "records.ndjson.gz"), gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
await writeFile(join(folder, "documents.json"), `${JSON.stringify([...documents.values()], null, "\t")}\n`);
for (const file of ["manifest.json", "data.json", "policy.wasm", "agent.tar.gz", "sources.json"]) {
	await writeFile(join(folder, `${file}.gz`), gzipSync(await readFile(join(RELEASE, file)), { level: 9 }));
}
console.log(`${folder}: ${lines.length} records`);
