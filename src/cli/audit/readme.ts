// The README of an evidence pack, for somebody who has never heard of Edict.

export type PackFacts = {
	readonly tenant: string;
	readonly origin: string;
	readonly app?: string;
	readonly from?: number;
	readonly to?: number;
	readonly purpose: string;
	readonly size: number;
	readonly records: number;
	readonly fingerprint: string;
	readonly vkey: string;
};

export function packReadme({ tenant, origin, app, from, to, purpose, size, records, fingerprint, vkey }: PackFacts): string {
	const day = (at: number | undefined, otherwise: string) => (at === undefined ? otherwise : new Date(at).toISOString());
	return `# Evidence pack

${records} automated decisions of ${app === undefined ? "all apps" : `the app \`${app}\``} of \`${tenant}\`, from ${day(from, "the beginning")} up to ${day(to, "the checkpoint")}, made for: ${purpose}

Each was made by a policy, written down without the content that it judged, and committed to in a transparency log (C2SP tlog-tiles), whose first ${size} entries this pack speaks of.

## Check it

With Node 20 or newer, offline:

    node verify.mjs PACK.zip --evidence-key ${fingerprint} --vkey '${vkey}'

\`verify.mjs\` lies in this pack, and so does the README: whoever could forge the pack could forge both. Take the program from the product's release, and the two keys from their owners, by a way that you trust.

It checks: every byte of the archive; the signature of the manifest; each record against its commitment, and each commitment against the signed checkpoint, by an inclusion proof; the whole chain of control events, each hashed into the next; that each decision stands behind the event of the epoch it was made under, and that its version had been activated by then; each version against its digests and signatures; each document against its digest; and it computes decisions again.

## Check one decision with tools of others

\`log/example.tlog-proof\` (c2sp.org/tlog-proof) proves \`log/example.entry\`, with the key in \`keys/log.vkey\`. For any other record: the entry is \`{"commitment":…,"id":…,"type":"decision","v":1}\`, the proof its line in \`records.ndjson.gz\`, and the commitment HMAC-SHA-256 of the record's canonical JSON (RFC 8785) under \`commitment_key\`. In Go, \`golang.org/x/mod/sumdb/note\` opens \`log/checkpoint\`, and \`github.com/transparency-dev/merkle/proof\` (VerifyInclusion, with rfc6962.DefaultHasher) checks the hashes.

## What lies where

| path | holds |
|---|---|
| manifest.json, manifest.dsse.json | every file with its digest; signed (DSSE, Ed25519) |
| records.ndjson.gz | a line a decision: record, commitment, its key, index and inclusion proof |
| log/leaves.ndjson.gz | control events, accesses and tombstones, each with the same |
| log/checkpoint | the signed tree head, with cosignatures of witnesses |
| versions/ | each policy version that decided: manifest, WASM, data, Rego sources, signatures |
| documents/ | configuration, exceptions and kill switches in force, by digest |
| keys/ | of the log (${origin}), of witnesses, receipts, releases, and of this pack |

## What it does not show

That a decision was right; that the application obeyed it; what was said. That records outside of the pack exist or not: the log's other entries are commitments only. That everybody sees the same log, unless witnesses that you trust have cosigned the checkpoint.
`;
}
