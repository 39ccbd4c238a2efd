// Passwords in the authority of a URL or connection string: `scheme://user:password@host`.
import type { SecretSignalType } from "../../../contract/signals/secret.ts";
import type { Hit } from "../detector.ts";
import { classes, isPlaceholder } from "./entropy.ts";

const SCHEMES: Readonly<Record<string, SecretSignalType>> = {
	postgres: "secret.postgres_password",
	postgresql: "secret.postgres_password",
	cockroachdb: "secret.postgres_password",
	mysql: "secret.mysql_password",
	mysql2: "secret.mysql_password",
	mariadb: "secret.mysql_password",
	mongodb: "secret.mongodb_password",
	redis: "secret.redis_password",
	rediss: "secret.redis_password",
	valkey: "secret.redis_password",
	amqp: "secret.amqp_password",
	amqps: "secret.amqp_password",
	mssql: "secret.database_password",
	sqlserver: "secret.database_password",
	clickhouse: "secret.database_password",
	snowflake: "secret.database_password",
	oracle: "secret.database_password",
	couchdb: "secret.database_password",
	neo4j: "secret.database_password",
	bolt: "secret.database_password",
	cassandra: "secret.database_password",
	libsql: "secret.database_password",
	nats: "secret.database_password",
};

const USERINFO = /([^\s/?#@:"'`<>]{0,1024}):([^\s/"'`<>]{1,1024})@([A-Za-z0-9._[\]:-]{1,253})/y;
const STOCK =
	/^(?:p(?:ass)?(?:word|wd)?|pwd|secret|root|admin|postgres|mysql|guest|user(?:name)?|example|test|hunter2|[x*.]+|\$.*|%[^0-9].*|\{.*|<.*|\[.*|:.*)$/i;
/** Hosts of instructions; whole names only, since `db.internal` is a real one. */
const LOCAL =
	/^(?:localhost|127\.|0\.0\.0\.0|\[?::1|(?:host(?:name)?|db|server|example)(?:[:\]]|$)|(?:.*\.)?example(?:[:.]|$)|(?:.*\.)?example\.(?:com|org|net)(?:[:.]|$))/i;

function schemeBefore(text: string, colon: number): string {
	const match = /[A-Za-z][A-Za-z0-9+.-]{0,30}$/.exec(text.slice(Math.max(0, colon - 31), colon));
	return (match?.[0] ?? "").toLowerCase();
}

/** The password of the URL whose `://` stands at `colon`; the span is the password alone. */
export function urlPasswordAt(text: string, colon: number): Hit | undefined {
	const scheme = schemeBefore(text, colon);
	if (scheme === "") return undefined;
	USERINFO.lastIndex = colon + 3;
	const found = USERINFO.exec(text);
	if (found === null) return undefined;
	const [whole, user = "", password = "", host = ""] = found;
	const start = colon + 3 + user.length + 1;
	const base = (scheme.split("+")[0] ?? scheme).replace(/^.*[.-]/, "");
	const type = SCHEMES[base] ?? "secret.url_password";
	const span = { type, start, end: start + password.length, evidence: "format" } as const;
	if (whole.includes("://") || STOCK.test(password) || isPlaceholder(password)) return { ...span, score: 250 };
	const drawn = password.length >= 12 || (password.length >= 8 && classes(password) >= 3);
	if (password.length < 5 || (LOCAL.test(host) && !drawn)) return { ...span, score: 450 };
	const strong = password.length >= 8 && classes(password) >= 2;
	if (type === "secret.url_password") return { ...span, score: strong ? 900 : 720 };
	return { ...span, score: strong ? 950 : 820 };
}
