// Reads URLs and hosts the way a browser would: registrable domains, IP literals in all spellings, private ranges.
import { getDomain, parse } from "tldts";

/** Parts of a URL; `host` as a browser resolves it (lower case, punycode, canonical IP). */
export type UrlParts = {
	/** Lower case, without the colon. */
	readonly scheme: string;
	/** Before the `@`, undecoded; empty when absent. */
	readonly userinfo: string;
	readonly host: string;
	/** The host as it was written. */
	readonly writtenHost: string;
	readonly port: string;
	readonly path: string;
	/** Without the `?`. */
	readonly query: string;
	/** Without the `#`. */
	readonly fragment: string;
};

/** Browsers take any number of slashes of either kind after the schemes of the web. */
const AUTHORITY =
	/^((?:https?|wss?|ftp)(?=:[\\/])|[a-z][a-z0-9+.-]{0,30}(?=:[\\/]{2})):[\\/]+([^\\/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;
/** A host without a scheme must look like one: a dot, a plausible last label, then a port, a path or the end. */
const SCHEMELESS =
	/^(?:\/\/)?((?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,62}\.)){1,10}[\p{L}][\p{L}\p{N}-]{1,62}\.?(?::\d{1,5})?)(?:[/?#]|$)/u;

/** Undoes what browsers ignore inside URLs: tabs and line breaks anywhere, blanks and controls around. */
function tidy(text: string): string {
	return text.replace(/[\t\n\r]/g, "").replace(/^[\0- ]+|[\0- ]+$/g, "");
}

/**
 * Parses an absolute URL, a `//host/path` or a bare `host/path`; undefined for anything else. Never throws.
 * Only what stands after an authority is parsed: `mailto:`, `data:` and the like are not URL-like here.
 */
export function parseUrlLike(text: string): UrlParts | undefined {
	const tidied = tidy(text);
	const rooted = tidied.replace(/^[\\/]{2}/, "//");
	const bare = /^(?:[a-z][a-z0-9+.-]*:[\\/]{2}|(?:https?|wss?|ftp):[\\/])/i.test(tidied) ? undefined : SCHEMELESS.exec(rooted);
	if (bare === null) return undefined;
	const absolute = bare === undefined ? tidied : `https://${rooted.replace(/^\/\//, "")}`;
	const found = AUTHORITY.exec(absolute);
	if (found === null) return undefined;
	const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = found;
	const at = authority.lastIndexOf("@");
	const hostPort = authority.slice(at + 1);
	const port = /:(\d{1,5})$/.exec(hostPort)?.[1] ?? "";
	const writtenHost = port === "" ? hostPort.replace(/:$/, "") : hostPort.slice(0, -port.length - 1);
	const host = canonicalHost(writtenHost);
	if (host === undefined) return undefined;
	return {
		scheme: scheme.toLowerCase(),
		userinfo: at < 0 ? "" : authority.slice(0, at),
		host,
		writtenHost,
		port,
		path,
		query,
		fragment,
	};
}

/** A host as a browser resolves it, or undefined when it is none. */
export function canonicalHost(written: string): string | undefined {
	if (written === "") return undefined;
	if (/^[a-z0-9.-]+$/.test(written) && !/^[0-9.]+$|0x|xn--/.test(written)) return written.replace(/\.$/, "");
	const url = `http://${written}/`;
	return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") || undefined : undefined;
}

/**
 * The domain somebody could register, seen with the private part of the public suffix list
 * (`a.github.io`, not `github.io`); undefined for IP literals and single labels.
 */
export function registrableDomain(host: string): string | undefined {
	return getDomain(host, { allowPrivateDomains: true, validateHostname: false }) ?? undefined;
}

/** Whether a host ends in a suffix under which domains are really registered: `process.stdout` does not. */
export function hasPublicSuffix(host: string): boolean {
	const { isIcann, isPrivate, domain } = parse(host, { allowPrivateDomains: true, validateHostname: false });
	return domain !== null && (isIcann === true || isPrivate === true);
}

/** Whether a canonical host is an IP literal: 4, 6 or 0. */
export function ipVersion(host: string): 0 | 4 | 6 {
	if (host.startsWith("[")) return 6;
	return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? 4 : 0;
}

const PRIVATE_V4: readonly (readonly [prefix: number, bits: number])[] = [
	[0x00000000, 8],
	[0x0a000000, 8],
	[0x64400000, 10],
	[0x7f000000, 8],
	[0xa9fe0000, 16],
	[0xac100000, 12],
	[0xc0a80000, 16],
	[0xc6120000, 15],
	[0xf0000000, 4],
];

function isPrivateV4(host: string): boolean {
	const value = host.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
	return PRIVATE_V4.some(([prefix, bits]) => Math.floor(value / 2 ** (32 - bits)) === Math.floor(prefix / 2 ** (32 - bits)));
}

function isPrivateV6(host: string): boolean {
	const address = host.slice(1, -1).toLowerCase();
	const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
	if (mapped !== null) {
		const value = Number.parseInt(mapped[1] ?? "0", 16) * 65536 + Number.parseInt(mapped[2] ?? "0", 16);
		return isPrivateV4([24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join("."));
	}
	return /^(?:::1?$|f[cd]|fe[89ab])/.test(address);
}

const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|corp|home|lan|private|home\.arpa|test|localdomain)$/;

/** Whether a canonical host lies in a private network: loopback, private and link-local ranges, single labels, reserved names. */
export function isPrivateHost(host: string): boolean {
	const version = ipVersion(host);
	if (version === 4) return isPrivateV4(host);
	if (version === 6) return isPrivateV6(host);
	return !host.includes(".") || PRIVATE_NAMES.test(host);
}
