// Signed notes (C2SP signed-note): a text, a blank line, signature lines; keys with names, and what they verify.
import { type Bytes, concatBytes, toBase64, toHex, utf8 } from "../bytes.ts";
import { sha256 } from "../digest.ts";
import { err, ok, type Result } from "../result.ts";
import { fromCanonicalBase64 } from "./base64.ts";
import { equalBytes } from "./merkle.ts";

/** What a key's signatures are: of the note's text, or a witness's with the time (tlog-cosignature v1). */
export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
export type KeyType = typeof ED25519 | typeof COSIGNATURE_V1;

/** A note may have many signatures of keys nobody here knows; at least 16 must be taken. */
export const MAX_SIGNATURES = 64;
/** A checkpoint with all its cosignatures, post-quantum ones included, is far smaller. */
export const MAX_NOTE_BYTES = 512 * 1024;
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const DASH = "\u2014";

/** A key that is trusted, by the name and id that its signatures carry. */
export type VerifierKey = {
	readonly name: string;
	readonly type: KeyType;
	/** The 32 bytes of the public key. */
	readonly publicKey: Bytes;
	readonly id: Bytes;
};

/** One signature line: `— <name> base64(<id> ‖ <signature>)`. */
export type NoteSignature = { readonly name: string; readonly id: Bytes; readonly signature: Bytes };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A name as keys and origins have it: no space, no plus, no control character, not empty. */
export function isKeyName(name: string): boolean {
	return name !== "" && name.isWellFormed() && !/[\s\p{Z}+]/u.test(name) && !hasControl(name);
}

/** The key with its id: the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key). Throws on a name that none may have. */
export async function verifierKey(name: string, type: KeyType, publicKey: Bytes): Promise<VerifierKey> {
	if (!isKeyName(name) || publicKey.length !== PUBLIC_KEY_BYTES) throw new TypeError("note: not a key's name or bytes");
	const hash = await sha256(concatBytes(utf8(`${name}\n`), new Uint8Array([type]), publicKey));
	return { name, type, publicKey, id: hash.slice(0, KEY_ID_BYTES) };
}

/** The key as text: `<name>+<id in hex>+base64(type ‖ public key)`. */
export function formatVkey({ name, type, publicKey, id }: VerifierKey): string {
	return `${name}+${toHex(id)}+${toBase64(concatBytes(new Uint8Array([type]), publicKey))}`;
}

/** Reads a vkey; an error when it is not one, not of a type known here, or its id is not that of the key. */
export async function parseVkey(text: string): Promise<Result<VerifierKey, "vkey">> {
	const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
	const bytes = fromCanonicalBase64(encoded ?? "");
	if (name === undefined || id === undefined || bytes === undefined) return err("vkey");
	const [type, publicKey] = [bytes[0], bytes.slice(1)];
	if ((type !== ED25519 && type !== COSIGNATURE_V1) || publicKey.length !== PUBLIC_KEY_BYTES || !isKeyName(name)) {
		return err("vkey");
	}
	const key = await verifierKey(name, type, publicKey);
	return toHex(key.id) === id ? ok(key) : err("vkey");
}

/** Splits a note at its last blank line. Signatures are not checked here. */
export function parseNote(note: string): Result<Note, "note"> {
	if (utf8(note).length > MAX_NOTE_BYTES || hasControl(note) || !note.isWellFormed()) return err("note");
	const split = note.lastIndexOf("\n\n");
	if (split < 0 || !note.endsWith("\n")) return err("note");
	const text = note.slice(0, split + 1);
	const lines = note.slice(split + 2, -1).split("\n");
	if (lines.length > MAX_SIGNATURES) return err("note");
	const signatures: NoteSignature[] = [];
	for (const line of lines) {
		const signature = parseSignatureLine(line);
		if (signature === undefined) return err("note");
		signatures.push(signature);
	}
	return ok({ text, signatures });
}

export function parseSignatureLine(line: string): NoteSignature | undefined {
	const [dash, name, encoded, ...more] = line.split(" ");
	const bytes = fromCanonicalBase64(encoded ?? "");
	if (dash !== DASH || name === undefined || !isKeyName(name) || more.length > 0) return undefined;
	if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
	return { name, id: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

/** The line, its newline included. */
export function formatSignature({ name, id, signature }: NoteSignature): string {
	return `${DASH} ${name} ${toBase64(concatBytes(id, signature))}\n`;
}

/** The note as it is served. Throws on a text that no note may have. */
export function formatNote({ text, signatures }: Note): string {
	if (!text.endsWith("\n") || hasControl(text) || !text.isWellFormed()) throw new TypeError("note: not a note's text");
	return `${text}\n${signatures.map(formatSignature).join("")}`;
}

/** A line that a trusted key signed; `time` (POSIX seconds) where the signature carries it. */
export type Verified = { readonly key: VerifierKey; readonly time?: number };
export type Opened = { readonly text: string; readonly verified: readonly Verified[] };

/**
 * Opens a note: at least one trusted key must have signed it, and none may have a signature that does not verify.
 * Signatures of other keys are passed over.
 */
export async function openNote(
	note: string,
	trusted: readonly VerifierKey[],
): Promise<Result<Opened, "note" | "no-trusted-signature" | "wrong-signature">> {
	const parsed = parseNote(note);
	if (!parsed.ok) return parsed;
	const { text, signatures } = parsed.value;
	const verified: Verified[] = [];
	for (const signature of signatures) {
		const key = trusted.find(({ name, id }) => name === signature.name && equalBytes(id, signature.id));
		if (key === undefined || verified.some((one) => one.key === key)) continue;
		const checked = await checkSignature(key, text, signature.signature);
		if (checked === undefined) return err("wrong-signature");
		verified.push(checked);
	}
	return verified.length > 0 ? ok({ text, verified }) : err("no-trusted-signature");
}

/** Makes the 64 bytes of an Ed25519 signature; with `crypto.subtle` or a vault behind it. */
export type Sign = (message: Bytes) => Promise<Bytes>;

/** Signs a note's text as a log does. */
export async function signText(key: VerifierKey, sign: Sign, text: string): Promise<NoteSignature> {
	if (key.type !== ED25519) throw new TypeError("note: not a log's key");
	return { name: key.name, id: key.id, signature: await sign(utf8(text)) };
}

/** Signs a checkpoint's text as a witness does, at a time in POSIX seconds (tlog-cosignature v1). */
export async function cosignText(key: VerifierKey, sign: Sign, text: string, time: number): Promise<NoteSignature> {
	if (key.type !== COSIGNATURE_V1 || !Number.isSafeInteger(time) || time < 0)
		throw new TypeError("note: not a witness's key or time");
	const stamp = new Uint8Array(8);
	new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
	return { name: key.name, id: key.id, signature: concatBytes(stamp, await sign(cosigned(text, BigInt(time)))) };
}

async function checkSignature(key: VerifierKey, text: string, signature: Bytes): Promise<Verified | undefined> {
	if (key.type === ED25519) return (await verifies(key, signature, utf8(text))) ? { key } : undefined;
	if (signature.length !== 8 + 64) return undefined;
	const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
	if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
	return (await verifies(key, signature.slice(8), cosigned(text, time))) ? { key, time: Number(time) } : undefined;
}

function cosigned(text: string, time: bigint): Bytes {
	return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

async function verifies(key: VerifierKey, signature: Bytes, message: Bytes): Promise<boolean> {
	if (signature.length !== 64) return false;
	try {
		const imported = await crypto.subtle.importKey("raw", key.publicKey, "Ed25519", false, ["verify"]);
		return await crypto.subtle.verify("Ed25519", imported, signature, message);
	} catch {
		// Bytes that are no point of the curve: nothing verifies under them.
		return false;
	}
}

function hasControl(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < 0x20 && code !== 0x0a) return true;
	}
	return false;
}
