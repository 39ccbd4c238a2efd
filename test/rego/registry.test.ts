// The registry of signal types has a version, which rises with every type; and the policy's tests know the same types.
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { SIGNAL_TYPES_MODULE } from "../../src/cli/policy/check.ts";
import { signalTypesModule } from "../../src/cli/policy/vocabulary.ts";
import { SIGNAL_REGISTRY_VERSION, SIGNAL_TYPES } from "../../src/contract/signal.ts";
import { documentDigest } from "../../src/platform/digest.ts";

/** Digest of the sorted names of each version so far. A line is added, none is changed. */
const VERSIONS: Readonly<Record<number, string>> = {
	1: "sha256:02f20ceda79d2eb706ad6156c877e3f74ebd34c29746683f1a8515e6cbb01479",
};

it("has the types that its version says", async () => {
	const digest = await documentDigest(Object.keys(SIGNAL_TYPES).sort());
	const add = `types were added or taken away: raise SIGNAL_REGISTRY_VERSION and add its line to VERSIONS: "${digest}"`;
	expect(digest, add).toBe(VERSIONS[SIGNAL_REGISTRY_VERSION]);
	expect(Object.keys(VERSIONS).map(Number), "one line for each version").toEqual(
		Array.from({ length: SIGNAL_REGISTRY_VERSION }, (_, index) => index + 1),
	);
});

it("is what the policy's tests may name", async () => {
	expect(await readFile(`rego/${SIGNAL_TYPES_MODULE}`, "utf8"), "run: npm run policy:docs").toBe(signalTypesModule());
});
