// URLs by Go's rules, which take more than the web's and change less.
import { utf8 } from "../../platform/bytes.ts";
import { builtinError } from "./builtin.ts";
import { quoted } from "./text.ts";

export type Url = {
	readonly scheme: string;
	readonly host: string;
	/** Decoded. */
	readonly path: string;
	/** As written, where encoding the path would give something else; empty otherwise. */
	readonly rawPath: string;
	readonly query: string;
	readonly fragment: string;
};

/** Throws Go's errors. */
export function parseUrl(text: string): Url {
	const failure = (why: string) => builtinError(`parse ${quoted(text)}: ${why}`);
	if (/[\x00-\x1f\x7f]/.test(text)) throw failure("net/url: invalid control character in URL");
	const hash = text.indexOf("#");
	const fragment = hash < 0 ? "" : text.slice(hash + 1);
	const bare = hash < 0 ? text : text.slice(0, hash);
	if (bare === "*") return { scheme: "", host: "", path: "*", rawPath: "", query: "", fragment };
	if (bare.startsWith(":")) throw failure("missing protocol scheme");
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(bare)?.[1] ?? "";
	let rest = scheme === "" ? bare : bare.slice(scheme.length + 1);
	const mark = rest.indexOf("?");
	const query = mark < 0 ? "" : rest.slice(mark + 1);
	if (mark >= 0) rest = rest.slice(0, mark);
	if (!rest.startsWith("/")) {
		if (scheme !== "")
			return { scheme: scheme.toLowerCase(), host: "", path: "", rawPath: "", query, fragment: decode(fragment, failure) };
		if (rest.split("/")[0]?.includes(":")) throw failure("first path segment in URL cannot contain colon");
	}
	let authority = "";
	if (rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"))) {
		authority = /^\/\/([^/]*)/.exec(rest)?.[1] ?? "";
		rest = rest.slice(2 + authority.length);
	}
	const path = decode(rest, failure);
	return {
		scheme: scheme.toLowerCase(),
		host: hostOf(authority, failure),
		path,
		rawPath: encodedPath(path) === rest ? "" : rest,
		query,
		fragment: decode(fragment, failure),
	};
}

function decode(text: string, failure: (why: string) => Error): string {
	const bad = /%(?![0-9a-fA-F]{2})[\s\S]{0,2}/u.exec(text)?.[0];
	if (bad !== undefined) throw failure(`invalid URL escape ${quoted(bad)}`);
	if (!text.includes("%")) return text;
	const bytes = utf8(text.toWellFormed());
	const decoded: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		if (bytes[at] !== 0x25) decoded.push(bytes[at] ?? 0);
		else {
			decoded.push(Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16));
			at += 2;
		}
	}
	return new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(Uint8Array.from(decoded));
}

/** The path as Go writes it: unreserved characters and `$&+,/:;=@` stay. */
export function encodedPath(path: string): string {
	return encodeURI(path.toWellFormed()).replace(
		/[#?[\]!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** The path as it is sent: as written where that is valid, encoded otherwise. */
export function escapedPath({ path, rawPath }: Url): string {
	if (rawPath !== "" && /^[A-Za-z0-9\-._~$&+,/:;=@!'()*[\]%]*$/.test(rawPath)) return rawPath;
	return path === "*" ? "*" : encodedPath(path);
}

function hostOf(authority: string, failure: (why: string) => Error): string {
	const at = authority.lastIndexOf("@");
	const host = authority.slice(at + 1);
	if (at >= 0 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at))) throw failure("net/url: invalid userinfo");
	const closing = host.lastIndexOf("]");
	if (host.startsWith("[") && closing < 0) throw failure("missing ']' in host");
	const colon = host.startsWith("[") ? host.slice(closing + 1) : host.includes(":") ? host.slice(host.lastIndexOf(":")) : "";
	if (colon !== "" && !/^:[0-9]*$/.test(colon)) throw failure(`invalid port ${quoted(colon)} after host`);
	const bad = /[ "<>\\^`{|}]/.exec(host)?.[0];
	if (bad !== undefined) throw failure(`invalid character ${quoted(bad)} in host name`);
	// In a host only bytes beyond ASCII may be escaped, and the percent sign of a zone.
	const plain = /%(?!25)[0-7][0-9a-fA-F]/.exec(host)?.[0];
	if (plain !== undefined) throw failure(`invalid URL escape ${quoted(plain)}`);
	return decode(host, failure);
}

/** Without the brackets of an IPv6 address and without the port. */
export function hostname({ host }: Url): string {
	return host.startsWith("[") ? host.slice(1, host.lastIndexOf("]")) : host.replace(/:[0-9]*$/, "");
}

export function port({ host }: Url): string {
	return /:([0-9]*)$/.exec(host.startsWith("[") ? host.slice(host.lastIndexOf("]")) : host)?.[1] ?? "";
}
