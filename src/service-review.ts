// Composes what looks at decisions again: the ledger's records, the control plane's documents and versions, and the jobs.
import type { Baseline } from "./baseline.ts";
import type { REVIEW_ROUTES } from "./contract/api-review.ts";
import type { ControlDb } from "./control/database.ts";
import { readDocuments } from "./control/documents.ts";
import type { VersionStore } from "./control/version-store.ts";
import type { Compared } from "./eval/diff/version-diff.ts";
import type { ReviewDeps } from "./eval/review/deps.ts";
import { reviewHandlers } from "./eval/review/routes.ts";
import { recordAccess } from "./ledger/export.ts";
import { d1ImpactJobs } from "./ledger/impact-jobs.ts";
import type { LeafBodyDeps } from "./ledger/leaf-bodies.ts";
import { findDecision, searchDecisions, type Tokens } from "./ledger/query.ts";
import type { Handlers } from "./platform/api.ts";
import type { Log } from "./platform/log.ts";
import { err, ok, type Result } from "./platform/result.ts";
import type { Tokeniser } from "./platform/token.ts";
import type { Versions } from "./policy/version.ts";

export type ReviewParts = {
	/** The ledger, where also who looked at what becomes a leaf. */
	readonly store: LeafBodyDeps;
	readonly control: ControlDb;
	readonly tokens: Tokeniser;
	readonly baseline: Baseline;
	readonly serving: { readonly versions: Versions };
	readonly published: Pick<VersionStore, "read">;
	readonly log: Log;
};

export function composeReview(parts: ReviewParts): Handlers<typeof REVIEW_ROUTES> {
	const { control, log } = parts;
	const { versions } = parts.serving;
	const ledger = parts.store.db;
	const tokens: Tokens = (tenant, purpose, identifier) => parts.tokens.all(tenant, purpose, identifier);
	const deps: ReviewDeps = {
		find: async (scope, id) => {
			const found = await findDecision(ledger, scope as Parameters<typeof findDecision>[1], id);
			return found.ok ? ok(found.value.record) : found;
		},
		search: (scope, filter, { limit, cursor }) =>
			searchDecisions({ db: ledger, tokens }, scope as Parameters<typeof findDecision>[1], {
				...filter,
				kind: "decision",
				limit,
				cursor,
			}),
		documents: async (tenant, digests) => {
			const found = await readDocuments(control, tenant, digests);
			const documents = new Map<string, Result<unknown, "document-damaged">>();
			for (const [digest, document] of found) {
				documents.set(digest, document.ok ? ok(JSON.parse(document.value.text) as unknown) : err("document-damaged"));
			}
			return documents;
		},
		versions,
		compared: (tenant, digest) => comparedOf(parts, tenant, digest),
		jobs: d1ImpactJobs(ledger),
		accessed: async (caller, what, subject, now) => {
			await recordAccess(parts.store, caller, now, { action: what, purpose: "review", filter: { subject } });
		},
		log,
	};
	return reviewHandlers(deps);
}

type Fault = Awaited<ReturnType<ReviewDeps["compared"]>> extends Result<unknown, infer E> ? E : never;

/** What a version says of itself; what nobody signs for any more may still be looked at. */
async function comparedOf(
	{ baseline, published }: ReviewParts,
	tenant: string,
	digest: string,
): Promise<Result<Compared, Fault>> {
	if (digest === baseline.digest) {
		const { manifest, sources, version } = baseline;
		return ok({ digest, manifest, sources, data: JSON.parse(version.data ?? "{}") as unknown });
	}
	const stored = await published.read(tenant, digest, ["data", "sources"], "told");
	if (!stored.ok) return stored;
	const { manifest, bytes } = stored.value;
	const json = (file: Uint8Array) => JSON.parse(new TextDecoder().decode(file)) as unknown;
	const { files } = json(bytes.sources) as { files: Compared["sources"] };
	return ok({ digest, manifest, data: json(bytes.data), sources: files });
}
