// The rows of published versions: inserted once, under conditions that hold however many publish at once; listed with trust.
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { ReleaseManifest } from "../contract/bundle.ts";
import type { VersionInfo } from "../contract/versions.ts";
import { MAX_LISTED_VERSIONS, MAX_VERSIONS } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { overlap } from "../policy/roots.ts";
import type { ControlDb } from "./database.ts";
import type { Actor } from "./registry.ts";
import { signingKeys, versionSignatures, versions } from "./version-schema.ts";

export type VersionRow = typeof versions.$inferSelect;

export type NewVersion = {
	readonly digest: string;
	readonly manifest: ReleaseManifest;
	/** The bytes that the digest is of. */
	readonly manifestText: string;
	readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
	readonly triedOn?: string | undefined;
};

export type InsertFault =
	/** Another version of the line has the revision. */
	| { readonly reason: "revision-taken"; readonly digest: string }
	/** Another line of the tenant owns the root, or a part of it. */
	| { readonly reason: "root-taken"; readonly policy: string; readonly root: string }
	| { readonly reason: "full" };

/** Inserts a version and its signatures in one transaction. The version that is there already is no fault. */
export async function insertVersion(db: ControlDb, actor: Actor, version: NewVersion): Promise<Result<VersionInfo, InsertFault>> {
	const { tenant, at, by } = actor;
	const { digest, manifest, signatures } = version;
	const { policy, kind, revision, roots } = manifest;
	const bytes = Object.values(manifest.renditions).reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
	const columns = list([tenant, digest, policy, kind, revision, version.manifestText, bytes, at, by, version.triedOn ?? null]);
	const ofLine = sql`(select count(*) from ${versions} where ${versions.tenant} = ${tenant} and ${versions.policy} = ${policy})`;
	const taken = sql`exists (select 1 from (${rootsOfOthers(tenant, policy)}) as theirs, json_each(${JSON.stringify(roots)}) as mine
		where substr(theirs.root || '/', 1, length(mine.value) + 1) = mine.value || '/'
			or substr(mine.value || '/', 1, length(theirs.root) + 1) = theirs.root || '/')`;
	await db.batch([
		db.insert(versions).select(sql`select ${columns} where not ${taken} and ${ofLine} < ${MAX_VERSIONS}`).onConflictDoNothing(),
		...signatures.map(({ keyid, sig }) =>
			db
				.insert(versionSignatures)
				.select(
					sql`select ${list([tenant, digest, keyid, sig, at, by])} where exists (select 1 from ${versions}
						where ${versions.tenant} = ${tenant} and ${versions.digest} = ${digest})`,
				)
				.onConflictDoNothing(),
		),
	]);
	const [made] = await listVersions(db, tenant, digest);
	return made === undefined ? err(await whyNot(db, tenant, manifest)) : ok(made);
}

function list(values: readonly (string | number | null)[]): SQL {
	return sql.join(
		values.map((value) => sql`${value}`),
		sql`, `,
	);
}

/** Every root that a version of another line of the tenant declares; a version that serves no more may serve again. */
function rootsOfOthers(tenant: string, policy: string): SQL {
	return sql`select distinct v.policy as policy, r.value as root
		from ${versions} as v, json_each(v.manifest, '$.roots') as r where v.tenant = ${tenant} and v.policy <> ${policy}`;
}

async function whyNot(db: ControlDb, tenant: string, { policy, revision, roots }: ReleaseManifest): Promise<InsertFault> {
	const [same] = await db
		.select({ digest: versions.digest })
		.from(versions)
		.where(and(eq(versions.tenant, tenant), eq(versions.policy, policy), eq(versions.revision, revision)));
	if (same !== undefined) return { reason: "revision-taken", digest: same.digest };
	const others = await db.all<{ policy: string; root: string }>(rootsOfOthers(tenant, policy));
	const other = others.find(({ root }) => roots.some((mine) => overlap(mine, root)));
	return other === undefined ? { reason: "full" } : { reason: "root-taken", ...other };
}

type Listed = Omit<VersionRow, "tenant" | "manifest"> & {
	readonly entrypoints: string;
	readonly roots: string;
	readonly signed: string;
};

/** Versions of a tenant, by line, newest first: the newest of each line, or all that have one digest. */
export async function listVersions(db: ControlDb, tenant: string, digest?: string): Promise<VersionInfo[]> {
	const mine = sql`v.tenant = ${tenant} ${digest === undefined ? sql`` : sql`and v.digest = ${digest}`}`;
	const rows = await db.all<Listed>(sql`
		with newest as (
			select v.*, row_number() over (partition by v.policy order by v.published_at desc, v.digest) as place
			from ${versions} as v where ${mine}
		)
		select n.digest, n.policy, n.kind, n.revision, n.bytes, n.published_at as publishedAt, n.published_by as publishedBy,
			n.tried_on as triedOn, json_extract(n.manifest, '$.entrypoints') as entrypoints, json_extract(n.manifest, '$.roots') as roots,
			(select json_group_array(json_object('fingerprint', s.fingerprint, 'principal', k.principal,
				'counts', json(iif(k.revoked_at is null and k.purpose = 'release', 'true', 'false'))))
				from ${versionSignatures} as s join ${signingKeys} as k on k.tenant = s.tenant and k.fingerprint = s.fingerprint
				where s.tenant = ${tenant} and s.digest = n.digest) as signed
		from newest as n where n.place <= ${MAX_LISTED_VERSIONS} order by n.policy, n.place`);
	return rows.map(readRow);
}

function readRow(row: Listed): VersionInfo {
	const signedBy = JSON.parse(row.signed) as VersionInfo["signed_by"];
	return {
		digest: row.digest,
		policy: row.policy,
		kind: row.kind as VersionInfo["kind"],
		revision: row.revision,
		entrypoints: JSON.parse(row.entrypoints) as string[],
		roots: JSON.parse(row.roots) as string[],
		bytes: row.bytes,
		source: "stored",
		trusted: signedBy.some(({ counts }) => counts),
		published_at: row.publishedAt,
		published_by: row.publishedBy,
		signed_by: signedBy,
		...(row.triedOn === null ? {} : { tried_on: row.triedOn }),
	};
}
