// Which version a revision names: agents know versions by their revisions, and one revision of a line is one version.
import { and, eq, sql } from "drizzle-orm";
import { type ControlDb, persistent } from "../database.ts";
import { versions } from "../version-schema.ts";
import { type NamedRevision, revisionKey } from "./deps.ts";

/** Looks revisions up among a tenant's published versions and those that are `carried` by this deployment. */
export async function digestsOf(
	db: ControlDb,
	carried: readonly (NamedRevision & { readonly digest: string })[],
	tenant: string,
	revisions: readonly NamedRevision[],
): Promise<ReadonlyMap<string, string>> {
	const found = new Map(carried.map((version) => [revisionKey(version), version.digest]));
	const asked = revisions.filter((revision) => !found.has(revisionKey(revision)));
	if (asked.length === 0) return found;
	const wanted = sql`(${versions.policy}, ${versions.revision}) in (
		select value ->> 'policy', value ->> 'revision' from json_each(${JSON.stringify(asked)}))`;
	const rows = await persistent(() =>
		db
			.select({ policy: versions.policy, revision: versions.revision, digest: versions.digest })
			.from(versions)
			.where(and(eq(versions.tenant, tenant), wanted)),
	);
	for (const row of rows) found.set(revisionKey(row), row.digest);
	return found;
}
