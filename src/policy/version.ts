// What a version is to whoever asks it: named by digest, evaluated in batches, wherever its code runs.
import type { ReleaseManifest } from "../contract/bundle.ts";
import type { ExplainLevel } from "../contract/explanation.ts";
import type { Result } from "../platform/result.ts";
import type { Format } from "./abi.ts";
import type { EvaluationContext } from "./builtins/builtin.ts";
import type { EngineFault, ErrorMode } from "./engine.ts";
import type { Explained } from "./explain.ts";

/** One evaluation. It crosses isolates, so that it holds plain values only; what `print` writes is collected where asked. */
export type Evaluation = {
	/** `a/b`, one of the manifest's entrypoints. */
	readonly entrypoint: string;
	/** Value text (JSON is value text); `undefined`: no input. */
	readonly input: string | undefined;
	readonly mode: ErrorMode;
	readonly format: Format;
	readonly context?: Omit<EvaluationContext, "print" | "note" | "place">;
};

/** `lost`: the isolate that held the version was stopped or broke while it worked; whatever it had computed is gone. */
export type EvaluationFault = EngineFault | { readonly reason: "lost" };

export type ServingVersion = {
	/** Digest of the release manifest: the version. */
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	/** Compiled into this Worker, or loaded into an isolate of its own. */
	readonly source: "baked" | "loaded";
	/** Text of its data document, for what is answered from the data alone. */
	readonly data?: string;
	/** Result-set texts in the order asked. A loaded version is asked in one hop. */
	readonly evaluate: (evaluations: readonly Evaluation[]) => Promise<Result<string, EvaluationFault>[]>;
	/** Of a debug rendition alone: evaluates once and tells how it came to what it answers. */
	readonly explain?: (evaluation: Evaluation, level: ExplainLevel) => Promise<Result<Explained, "lost" | "no-places">>;
};

/**
 * Why a version cannot serve: `unknown` the tenant has none of that digest; `corrupt` its bytes are not what its digests say;
 * `untrusted` no key of the tenant that still counts signed it; `unsupported` it needs what this host or plan lacks (a builtin,
 * an input contract, the loader); `unavailable` the store could not be read.
 */
export type VersionFault = "unknown" | "corrupt" | "untrusted" | "unsupported" | "unavailable";

export type Versions = {
	/** Finds a version of a tenant and makes it ready. Values may be kept between requests, never promises. */
	readonly find: (tenant: string, digest: string) => Promise<Result<ServingVersion, VersionFault>>;
};
