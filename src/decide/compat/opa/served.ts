// Which versions answer a question: those of the tenant's policies that own a part of what is asked for.
import type { ChannelTarget, Pointer } from "../../../contract/pointer.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import type { Value } from "../../../policy/value.ts";
import { parseValue } from "../../../policy/value.ts";
import type { ServingVersion, VersionFault, Versions } from "../../../policy/version.ts";
import type { FormerVersions } from "../../evaluate/former.ts";
import { nameOf, type Term } from "./path.ts";

/** A policy of the tenant in force on the channel asked for. */
export type Served = {
	readonly name: string;
	readonly channel: string;
	readonly roots: readonly string[];
	readonly version: ServingVersion;
	/** It is the version before the one that the channel leads to, which cannot serve. */
	readonly degraded: boolean;
	/** Whether its base data is part of documents. */
	readonly tellsData: boolean;
};

export type ServedFault =
	| { readonly reason: "channel-unknown"; readonly channel: string }
	| { readonly reason: VersionFault; readonly policy: string; readonly channel: string; readonly target: ChannelTarget };

/** What a channel leads to that has no version of its own. */
export const STABLE = "stable";

export type ServedDeps = {
	readonly versions: Versions;
	/** Digest of the version of a policy that this Worker carries. */
	readonly baked: (policy: string) => string | undefined;
	readonly former: FormerVersions;
};

export type Asked = {
	readonly now: number;
	/** Whether nothing but the version that the channel leads to may answer. */
	readonly strict: boolean;
	/** Whether the guard's base data, its thresholds and types, may be told. */
	readonly tellsGuard: boolean;
};

/**
 * The policies that own something at, above or below the path, each with a version ready to serve. One that has none is a fault
 * of the whole, since a document without its part would say that it says nothing; paths elsewhere are not touched by it.
 */
export async function findServed(
	pointer: Pointer,
	terms: readonly Term[],
	channel: string,
	deps: ServedDeps,
	{ now, strict, tellsGuard }: Asked,
): Promise<Result<Served[], ServedFault>> {
	const policies = Object.entries(pointer.policies);
	if (channel !== STABLE && !policies.some(([, { channels }]) => Object.hasOwn(channels, channel))) {
		return err({ reason: "channel-unknown", channel });
	}
	const served: Served[] = [];
	for (const [name, { roots, channels }] of policies) {
		const on = Object.hasOwn(channels, channel) ? channel : STABLE;
		const target = channels[on];
		if (target === undefined || !roots.some((root) => meets(root, terms))) continue;
		const at = { digest: digestOn(name, target, deps), since: target.since };
		const line = `${pointer.tenant} ${name} ${on}`;
		const found = await deps.former.findOrFormer(line, at, now, (digest) => deps.versions.find(pointer.tenant, digest));
		if (!found.ok || (found.value.degraded && strict)) {
			const reason = found.ok ? "unavailable" : found.error;
			return err({ reason, policy: name, channel: on, target: { ...target, digest: at.digest } });
		}
		const { value: version, degraded } = found.value;
		served.push({ name, channel: on, roots, version, degraded, tellsData: tellsGuard || version.manifest.kind !== "guard" });
	}
	return ok(served);
}

/** The version that a target leads to here: while a deployment spreads, what this isolate carries. */
export function digestOn(policy: string, { deployed, digest }: ChannelTarget, { baked }: Pick<ServedDeps, "baked">): string {
	return deployed ? (baked(policy) ?? digest) : digest;
}

/** Whether the path lies within the root or leads to it. */
function meets(root: string, terms: readonly Term[]): boolean {
	const names = root === "" ? [] : root.split("/");
	return terms.every((term, index) => index >= names.length || nameOf(term) === names[index]);
}

/** Base documents of a version, read once. */
const documents = new WeakMap<object, Value | undefined>();

export function baseOf(version: ServingVersion): Value | undefined {
	const { data, manifest } = version;
	if (data === undefined) return undefined;
	if (!documents.has(manifest)) {
		const parsed = parseValue(data);
		documents.set(manifest, parsed.ok ? parsed.value : undefined);
	}
	return documents.get(manifest);
}
