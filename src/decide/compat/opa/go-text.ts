// JSON text as Go's encoder indents it.

/** Indents compact JSON by two spaces a level; empty objects and arrays stay closed. Numbers and strings keep their spelling. */
export function goIndented(json: string): string {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	const line = () => `\n${"  ".repeat(depth)}`;
	for (let at = 0; at < json.length; at++) {
		switch (json.charCodeAt(at)) {
			case 0x22: // "
				at = stringEnd(json, at);
				break;
			case 0x7b: // {
			case 0x5b: {
				const next = json.charCodeAt(at + 1);
				if (next === 0x7d || next === 0x5d) {
					at++;
					break;
				}
				depth++;
				parts.push(json.slice(from, at + 1), line());
				from = at + 1;
				break;
			}
			case 0x7d: // }
			case 0x5d: // ]
				depth--;
				parts.push(json.slice(from, at), line());
				from = at;
				break;
			case 0x2c: // ,
				parts.push(json.slice(from, at + 1), line());
				from = at + 1;
				break;
			case 0x3a: // :
				parts.push(json.slice(from, at + 1), " ");
				from = at + 1;
				break;
		}
	}
	return parts.join("") + json.slice(from);
}

/** Index of the closing quote of the string that opens at `start`. */
function stringEnd(json: string, start: number): number {
	let at = start + 1;
	while (json.charCodeAt(at) !== 0x22) at += json.charCodeAt(at) === 0x5c ? 2 : 1;
	return at;
}
