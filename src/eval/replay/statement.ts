// Impact as evidence: an in-toto statement bound to the draft and to every version that decided, to be signed as DSSE.
import type { ImpactCounts, ImpactFilter } from "../../contract/impact.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { HOST_VERSION } from "../../platform/version.ts";

/** Payload type of in-toto statements in DSSE. */
export const IN_TOTO_PAYLOAD = "application/vnd.in-toto+json";
const STATEMENT = "https://in-toto.io/Statement/v1";
export const IMPACT_PREDICATE = "https://edict.dev/attestations/impact/v1";

export type ImpactEvidence = {
	readonly draft: string;
	readonly counts: ImpactCounts;
	readonly filter: ImpactFilter & { readonly base?: string | undefined };
	/** Digest of the export that was read, absent: the service's own records. */
	readonly records?: string | undefined;
	/** ms. */
	readonly at: number;
};

/**
 * The statement's canonical bytes as text. Subjects are the release manifests: the draft first, then the versions that decided.
 * It states what was counted, not that it is good: what is enough is for the gates to say.
 */
export function impactStatement({ draft, counts, filter, records, at }: ImpactEvidence): string {
	const subject = (name: string, digest: string) => ({ name, digest: { sha256: digest.replace(/^sha256:/, "") } });
	const versions = Object.keys(counts.versions).filter((digest) => digest !== draft);
	return canonicalJson({
		_type: STATEMENT,
		subject: [subject("draft", draft), ...versions.sort().map((digest) => subject("decided", digest))],
		predicateType: IMPACT_PREDICATE,
		predicate: {
			host: HOST_VERSION,
			time: new Date(at).toISOString(),
			filter,
			...(records === undefined ? {} : { records: { sha256: records.replace(/^sha256:/, "") } }),
			counts,
		},
	});
}
