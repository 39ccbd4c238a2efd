// Every builtin that the host supplies, by family; a family's code is run only when a module needs one of its builtins.
import type { Builtins } from "./builtin.ts";
import { CORE_BUILTINS } from "./core.ts";

/** Families with a library or much code behind them: what they hold, and how to get it. */
const FAMILIES: readonly { readonly prefixes: readonly string[]; readonly load: () => Promise<Builtins> }[] = [
	{ prefixes: ["regex.", "glob."], load: async () => (await import("./regex.ts")).REGEX },
	{ prefixes: ["crypto.md5", "crypto.sha", "crypto.hmac."], load: async () => (await import("./hashes.ts")).HASHES },
	{ prefixes: ["rand.", "uuid.rfc4122"], load: async () => (await import("./chance.ts")).CHANCE },
	{ prefixes: ["io.jwt."], load: async () => (await import("./jwt.ts")).JWT },
	{ prefixes: ["crypto.x509.", "crypto.parse_private_keys"], load: async () => (await import("./x509.ts")).X509 },
	{ prefixes: ["graphql."], load: async () => (await import("./graphql.ts")).GRAPHQL },
	{ prefixes: ["yaml."], load: async () => (await import("./yaml.ts")).YAML },
	{ prefixes: ["providers.aws."], load: async () => (await import("./aws.ts")).AWS },
	{ prefixes: ["json.match_schema", "json.verify_schema"], load: async () => (await import("./json-schema.ts")).JSON_SCHEMA },
	{ prefixes: ["strings.render_template"], load: async () => (await import("./template.ts")).TEMPLATE },
];

/**
 * A table that holds the core builtins and, of the others, the families that the names belong to. A name that no family
 * has is not in it, and the engine then says so when it loads the module.
 */
export async function loadBuiltins(names: readonly string[]): Promise<Builtins> {
	const needed = FAMILIES.filter(({ prefixes }) => names.some((name) => prefixes.some((prefix) => name.startsWith(prefix))));
	const tables = await Promise.all(needed.map(({ load }) => load()));
	return Object.assign({}, CORE_BUILTINS, ...tables) as Builtins;
}

/** Every builtin there is. */
export async function loadAllBuiltins(): Promise<Builtins> {
	const tables = await Promise.all(FAMILIES.map(({ load }) => load()));
	return Object.assign({}, CORE_BUILTINS, ...tables) as Builtins;
}
