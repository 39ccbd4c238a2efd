// What tests of a policy came to, and the in-toto statements that say so of exactly one version.
import { join } from "node:path";
import * as v from "valibot";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { STATEMENT_PAYLOAD } from "../../contract/lifecycle.ts";
import { utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf } from "../../platform/digest.ts";
import { type Envelope, type SigningKey, signEnvelope } from "../../platform/dsse.ts";
import type { ReleaseFiles } from "../../policy/bundle.ts";
import { REGO, runOpa } from "../opa.ts";
import { bundleSources, isGuardFolder } from "./build-general.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import { policySources, withWorkspace } from "./sources.ts";

export type Tested = {
	readonly passed: readonly string[];
	readonly failed: readonly string[];
	/** Percent of the lines that the tests run through. */
	readonly coverage: number;
};

const Cases = v.array(
	v.object({ package: v.string(), name: v.string(), fail: v.optional(v.boolean()), error: v.optional(v.unknown()) }),
);
const Coverage = v.object({ coverage: v.number() });

/** Runs the Rego tests of a folder of sources: of the guard, or of any other policy. Throws where the sources do not compile. */
export async function runTests(folder: string): Promise<Tested> {
	const guard = await isGuardFolder(folder);
	const sources = guard ? await policySources(folder, true) : await bundleSources(folder, true);
	const capabilities = guard ? "../capabilities.json" : join(REGO, "capabilities-general.json");
	return withWorkspace(sources, async (workspace) => {
		const run = async (...more: string[]) => {
			const args = ["test", "-b", "--capabilities", capabilities, "--format", "json", ...more, "."];
			const { code, stdout, stderr } = await runOpa(args, { cwd: join(workspace, "bundle") });
			// 2: tests failed, which the output tells.
			if (code !== 0 && code !== 2) throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
			return parse(stdout, stderr);
		};
		const cases = v.parse(Cases, await run());
		const failed = cases.filter((each) => each.fail === true || each.error !== undefined).map(fullName);
		const passed = cases.map(fullName).filter((name) => !failed.includes(name));
		const covered = failed.length > 0 ? undefined : v.safeParse(Coverage, await run("--coverage"));
		return { passed, failed, coverage: covered?.success ? covered.output.coverage : 0 };
	});
}

function fullName(each: { readonly package: string; readonly name: string }): string {
	return `${each.package}.${each.name}`;
}

function parse(stdout: string, stderr: string): unknown {
	try {
		return JSON.parse(stdout);
	} catch {
		throw new Error(stderr || stdout, { cause: SOURCES_AT_FAULT });
	}
}

/** The two statements about a release: what its tests came to, and which sources and compiler gave it; signed. */
export async function attestations(files: ReleaseFiles, tested: Tested, key: SigningKey, now: Date): Promise<Envelope[]> {
	const manifest = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
	const subject = [{ name: `${manifest.policy}@${manifest.revision}`, digest: { sha256: hex(await digestOf(files.manifest)) } }];
	const finishedOn = now.toISOString();
	const sources = { name: "sources.json", digest: { sha256: hex(manifest.renditions.sources.digest) } };
	const sign = (predicateType: string, predicate: object) =>
		signEnvelope(
			STATEMENT_PAYLOAD,
			utf8(canonicalJson({ _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate })),
			[key],
		);
	return Promise.all([
		sign("https://in-toto.io/attestation/test-result/v0.1", {
			result: tested.failed.length === 0 && tested.passed.length > 0 ? "PASSED" : "FAILED",
			configuration: [{ name: "rego-tests", annotations: { finishedOn, coverage: tested.coverage } }, sources],
			passedTests: tested.passed,
			warnedTests: [],
			failedTests: tested.failed,
		}),
		sign("https://slsa.dev/provenance/v1", {
			buildDefinition: {
				buildType: "https://edict.dev/build/policy/v1",
				externalParameters: { policy: manifest.policy, revision: manifest.revision, entrypoints: manifest.entrypoints },
				resolvedDependencies: [sources, { name: "opa", annotations: { version: manifest.opa } }],
			},
			runDetails: { builder: { id: "https://edict.dev/cli/policy-test" }, metadata: { finishedOn } },
		}),
	]);
}

function hex(digest: string): string {
	return digest.slice("sha256:".length);
}
