// An explainer over a folder: a release as it is, or sources, which are built first.
import * as v from "valibot";
import type { ReleaseManifest } from "../../contract/bundle.ts";
import type { ExplainLevel, Explanation } from "../../contract/explanation.ts";
import { PolicyInput } from "../../contract/input.ts";
import { DecideRequest } from "../../contract/request.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { loadAllBuiltins } from "../../policy/builtins/registry.ts";
import { type GuardRelease, type Release, readRelease } from "../../policy/bundle.ts";
import { createExplainer } from "../../policy/explain.ts";
import { parseValue } from "../../policy/value.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import { releaseOf } from "./release-of.ts";

export type Explained = {
	readonly manifest: ReleaseManifest;
	readonly digest: string;
	readonly entrypoint: string;
	/** The result, `undefined` where there is none; or why the evaluation ended without. */
	readonly result: Result<unknown, string>;
	readonly explanation: Explanation;
};

export type Asked = {
	readonly level: ExplainLevel;
	readonly entrypoint?: string | undefined;
	readonly rule?: string | undefined;
};

export type FolderExplainer = {
	/** `json`: the input's text. Throws, with words for the author, what is wrong with the question. */
	readonly explain: (json: string, asked: Asked) => Promise<Explained>;
};

/** Throws, with words for the author, when the folder holds neither a release with a debug rendition nor sources of one. */
export async function explainerOf(folder: string): Promise<FolderExplainer> {
	const files = await releaseOf(folder);
	if (files.debug === undefined) throw atFault(`${folder} holds a release without a debug rendition: build it anew`);
	const read = await readRelease(files);
	if (!read.ok) throw atFault(`${folder} holds no valid release: ${JSON.stringify(read.error)}`);
	const release = read.value;
	const explainer = createExplainer(compileModule(files.debug), release.dataText, await loadAllBuiltins());
	if (!explainer.ok) throw atFault(`${folder} holds a debug rendition that does not say where it is`);
	return {
		explain: async (json, { level, entrypoint, rule }) => {
			const asked = entrypoint ?? release.manifest.entrypoints[0] ?? "";
			if (!release.manifest.entrypoints.includes(asked)) {
				throw atFault(`there is no entrypoint ${asked}: there are ${release.manifest.entrypoints.join(", ")}`);
			}
			const mode = release.manifest.kind === "guard" ? "strict" : "lenient";
			const evaluation = { entrypoint: asked, input: await inputOf(release, json), mode, format: "json" } as const;
			const { answer, explanation } = explainer.value.explain(evaluation, level, rule === undefined ? undefined : isRule(rule));
			const result = answer.ok ? ok(resultOf(answer.value)) : err(faultText(answer.error));
			return { manifest: release.manifest, digest: release.digest, entrypoint: asked, result, explanation };
		},
	};
}

/** What the policy is asked: of the guard, a request is made into the input that the guard would get. */
async function inputOf(release: Release, json: string): Promise<string> {
	if (!parseValue(json).ok) throw atFault("the input is not JSON");
	if (release.manifest.kind !== "guard") return json;
	const plain: unknown = JSON.parse(json);
	if (v.is(PolicyInput, plain)) return json;
	const request = v.safeParse(DecideRequest, plain);
	if (!request.success) {
		const wanted = typeof plain === "object" && plain !== null && "contract" in plain ? PolicyInput : DecideRequest;
		const issues = v.safeParse(wanted, plain).issues ?? [];
		throw atFault(issues.map((issue) => `the input: ${v.getDotPath(issue) ?? ""}: ${issue.message}`).join("\n"));
	}
	// Only here: the whole pipeline is much to load for an input that is ready.
	const { createLocalGuard, OPEN_APP } = await import("../../eval/local-guard.ts");
	const guard = await createLocalGuard(release as GuardRelease, { apps: [{ ...OPEN_APP, name: request.output.app }] });
	const decided = await guard.decide({ ...(plain as object), dry_run: true } as Parameters<typeof guard.decide>[0]);
	if (!decided.ok || decided.value.input === undefined)
		throw atFault("the request cannot be read: the guard makes no input of it");
	return JSON.stringify(decided.value.input);
}

/** By path, or by the id that the guard's rules have. */
function isRule(rule: string): (path: string) => boolean {
	return rule.startsWith("data.")
		? (path) => path === rule || path.startsWith(`${rule}.`)
		: (path) => path.startsWith(`data.guard.rules.${rule}.`) || path.startsWith(`data.${rule.replaceAll("/", ".")}`);
}

function resultOf(answer: string): unknown {
	const [first] = JSON.parse(answer) as [{ result: unknown }?];
	return first?.result;
}

function faultText(fault: { readonly reason: string; readonly message?: string; readonly builtin?: string }): string {
	return [fault.reason, fault.builtin, fault.message].filter((part) => part !== undefined).join(": ");
}

function compileModule(wasm: Uint8Array<ArrayBuffer>): WebAssembly.Module {
	return new (WebAssembly.Module as unknown as new (bytes: BufferSource) => WebAssembly.Module)(wasm);
}

function atFault(message: string): Error {
	return new Error(message, { cause: SOURCES_AT_FAULT });
}
