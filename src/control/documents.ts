// Documents that records name by digest: layers of configuration, exceptions, kill switches; read back for as long as they are named.
import { and, eq, or, sql } from "drizzle-orm";
import { DOCUMENT_KINDS, type DocumentKind } from "../contract/documents.ts";
import { utf8 } from "../platform/bytes.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { digestOf } from "../platform/digest.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { ControlDb } from "./database.ts";
import { OPERATOR_TENANT } from "./names.ts";
import { documents } from "./schema.ts";

/** A document as canonical JSON: the bytes that its digest is of. */
export type StoredDocument = { readonly digest: string; readonly kind: DocumentKind; readonly text: string };

/** What is in force where nothing was ever set: no rows stand for these, and records name them like any other document. */
const UNSET = [
	{ kind: "config", document: { rules: {} } },
	{ kind: "exceptions", document: [] },
] as const satisfies readonly { kind: DocumentKind; document: unknown }[];

/** One document of a tenant. `damaged`: the row is there, but is not what its digest says. Throws when D1 fails. */
export async function readDocument(
	db: ControlDb,
	tenant: string,
	digest: string,
): Promise<Result<StoredDocument, "unknown" | "damaged">> {
	const found = (await readDocuments(db, tenant, [digest])).get(digest);
	return found ?? err("unknown");
}

/** Those of the digests that the tenant has, each checked against its digest. Throws when D1 fails. */
export async function readDocuments(
	db: ControlDb,
	tenant: string,
	digests: readonly string[],
): Promise<Map<string, Result<StoredDocument, "damaged">>> {
	const found = new Map<string, Result<StoredDocument, "damaged">>();
	for (const { kind, document } of UNSET) {
		const text = canonicalJson(document);
		const digest = await digestOf(utf8(text));
		if (digests.includes(digest)) found.set(digest, ok({ digest, kind, text }));
	}
	const wanted = digests.filter((digest) => !found.has(digest));
	if (wanted.length === 0) return found;
	const rows = await db
		.select()
		.from(documents)
		.where(
			and(
				// What the operator holds over all tenants is named by the records of all.
				or(eq(documents.tenant, tenant), and(eq(documents.tenant, OPERATOR_TENANT), eq(documents.kind, "kill_global"))),
				sql`${documents.digest} in (select value from json_each(${JSON.stringify(wanted)}))`,
			),
		);
	for (const { digest, kind, body } of rows) {
		const same = (await digestOf(utf8(body))) === digest && isKind(kind);
		found.set(digest, same ? ok({ digest, kind, text: body }) : err("damaged"));
	}
	return found;
}

function isKind(kind: string): kind is DocumentKind {
	return (DOCUMENT_KINDS as readonly string[]).includes(kind);
}
