// Versions and documents of a tenant, as replay asks for them in the service.
import { inputReads } from "../replay/reads.ts";
import type { Sources } from "../replay/recompute.ts";
import type { ReviewDeps } from "./deps.ts";

export function sourcesFor(deps: ReviewDeps, tenant: string): Sources {
	return {
		version: (digest) => deps.versions.find(tenant, digest),
		documents: (digests) => deps.documents(tenant, digests),
		reads: async (digest) => {
			const compared = await deps.compared(tenant, digest);
			return compared.ok ? inputReads(compared.value.sources) : [];
		},
	};
}
