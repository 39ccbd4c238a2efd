// Compares two versions of a policy: rules, defaults, what they may call, data, and the Rego itself.
import type { ReleaseManifest, RuleMetadata } from "../../contract/bundle.ts";
import type { FileChange, RuleChange, ValueChange, VersionDiff } from "../../contract/version-diff.ts";
import { MAX_DIFF_CHARS, MAX_DIFF_VALUES } from "../../platform/limits.ts";
import { differencesOf, same } from "../replay/same.ts";
import { unifiedDiff } from "./lines.ts";

/** A version as it is compared: its sources and data, whoever holds them. */
export type Compared = {
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	readonly data: unknown;
	readonly sources: readonly { readonly path: string; readonly text: string }[];
};

export function versionDiff(from: Compared, to: Compared): VersionDiff {
	const files = filesOf(from, to);
	const rules = rulesOf(from, to, files);
	const data = valuesOf(withoutDefaults(from.data), withoutDefaults(to.data));
	const manifest = valuesOf(headOf(from.manifest), headOf(to.manifest));
	const bounded = boundedFiles(files);
	return {
		from: sideOf(from),
		to: sideOf(to),
		same: from.digest === to.digest,
		rules,
		manifest,
		entrypoints: setsOf(from.manifest.entrypoints, to.manifest.entrypoints),
		roots: setsOf(from.manifest.roots, to.manifest.roots),
		builtins: setsOf(from.manifest.builtins, to.manifest.builtins),
		capabilities: setsOf(capabilitiesOf(from), capabilitiesOf(to)),
		data,
		files: bounded,
		truncated: data.length >= MAX_DIFF_VALUES || bounded.some(({ diff }, at) => diff !== files[at]?.diff),
	};
}

function sideOf({ digest, manifest }: Compared): VersionDiff["from"] {
	return { digest, policy: manifest.policy, revision: manifest.revision };
}

function headOf({ kind, opa, rego_version, input }: ReleaseManifest) {
	return { kind, opa, rego_version, input };
}

function rulesOf(from: Compared, to: Compared, files: readonly FileChange[]): VersionDiff["rules"] {
	const [before, after] = [byId(from.manifest.rules), byId(to.manifest.rules)];
	const [was, is] = [defaultsOf(from.data), defaultsOf(to.data)];
	const changed: RuleChange[] = [];
	for (const [id, rule] of after) {
		const former = before.get(id);
		if (former === undefined) continue;
		const metadata = valuesOf(former, rule);
		const defaults = valuesOf(was[id], is[id]);
		// A rule is a package: its logic is all Rego of the folder that its source lies in.
		const folder = rule.source.slice(0, rule.source.lastIndexOf("/") + 1);
		const logic = files.some(({ path, change }) => change !== "words" && path.startsWith(folder) && path.endsWith(".rego"));
		if (metadata.length + defaults.length > 0 || logic) changed.push({ id, metadata, defaults, logic });
	}
	return {
		added: [...after.values()].filter(({ id }) => !before.has(id)),
		removed: [...before.values()].filter(({ id }) => !after.has(id)),
		changed,
	};
}

function byId(rules: readonly RuleMetadata[]): Map<string, RuleMetadata> {
	return new Map(rules.map((rule) => [rule.id, rule]));
}

type Defaults = { readonly guard?: { readonly config?: { readonly defaults?: Readonly<Record<string, unknown>> } } };

function defaultsOf(data: unknown): Readonly<Record<string, unknown>> {
	return (data as Defaults | null)?.guard?.config?.defaults ?? {};
}

/** The defaults are told rule by rule. */
function withoutDefaults(data: unknown): unknown {
	const { guard, ...rest } = (data ?? {}) as { guard?: { config?: { defaults?: unknown } } };
	if (guard?.config?.defaults === undefined) return data;
	const { defaults: _, ...config } = guard.config;
	return { ...rest, guard: { ...guard, config } };
}

function valuesOf(from: unknown, to: unknown): ValueChange[] {
	return differencesOf("", from, to, MAX_DIFF_VALUES).map(({ field, recorded, recomputed }) => ({
		path: field,
		...(recorded === undefined ? {} : { from: recorded }),
		...(recomputed === undefined ? {} : { to: recomputed }),
	}));
}

function setsOf(from: readonly string[], to: readonly string[]): { added: string[]; removed: string[] } {
	return { added: to.filter((each) => !from.includes(each)), removed: from.filter((each) => !to.includes(each)) };
}

function capabilitiesOf({ sources }: Compared): string[] {
	const text = sources.find(({ path }) => path === "capabilities.json")?.text;
	if (text === undefined) return [];
	return ((JSON.parse(text) as { builtins?: { name: string }[] }).builtins ?? []).map(({ name }) => name);
}

function filesOf(from: Compared, to: Compared): FileChange[] {
	const [before, after] = [textsOf(from), textsOf(to)];
	const changes: FileChange[] = [];
	for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
		const [was, is] = [before.get(path), after.get(path)];
		if (was === is) continue;
		const change = was === undefined ? "added" : is === undefined ? "removed" : sameWords(path, was, is) ? "words" : "changed";
		changes.push({ path, change, diff: unifiedDiff(was ?? "", is ?? "") });
	}
	return changes;
}

function textsOf({ sources }: Compared): Map<string, string> {
	return new Map(sources.map(({ path, text }) => [path, text]));
}

/** Whether two sources say the same: Rego without comments and white space, JSON as values. */
function sameWords(path: string, a: string, b: string): boolean {
	if (path.endsWith(".rego")) return normalised(a) === normalised(b);
	if (!path.endsWith(".json")) return false;
	try {
		return same(JSON.parse(a), JSON.parse(b));
	} catch {
		return false;
	}
}

const TOKEN = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\n[ \t\r\n]*|[ \t\r]+/g;

/**
 * Rego with comments left out and white space made one blank or one line end. Metadata is a comment and told apart; where a line
 * ends has a meaning, how often does not.
 */
export function normalised(source: string): string {
	const words = source.replaceAll(TOKEN, (token) => {
		// White space within a string is the string's: written so that none of it is left to be folded.
		if (token.startsWith('"') || token.startsWith("`")) return JSON.stringify(token).replaceAll(" ", "\\u0020");
		if (token.startsWith("#")) return "";
		return token.startsWith("\n") ? "\n" : " ";
	});
	return words.replaceAll(/ ?\n[ \n]*/g, "\n").trim();
}

/** Cuts what is beyond the bound, the last files first. */
function boundedFiles(files: readonly FileChange[]): FileChange[] {
	let left = MAX_DIFF_CHARS;
	return files.map((file) => {
		const diff = file.diff.slice(0, Math.max(0, left));
		left -= file.diff.length;
		return { ...file, diff };
	});
}
