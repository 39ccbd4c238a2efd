// The path of a request's address, without the cost of reading an address whose path is plain.

/** No dot, escape or backslash: such a path is what it will be, whatever reads the address. */
const PLAIN = /^https?:\/\/[^/?#\\@]+((?:\/[A-Za-z0-9_~-]+)+)(?:$|\?)/;

/** As `new URL(request.url).pathname` gives it. */
export function pathnameOf(request: Request): string {
	const { url } = request;
	return PLAIN.exec(url)?.[1] ?? new URL(url).pathname;
}
