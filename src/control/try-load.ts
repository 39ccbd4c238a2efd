// A version tried before it is kept: loaded into an isolate of its own, compared with its manifest, every entrypoint asked once.
import { err, ok, type Result } from "../platform/result.ts";
import type { Loadable, VersionLoader } from "../policy/load.ts";
import type { Evaluation, EvaluationFault, VersionFault } from "../policy/version.ts";
import type { TryLoad } from "./publish.ts";

type Refused = Result<never, { readonly reason: VersionFault; readonly detail: string }>;

/** Tries with a loader. What a policy makes of an empty input is its own affair, unless it breaks its isolate. */
export function tryLoadWith(loader: VersionLoader): TryLoad {
	return async (tenant, version) => {
		const described = await loader.describe(tenant, version);
		if (!described.ok) {
			const { reason, missing } = described.error;
			return err({ reason, detail: missing.length > 0 ? `the host lacks ${missing.join(", ")}` : "the module does not start" });
		}
		const { manifest } = version;
		if (!same(described.value.entrypoints, manifest.entrypoints)) return differs("entrypoints");
		if (!same(described.value.builtins, manifest.builtins)) return differs("builtins");
		const answers = await loader.open(tenant, version).evaluate(manifest.entrypoints.map(asked));
		for (const [at, answer] of answers.entries()) {
			if (!answer.ok && BROKEN.has(answer.error.reason)) return broke(manifest.entrypoints[at] ?? "", answer.error);
		}
		return ok(undefined);
	};
}

/** Of the faults of an evaluation those that say that it cannot serve; a conflict or a builtin's error depends on the input. */
const BROKEN: ReadonlySet<EvaluationFault["reason"]> = new Set(["load", "entrypoint-unknown", "trap", "lost"]);

function asked(entrypoint: Loadable["manifest"]["entrypoints"][number]): Evaluation {
	return { entrypoint, input: "{}", mode: "lenient", format: "json" };
}

function differs(what: "entrypoints" | "builtins"): Refused {
	return err({ reason: "corrupt", detail: `the module has other ${what} than the manifest says` });
}

function broke(entrypoint: string, fault: EvaluationFault): Refused {
	return err({ reason: "unsupported", detail: `${entrypoint} stopped (${fault.reason}) when it was asked with an empty input` });
}

function same(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && new Set([...a, ...b]).size === a.length;
}
