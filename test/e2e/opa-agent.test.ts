// A real OPA agent on Edict: it pulls, verifies, decides and reports; tampered bundles are refused and seen; no decision is lost.
// `EDICT_AGENT_DECISIONS=10000` makes it the size of docs/conformance.md. Needs Go, or an OPA that was built before.
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TAMPERINGS } from "../../scripts/opa-agent/proxy.ts";
import { runTrial, type TrialReport } from "../../scripts/opa-agent/trial.ts";
import { hashFiles, readOpaKey, signBundle } from "../../src/cli/policy/opa-signature.ts";
import { writeTar } from "../../src/policy/tar.ts";
import { bundleFiles } from "../cli/opa-bundle.ts";
import { opaBinary } from "../interop/opa-binary.ts";
import { type Service, startService } from "./service.ts";

const DECISIONS = Number(process.env.EDICT_AGENT_DECISIONS ?? 300);

const opa = await opaBinary();
if (opa === undefined)
	process.stderr.write("\nNOT RUN: the trial with a real OPA agent and `opa sign`, since there is no Go to build OPA with\n");

describe.runIf(opa !== undefined)("a real OPA agent", () => {
	let service: Service;
	let report: TrialReport;
	beforeAll(async () => {
		service = await startService();
		const { url, keys } = service.local;
		const sizes = { decisions: DECISIONS, activations: 1 };
		report = await runTrial({ opa: opa ?? "", url, keys, folder: join(service.state, "agent-keys"), ...sizes });
	}, 180_000);
	afterAll(() => service?.end());

	it("gets an activation by the poll that waits for it: sooner than any other poll could bring it", () => {
		expect(report.reachedMs).toHaveLength(1);
		// Discovery lets agents that do not wait poll after 5 s at the soonest.
		expect(Math.max(...report.reachedMs)).toBeLessThanOrEqual(4_500);
	});

	it.each(TAMPERINGS)("refuses a bundle that is %s, goes on with the one before, and the fleet's view says so", (how) => {
		const tampered = report.tampered.find((each) => each.how === how);
		const bundle = tampered?.view.bundles.find(({ name }) => name === "authz");
		expect(tampered?.view.state).toBe("failing");
		expect(bundle?.error).toMatchObject({ code: "bundle_error", fault: how === "flipped" ? "digest" : "signature" });
		expect(bundle?.revision).toBe(tampered?.ran);
		expect(bundle).toMatchObject({ target: { revision: tampered?.recovered }, stale_ms: expect.any(Number) });
		expect(tampered?.ran).not.toBe(tampered?.recovered);
	});

	it("loses none of its decisions, and none is there twice", () => {
		expect(report.asked).toBe(DECISIONS);
		expect({ missing: report.missing, twice: report.twice, foreign: report.foreign, rejected: report.rejected }).toEqual({
			missing: [],
			twice: [],
			foreign: 0,
			rejected: 0,
		});
	});

	it("names the version of each, and keeps nothing of its content", () => {
		const current = report.last.bundles.find(({ name }) => name === "authz");
		expect(report.last.state).toBe("current");
		for (const record of report.records) {
			expect(record).toMatchObject({
				source: "agent",
				path: "authz/allow",
				outcome: "decided",
				agent: { id: report.agent, labels: { region: "trial" } },
				policy: { name: "authz", digest: current?.digest, revision: current?.revision },
			});
		}
		expect(JSON.stringify(report.records)).not.toContain("user-");
		expect(new Set(report.records.map((record) => record.input)).size).toBe(DECISIONS);
		expect(new Set(report.records.map((record) => record.result)).size).toBe(1);
	});
});

describe.runIf(opa !== undefined)("signatures for agents", () => {
	const run = promisify(execFile);
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "edict-opa-sign-"));
		for (const { path, bytes } of bundleFiles()) {
			await mkdir(join(folder, "bundle", path, ".."), { recursive: true });
			await writeFile(join(folder, "bundle", path), bytes);
		}
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	const keyFiles = async (algorithm: "RS256" | "ES256") => {
		const { privateKey, publicKey } =
			algorithm === "RS256"
				? generateKeyPairSync("rsa", { modulusLength: 2048 })
				: generateKeyPairSync("ec", { namedCurve: "P-256" });
		await writeFile(join(folder, `${algorithm}.pem`), privateKey.export({ type: "pkcs8", format: "pem" }));
		await writeFile(join(folder, `${algorithm}.pub`), publicKey.export({ type: "spki", format: "pem" }));
		return { key: join(folder, `${algorithm}.pem`), pub: join(folder, `${algorithm}.pub`) };
	};

	it("hold the hashes that `opa sign` makes of the same files", async () => {
		const { key } = await keyFiles("RS256");
		await run(opa ?? "", ["sign", "--signing-key", key, "--bundle", "bundle", "-o", folder], { cwd: folder });
		const { signatures } = JSON.parse(await readFile(join(folder, ".signatures.json"), "utf8")) as { signatures: string[] };
		const payload = JSON.parse(Buffer.from(signatures[0]?.split(".")[1] ?? "", "base64url").toString()) as {
			files: { name: string; hash: string }[];
		};
		const theirs = payload.files.map((file) => ({ ...file, name: file.name.replace(/^bundle\//, "") }));
		expect((await hashFiles(bundleFiles())).sort(byName)).toEqual(theirs.sort(byName));
	});

	it.each(["RS256", "ES256"] as const)("by %s are verified by OPA, which refuses them under another key", async (algorithm) => {
		const { key, pub } = await keyFiles(algorithm);
		// Only files below the roots of the manifest: OPA checks those too.
		const files = bundleFiles().filter(({ path }) => !path.endsWith("data.json"));
		const bundle = join(folder, `${algorithm}.tar.gz`);
		await writeFile(bundle, await signBundle(new Uint8Array(gzipSync(writeTar(files))), await readOpaKey(key, "publisher-1")));
		const read = (verificationKey: string) =>
			run(opa ?? "", [
				...["build", "--bundle", bundle, "--verification-key", verificationKey, "--verification-key-id", "publisher-1"],
				...["--signing-alg", algorithm, "--output", join(folder, "read.tar.gz")],
			]);
		await read(pub);
		const other = await keyFiles(algorithm);
		await expect(read(other.pub)).rejects.toThrow(/verif/i);
	});
});

function byName(a: { name: string }, b: { name: string }): number {
	return a.name < b.name ? -1 : 1;
}
