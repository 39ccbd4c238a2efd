// Every builtin that the host supplies, by family; a family's code is run only when a module needs one of its builtins.
import type { Builtins } from "./builtin.ts";
import { CORE_BUILTINS } from "./core.ts";

type Family = { readonly name: string; readonly prefixes: readonly string[]; readonly load: () => Promise<Builtins> };

/** Families with a library or much code behind them: the name of their file, what they hold, and how to get it. */
const FAMILIES: readonly Family[] = [
	{ name: "regex", prefixes: ["regex.", "glob."], load: async () => (await import("./regex.ts")).REGEX },
	{
		name: "hashes",
		prefixes: ["crypto.md5", "crypto.sha", "crypto.hmac."],
		load: async () => (await import("./hashes.ts")).HASHES,
	},
	{ name: "chance", prefixes: ["rand.", "uuid.rfc4122"], load: async () => (await import("./chance.ts")).CHANCE },
	{ name: "jwt", prefixes: ["io.jwt."], load: async () => (await import("./jwt.ts")).JWT },
	{ name: "x509", prefixes: ["crypto.x509.", "crypto.parse_private_keys"], load: async () => (await import("./x509.ts")).X509 },
	{ name: "graphql", prefixes: ["graphql."], load: async () => (await import("./graphql.ts")).GRAPHQL },
	{ name: "yaml", prefixes: ["yaml."], load: async () => (await import("./yaml.ts")).YAML },
	{ name: "aws", prefixes: ["providers.aws."], load: async () => (await import("./aws.ts")).AWS },
	{
		name: "json-schema",
		prefixes: ["json.match_schema", "json.verify_schema"],
		load: async () => (await import("./json-schema.ts")).JSON_SCHEMA,
	},
	{ name: "template", prefixes: ["strings.render_template"], load: async () => (await import("./template.ts")).TEMPLATE },
];

/** The families beyond the core that hold builtins of these names. */
export function familiesOf(names: readonly string[]): readonly string[] {
	return needed(names).map(({ name }) => name);
}

/** Names of all families beyond the core; each is a file beside this one. */
export function allFamilies(): readonly string[] {
	return FAMILIES.map(({ name }) => name);
}

/**
 * A table that holds the core builtins and, of the others, the families that the names belong to. A name that no family
 * has is not in it, and the engine then says so when it loads the module.
 */
export async function loadBuiltins(names: readonly string[]): Promise<Builtins> {
	const tables = await Promise.all(needed(names).map(({ load }) => load()));
	return Object.assign({}, CORE_BUILTINS, ...tables) as Builtins;
}

/** Every builtin there is. */
export async function loadAllBuiltins(): Promise<Builtins> {
	const tables = await Promise.all(FAMILIES.map(({ load }) => load()));
	return Object.assign({}, CORE_BUILTINS, ...tables) as Builtins;
}

function needed(names: readonly string[]): readonly Family[] {
	return FAMILIES.filter(({ prefixes }) => names.some((name) => prefixes.some((prefix) => name.startsWith(prefix))));
}
