// PEM blocks and base64 as Go reads them.
import { builtinError } from "./builtin.ts";

export type PemBlock = { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };

const BLOCK = /(?:^|\n)-----BEGIN ([^\n-]+(?:-[^\n-]+)*)-----[ \t\r]*\n([^-]*?)\n?-----END \1-----[ \t\r]*(?:\n|$)/;

/** The first block and what follows it; text in front of it is skipped. */
export function nextPem(text: string): { readonly block: PemBlock; readonly rest: string } | undefined {
	const found = BLOCK.exec(text);
	const [whole, type, body] = found ?? [];
	if (found === null || whole === undefined || type === undefined || body === undefined) return undefined;
	const content = body.replace(/^(?:[^\n:]+:[^\n]*\n)+\r?\n/, "").replace(/\s+/g, "");
	const bytes = decodeBase64(content);
	const rest = text.slice(found.index + whole.length);
	return bytes === undefined ? nextPem(rest) : { block: { type, bytes }, rest };
}

export function pemBlocks(text: string): PemBlock[] {
	const blocks: PemBlock[] = [];
	for (let found = nextPem(text); found !== undefined; found = nextPem(found.rest)) blocks.push(found.block);
	return blocks;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Standard base64, line ends ignored; throws Go's error. */
export function base64Bytes(text: string): Uint8Array<ArrayBuffer> {
	const bytes = decodeBase64(text.replace(/[\r\n]/g, ""));
	if (bytes !== undefined) return bytes;
	const at = text.search(/[^A-Za-z0-9+/\r\n]/);
	throw builtinError(`illegal base64 data at input byte ${at >= 0 ? at : text.length - (text.length % 4)}`);
}
