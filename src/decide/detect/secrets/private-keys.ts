// Private keys in armour: PEM, OpenPGP and PuTTY blocks, whole or cut off.
import type { SecretSignalType } from "../../../contract/signals/secret.ts";
import type { Hit } from "../detector.ts";

const BEGIN = /-----BEGIN ((?:[A-Z0-9]{2,12} ){0,3})PRIVATE KEY( BLOCK)?-----/y;
const END = "-----END ";
const END_LINE = /-----END [A-Z0-9 ]{2,40}-----/y;
/** Longest armoured key: RSA 16384 is 13 KB, an OpenPGP key with subkeys may be larger. */
const LONGEST = 32 * 1024;
/** A body as it stands in files and, with `\n` in two characters, in JSON; header lines may come first. */
const BODY_LINE =
	/(?:\\[nrt]|[\s"'+,|>-])*(?:(?:Proc-Type|DEK-Info|Version|Comment|Hash)[:=][^\n\\]{0,120}|[A-Za-z0-9+/=]{2,120}|\\\/)/y;
const LEAST_BODY = 40;

/** Finds the ends of blocks in one forward pass, so that many beginnings without an end stay linear. */
export type BlockEnds = { next: number };

export function blockEnds(): BlockEnds {
	return { next: -1 };
}

function endAfter(text: string, from: number, ends: BlockEnds): number {
	if (ends.next < from) {
		const found = text.indexOf(END, from);
		ends.next = found < 0 ? text.length + 1 : found;
	}
	return ends.next;
}

/** End of the lines that look like a key's body, for a block that has no end. */
function bodyEnd(text: string, from: number): number {
	let end = from;
	for (;;) {
		BODY_LINE.lastIndex = end;
		const line = BODY_LINE.exec(text);
		// A last word of prose is not a line of the body: lines before the end are long.
		if (line === null || (!/[A-Za-z0-9+/=]{16}|[:=]/.test(line[0]) && !/[0-9+/=]/.test(line[0]))) break;
		end = BODY_LINE.lastIndex;
	}
	return end;
}

function typeOf(label: string, block: string | undefined, text: string, start: number): SecretSignalType {
	if (block !== undefined || label.startsWith("PGP")) return "secret.pgp_private_key";
	const before = text.slice(Math.max(0, start - 400), start);
	return /service_account|private_key_id/.test(before) ? "secret.gcp_service_account" : "secret.private_key";
}

/** The private key whose armour begins at `at`. */
export function privateKeyAt(text: string, at: number, ends: BlockEnds): Hit | undefined {
	BEGIN.lastIndex = at;
	const head = BEGIN.exec(text);
	if (head === null) return undefined;
	const bodyStart = BEGIN.lastIndex;
	const type = typeOf(head[1] ?? "", head[2], text, at);
	const endMark = endAfter(text, bodyStart, ends);
	if (endMark - bodyStart <= LONGEST && endMark < text.length) {
		const next = text.slice(bodyStart, endMark).indexOf("-----BEGIN ");
		END_LINE.lastIndex = endMark;
		if (next < 0 && endMark - bodyStart >= LEAST_BODY && !/\.\.\.|…/.test(text.slice(bodyStart, bodyStart + 40))) {
			return { type, start: at, end: END_LINE.test(text) ? END_LINE.lastIndex : endMark, score: 980, evidence: "format" };
		}
	}
	const end = bodyEnd(text, bodyStart);
	if (end - bodyStart < LEAST_BODY) return undefined;
	return { type, start: at, end, score: 940, evidence: "format" };
}

const PUTTY =
	/PuTTY-User-Key-File-[23]: [^\n]{1,60}\n[\s\S]{0,8000}?Private-Lines: [0-9]{1,3}(?:\r?\n[A-Za-z0-9+/=]{8,80})+(?:\r?\nPrivate-MAC: [a-f0-9]{40,64})?/y;

/** The PuTTY key file that begins at `at`. */
export function puttyKeyAt(text: string, at: number): Hit | undefined {
	PUTTY.lastIndex = at;
	if (!PUTTY.test(text)) return undefined;
	return { type: "secret.putty_private_key", start: at, end: PUTTY.lastIndex, score: 980, evidence: "format" };
}
