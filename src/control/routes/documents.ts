// Documents that records name, given by digest.
import { and, eq, sql } from "drizzle-orm";
import type { DOCUMENT_ROUTES } from "../../contract/api-documents.ts";
import type { DocumentInfo } from "../../contract/documents.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import type { RuleDefaults } from "../config-faults.ts";
import { readDocument } from "../documents.ts";
import { versions } from "../version-schema.ts";
import type { ControlDeps } from "./deps.ts";
import { refuse } from "./reply.ts";
import { unreadable } from "./versions.ts";

/** What has a digest never changes; what a tenant set is the tenant's, so that shared caches do not keep it. */
const CACHE = { "cache-control": "private, max-age=31536000, immutable" };

export function documentHandlers(deps: ControlDeps): Handlers<typeof DOCUMENT_ROUTES> {
	return { document: (request) => document(deps, request) };
}

async function document(deps: ControlDeps, { caller, params }: ApiRequest): Promise<Response> {
	const { digest = "" } = params;
	const found = await readDocument(deps.db, caller.tenant, digest);
	if (found.ok) {
		const { kind, text } = found.value;
		return given({ digest, kind, document: JSON.parse(text) as unknown });
	}
	if (found.error === "damaged") {
		deps.log("error", "documents.damaged", { tenant: caller.tenant, document: digest });
		return refuse("policy-unavailable", "What is stored of this document is not what its digest says; it is not given.");
	}
	return shippedDefaults(deps, caller.tenant, digest);
}

/** What a release ships is within its data, and the manifest names its digest. */
async function shippedDefaults(deps: ControlDeps, tenant: string, digest: string): Promise<Response> {
	const carried = deps.releases.list().find(({ manifest }) => manifest.kind === "guard" && manifest.defaults === digest);
	if (carried !== undefined) return given({ digest, kind: "defaults", document: carried.defaults });
	const [row] = await deps.db
		.select({ digest: versions.digest })
		.from(versions)
		.where(and(eq(versions.tenant, tenant), sql`${versions.manifest} ->> 'defaults' = ${digest}`))
		.limit(1);
	if (row === undefined) return refuse("not-found");
	const stored = await deps.store.read(tenant, row.digest, ["wasm", "data"], "told");
	if (!stored.ok) return unreadable(stored.error);
	// That it has this shape and this digest was checked when it was read.
	const data = JSON.parse(new TextDecoder().decode(stored.value.bytes.data)) as { guard: { config: { defaults: RuleDefaults } } };
	return given({ digest, kind: "defaults", document: data.guard.config.defaults });
}

function given(info: DocumentInfo): Response {
	return Response.json(info, { headers: CACHE });
}
