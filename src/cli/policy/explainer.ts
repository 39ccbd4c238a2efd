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
import { documentOf, joined } from "./explained-parts.ts";
import { SOURCES_AT_FAULT } from "./inspect.ts";
import { releaseOf } from "./release-of.ts";

export type Explained = {
	readonly manifest: ReleaseManifest;
	readonly digest: string;
	readonly entrypoint: string;
	/** The result, `undefined` where there is none; or why the evaluation ended without. */
	readonly result: Result<unknown, string>;
	readonly explanation: Explanation;
	/** What the asker should know of how the question was understood. */
	readonly notes: readonly string[];
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
			const { entrypoints, kind } = release.manifest;
			const asked = entrypoint === undefined ? entrypointOf(entrypoints, rule) : slashed(entrypoint);
			const parts = entrypoints.includes(asked) ? [asked] : entrypoints.filter((path) => path.startsWith(`${asked}/`));
			if (parts.length === 0) throw atFault(`there is no entrypoint ${asked}: there are ${entrypoints.join(", ")}`);
			const { text, notes } = unwrapped(files.sources, json);
			const input = await inputOf(release, text);
			const only = rule === undefined ? undefined : isRule(rule);
			if (only !== undefined && !explainer.value.places.rules.some(({ path }) => only(path))) {
				throw atFault(`there is no rule ${rule}`);
			}
			const mode = kind === "guard" ? "strict" : "lenient";
			const told = parts.map((path) =>
				explainer.value.explain({ entrypoint: path, input, mode, format: "json" } as const, level, only),
			);
			const [first, ...others] = told.map(({ explanation }) => explanation);
			if (first === undefined) throw new Error("an evaluation tells how it went");
			return {
				...{ manifest: release.manifest, digest: release.digest, entrypoint: asked, notes },
				result: together(asked, parts, told),
				explanation: others.length === 0 ? first : joined([first, ...others]),
			};
		},
	};
}

/** The entrypoint that covers the rule; the first where none does, or nothing is said of a rule. */
function entrypointOf(entrypoints: readonly string[], rule: string | undefined): string {
	const named = rule === undefined ? "" : slashed(rule);
	const covering = entrypoints.filter((path) => named === path || named.startsWith(`${path}/`));
	return covering.sort((a, b) => b.length - a.length)[0] ?? entrypoints[0] ?? "";
}

/** `a/b` of `a/b`, `/a/b`, `data.a.b` and `data/a/b`. */
function slashed(path: string): string {
	return path
		.replaceAll(".", "/")
		.replace(/^\//, "")
		.replace(/^data\//, "");
}

type Told = { readonly answer: Result<string, Parameters<typeof faultText>[0]> };

function together(asked: string, parts: readonly string[], told: readonly Told[]): Result<unknown, string> {
	const values: { entrypoint: string; value: unknown }[] = [];
	for (const [at, { answer }] of told.entries()) {
		if (!answer.ok) return err(faultText(answer.error));
		values.push({ entrypoint: parts[at] ?? "", value: resultOf(answer.value) });
	}
	return ok(parts[0] === asked ? values[0]?.value : documentOf(asked, values));
}

/** OPA's clients send `{"input": …}`; what a policy is asked is what stands within, unless its sources speak of `input.input`. */
function unwrapped(listing: Uint8Array, json: string): { text: string; notes: string[] } {
	const parsed = parseValue(json);
	const inner = /^\s*\{\s*"input"\s*:([\s\S]*)\}\s*$/.exec(json)?.[1];
	const asIs = { text: json, notes: [] };
	if (!parsed.ok || inner === undefined || !parseValue(inner).ok) return asIs;
	const { files } = JSON.parse(new TextDecoder().decode(listing)) as { files: readonly { readonly text: string }[] };
	if (files.some(({ text }) => /\binput(?:\.input\b|\[["`]input)/.test(text))) return asIs;
	return { text: inner.trim(), notes: ['the input was taken out of {"input": …}, which is how OPA\'s API is asked'] };
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

/** By path, as `data.a.b` or `a/b`, or by the id that the guard's rules have; and all that is below. */
function isRule(rule: string): (path: string) => boolean {
	const dotted = slashed(rule).replaceAll("/", ".");
	const named = [`data.${dotted}`, `data.guard.rules.${dotted}`];
	return (path) => named.some((one) => path === one || path.startsWith(`${one}.`));
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
