// URIs taken apart, and checked.
import type { Value } from "../value.ts";
import type { Builtins } from "./builtin.ts";
import { stringOperand } from "./operand.ts";
import { hostname, parseUrl, port } from "./url.ts";

export const URI: Builtins = {
	"uri.parse": (args) => {
		const url = parseUrl(stringOperand(args, 1));
		const parts: [Value, string][] = [
			["scheme", url.scheme],
			["hostname", hostname(url)],
			["port", port(url)],
			["path", url.path],
			["raw_path", url.path === "" ? "" : url.rawPath || url.path],
			["raw_query", url.query],
			["fragment", url.fragment],
		];
		return new Map<Value, Value>(parts.filter(([, part]) => part !== ""));
	},
	"uri.is_valid": ([text]) => {
		if (typeof text !== "string" || text === "") return false;
		try {
			parseUrl(text);
			return true;
		} catch {
			return false;
		}
	},
};
