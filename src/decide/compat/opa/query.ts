// Parameters of a query as OPA's server reads them.
import { EXPLAIN_MODES, type ExplainMode } from "./deps.ts";

export type Parameters = ReadonlyMap<string, readonly string[]>;

/** Pairs that Go's reader does not take (a `;`, a broken escape) are left out. */
export function parametersOf(url: string): Parameters {
	const at = url.indexOf("?");
	const parameters = new Map<string, string[]>();
	for (const pair of at < 0 ? [] : url.slice(at + 1).split("&")) {
		if (pair === "" || pair.includes(";")) continue;
		const cut = pair.indexOf("=");
		const name = unescaped(cut < 0 ? pair : pair.slice(0, cut));
		const value = unescaped(cut < 0 ? "" : pair.slice(cut + 1));
		if (name === undefined || value === undefined) continue;
		parameters.set(name, [...(parameters.get(name) ?? []), value]);
	}
	return parameters;
}

function unescaped(text: string): string | undefined {
	try {
		return decodeURIComponent(text.replaceAll("+", " "));
	} catch {
		return undefined;
	}
}

/** `?name` alone and `name=true` in any letters set it. */
export function isSet(parameters: Parameters, name: string): boolean {
	const values = parameters.get(name) ?? [];
	return (values.length === 1 && values[0] === "") || values.some((value) => value.toLowerCase() === "true");
}

export function explainMode(parameters: Parameters): ExplainMode | undefined {
	for (const value of parameters.get("explain") ?? []) {
		const mode = EXPLAIN_MODES.find((name) => name === value);
		if (mode !== undefined) return mode;
	}
	return undefined;
}
