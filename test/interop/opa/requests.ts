// The requests that are put to OPA and to this service alike: what clients send, and what they should not.
import { gzipSync } from "node:zlib";

export type Asked = {
	/** Unique; says what the case is about. */
	readonly name: string;
	readonly method: string;
	/** Path and query as they stand in the request line. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Text, or bytes in base64. */
	readonly body?: string | { readonly base64: string };
};

const JSON_TYPE = { "content-type": "application/json" };
const YAML_TYPE = { "content-type": "application/yaml" };
const AUTHZ = "/v1/data/app/authz";

/** Documents that are read without an input. */
const READ: readonly string[] = [
	...["", "/app", "/app/authz", "/app/undefined", "/app/base", "/facts", "/whole", "/words", "/nobody", "/app/nobody"],
	...[
		"/system",
		"/system/main",
		"/system/nothing",
		"/app/undefined/deep",
		"/app/undefined/deep/er",
		"/app/undefined/deep/er/rule",
	],
	...["/app/authz/allow", "/app/authz/roles", "/app/authz/echo", "/app/authz/maybe", "/app/authz/names", "/app/authz/table"],
	...["/app/authz/nothing_in", "/app/authz/empty_list", "/app/authz/nul", "/app/authz/no", "/app/authz/zero", "/app/authz/big"],
	...["/app/authz/exact", "/app/authz/text", "/app/authz/nested", "/app/authz/sets", "/app/authz/keyed", "/app/undefined/p"],
	...["/app/authz/nested/list", "/app/authz/nested/list/0", "/app/authz/nested/list/0/deep/er/2", "/app/authz/nested/list/1"],
	...[
		"/app/authz/nested/list/-1",
		"/app/authz/nested/list/x",
		"/app/authz/nested/0",
		"/app/authz/nested/00",
		"/app/authz/nested/a%2Fb",
	],
	...["/app/authz/nested/a%20b", "/app/authz/nested/a+b", "/app/authz/nested/%C3%A9", "/app/authz/nested/nothing/at/all"],
	...[
		"/app/authz/allow/further",
		"/app/authz/nul/further",
		"/app/authz/text/0",
		"/app/authz/sets/numbers",
		"/app/authz/sets/numbers/2",
	],
	...[
		"/app/authz/sets/numbers/9",
		"/app/authz/sets/numbers/2/x",
		"/app/authz/sets/mixed/b",
		"/app/authz/sets/mixed/x",
		"/app/authz/sets/none",
	],
	...[
		"/app/authz/keyed/1",
		"/app/authz/keyed/yes",
		"/app/authz/keyed/true",
		"/app/authz/helper",
		"/whole/helper",
		"/whole/allow",
		"/whole/limits",
	],
	...[
		"/whole/limits/alice",
		"/whole/limits/carol",
		"/whole/shipped",
		"/whole/shipped/1",
		"/whole/shipped/3",
		"/whole/next",
		"/facts/clock_runs",
	],
	...[
		"/facts/frozen",
		"/facts/chance",
		"/facts/same_chance",
		"/facts/id_length",
		"/facts/shipped",
		"/facts/shipped/k",
		"/facts/shipped/k/x",
	],
	...[
		"/app/base/0",
		"/app/base/list",
		"/app/base/list/0",
		"/app/base/list/1",
		"/app/base/list/01",
		"/app/base/list/+1",
		"/app/base/list/2",
	],
	...[
		"/app/base/list/3/a%2Fb",
		"/app/base/list/3/a%2fb",
		"/app/base/list/3/%C3%A9",
		"/app/base/list/3/a%20b",
		"/app/base/list/4",
	],
	...[
		"/app/base/list/x",
		"/app/base/big",
		"/app/base/text",
		"/app/base/none",
		"/app/base/none/x",
		"/app/base/no",
		"/app/base/empty",
	],
	...[
		"/app/base/tiny",
		"/app/base/negative",
		"/app/base/text/x",
		"/app/base/%22",
		"/app/authz/%22x%22",
		"/app/b%61se/big",
		"/%61pp/base/big",
	],
	...[
		"/app/base/%zz",
		"/app/base/100%25",
		"/9",
		"/app/9223372036854775808",
		"/app/authz/nested/list/0/",
		"/app/",
		"/app//base/big",
		"/app/./base/big",
	],
];

const read = READ.map(
	(path): Asked => ({ name: `read ${path === "" ? "everything" : path}`, method: "GET", path: `/v1/data${path}` }),
);

/** Bodies of `POST /v1/data/app/authz/echo`, good and bad: how the body is read. */
const BODIES: Readonly<Record<string, string>> = {
	object: '{"input":{"a":1}}',
	"no body": "",
	"only space": " \n\t",
	"null input": '{"input":null}',
	"false input": '{"input":false}',
	"zero input": '{"input":0}',
	"empty text input": '{"input":""}',
	"empty list input": '{"input":[]}',
	"empty object input": '{"input":{}}',
	"text input": '{"input":"text"}',
	"no input": "{}",
	"other members": '{"input":1,"other":2,"more":{"x":[]}}',
	"only other members": '{"other":2}',
	"input in capitals": '{"INPUT":1}',
	"input twice": '{"input":1,"input":2}',
	"input twice, then null": '{"input":1,"input":null}',
	"input in both letters": '{"Input":1,"input":2}',
	"nested names twice": '{"input":{"a":1,"a":2,"b":{"c":1,"c":[3]}}}',
	"large integer": '{"input":12345678901234567890123}',
	"large exponent": '{"input":1e400}',
	"small exponent": '{"input":1e-400}',
	decimals: '{"input":[1.0,1.50,0.1,1E5,1e+2,-0,-0.0,100000000000000000000.5]}',
	escapes: '{"input":"\\u00e9\\n\\t\\"\\\\\\/\\b\\f\\r\\u0001\\u2028\\u003c"}',
	"raw unicode": '{"input":"é日本🎉\u2028\u2029\u007f"}',
	"markup characters": '{"input":"<script>&\'\\"</script>"}',
	"surrogate pair": '{"input":"\\ud83c\\udf89"}',
	"half of a surrogate pair": '{"input":"\\ud83cx"}',
	"unicode names": '{"input":{"é":1,"日":2,"\\u0041":3,"a b":4,"":5}}',
	"names out of order": '{"input":{"b":1,"a":2,"B":3,"_":4,"aa":5,"é":6,"10":7,"9":8}}',
	"nested 60 deep": `{"input":${"[".repeat(60)}${"]".repeat(60)}}`,
	"space everywhere": ' { "input" : [ 1 , { "a" : null } ] } ',
	"something behind it": '{"input":1} {"input":2}',
	"rubbish behind it": '{"input":1}}}',
	"byte order mark": '\ufeff{"input":1}',
	"a list": "[1]",
	"a text": '"text"',
	"a number": "1",
	null: "null",
	"a boolean": "true",
	"open object": '{"input":',
	"open text": '{"input":"abc',
	"open list": '{"input":[1,2',
	"no brace": '{"input":1',
	"open name": '{"inp',
	"single quotes": "{'input':1}",
	"bare name": "{input:1}",
	"trailing comma": '{"input":1,}',
	"trailing comma in a list": '{"input":[1,]}',
	"no comma": '{"input":[1 2]}',
	"no comma between members": '{"input":1 "x":2}',
	"no colon": '{"input" 1}',
	"no value": '{"input":}',
	"wrong word": '{"input":nul1}',
	"wrong true": '{"input":trve}',
	"wrong false": '{"input":fals}',
	"leading zero": '{"input":01}',
	"bare minus": '{"input":-}',
	"bare point": '{"input":1.}',
	"no digit before the point": '{"input":.5}',
	"bare exponent": '{"input":1e}',
	"plus sign": '{"input":+1}',
	hexadecimal: '{"input":0x1}',
	NaN: '{"input":NaN}',
	"raw control character": '{"input":"a\u0001b"}',
	"raw newline in text": '{"input":"a\nb"}',
	"wrong escape": '{"input":"\\x"}',
	"wrong unicode escape": '{"input":"\\u12g4"}',
	"plain text": "input=1",
	"non-ASCII rubbish": "é",
	comment: '{"input":1/*x*/}',
};

const bodies = Object.entries(BODIES).flatMap(([name, body]): Asked[] => [
	{ name: `body: ${name}`, method: "POST", path: `${AUTHZ}/echo`, headers: JSON_TYPE, body },
]);

/** The same reader without an envelope. */
const V0_BODIES = [
	"object",
	"no body",
	"only space",
	"null input",
	"large integer",
	"a list",
	"a text",
	"null",
	"a boolean",
	"open object",
	"plain text",
	"something behind it",
	"rubbish behind it",
];
const v0 = [
	...V0_BODIES.map(
		(name): Asked => ({
			...{
				name: `v0 body: ${name}`,
				method: "POST",
				path: "/v0/data/app/authz/echo",
				headers: JSON_TYPE,
				body: BODIES[name] ?? "",
			},
		}),
	),
	...[
		"/v0/data",
		"/v0/data/app",
		"/v0/data/app/authz/allow",
		"/v0/data/app/authz/maybe",
		"/v0/data/app/authz/no",
		"/v0/data/app/authz/nul",
	].map((path): Asked => ({ name: `v0 ${path}`, method: "POST", path, headers: JSON_TYPE, body: '{"user":"alice"}' })),
	...[
		"/v0/data/nobody",
		"/v0/data/app/nobody",
		"/v0/data/app/base/nobody",
		"/v0/data/app/base/list/7",
		"/v0/data/app/undefined/p",
		"/v0/data/app/authz/maybe/further",
		"/v0/data/app/authz/nested/a%2Fb%20c",
		"/v0/data/app/base/big",
		"/v0/data/app/base/%22",
		"/v0/data/app/authz/sets",
		"/v0/data/app/authz/nested?pretty",
		"/v0/data/app/",
	].map((path): Asked => ({ name: `v0 without input ${path}`, method: "POST", path })),
	{ name: "v0 conflict", method: "POST", path: "/v0/data/app/authz/both", body: '{"both":true}' },
	{ name: "v0 yaml", method: "POST", path: "/v0/data/app/authz/echo", headers: YAML_TYPE, body: "a: 1\nb: [x, y]\n" },
	{ name: "v0 empty yaml", method: "POST", path: "/v0/data/app/authz/echo", headers: YAML_TYPE, body: "" },
];

/** What is asked for with an input. */
const ASKED: readonly (readonly [path: string, body: string])[] = [
	["/allow", '{"input":{"user":"alice"}}'],
	["/allow", '{"input":{"user":"bob"}}'],
	["/allow", '{"input":{}}'],
	["", '{"input":{"user":"alice","names":["b","a","b"],"table":{"z":1,"a":[2]},"x":{"y":null}}}'],
	["/names", '{"input":{"names":["b","a","b",1,null,[2],{"k":1},true]}}'],
	["/names/b", '{"input":{"names":["b","a"]}}'],
	["/names/c", '{"input":{"names":["b","a"]}}'],
	["/table", '{"input":{"table":{"z":1,"a":[2.0]}}}'],
	["/table/z", '{"input":{"table":{"z":1e2,"a":[2.0]}}}'],
	["/table/a/0", '{"input":{"table":{"z":1,"a":[2.0]}}}'],
	["/roles", '{"input":{"roles":["x"]}}'],
	["/maybe", '{"input":{"x":false}}'],
	["/maybe/deep/0", '{"input":{"x":{"deep":[{"a":1}]}}}'],
	["/maybe/0", '{"input":{"x":{"0":"text key"}}}'],
	["/ratio", '{"input":{"divisor":2}}'],
	["/ratio", '{"input":{"divisor":3}}'],
	["/ratio", '{"input":{"divisor":0}}'],
	["/ratio", '{"input":{"divisor":"x"}}'],
	["/when", '{"input":{"time":"2026-11-24T10:00:00Z"}}'],
	["/when", '{"input":{"time":"yesterday"}}'],
	["/both", '{"input":{"both":false}}'],
	["/count_of", '{"input":{"items":[1,2,3]}}'],
	["/count_of", '{"input":{"items":"日本"}}'],
	["/count_of", '{"input":{"items":1}}'],
	["/sum_of", '{"input":{"items":[1.5,2.5]}}'],
	["/sum_of", '{"input":{"items":[10000000000000000000,1]}}'],
	["/upper_of", '{"input":{"word":"straße"}}'],
	["/same", '{"input":{"left":1,"right":1.0}}'],
	["/same", '{"input":{"left":[1],"right":[1]}}'],
	["/same", '{"input":{"left":null,"right":null}}'],
	["/same", '{"input":{"left":100000000000000000001,"right":100000000000000000001}}'],
];
const asked = ASKED.flatMap(([path, body], index): Asked[] => [
	{ name: `ask ${path} (${index})`, method: "POST", path: AUTHZ + path, headers: JSON_TYPE, body },
]);
const others: readonly Asked[] = [
	...['{"input":{"n":1}}', '{"input":{"user":"alice","n":41}}', '{"input":{"n":"x"}}'].flatMap((body, index) =>
		["/whole", "/whole/next", "/whole/allow"].map(
			(path): Asked => ({ name: `ask ${path} (${index})`, method: "POST", path: `/v1/data${path}`, headers: JSON_TYPE, body }),
		),
	),
	{
		name: "ask for everything",
		method: "POST",
		path: "/v1/data",
		headers: JSON_TYPE,
		body: '{"input":{"user":"alice","n":1,"q":1,"pad":"x","times":3}}',
	},
	{
		name: "ask for two policies of one application",
		method: "POST",
		path: "/v1/data/app",
		headers: JSON_TYPE,
		body: '{"input":{"q":1,"names":["x"]}}',
	},
	{
		name: "ask for the system's document",
		method: "POST",
		path: "/v1/data/system/main",
		headers: JSON_TYPE,
		body: '{"input":{"user":"x"}}',
	},
];

/** A builtin's error and a conflict, both ways. */
const STRICT = [
	"strict-builtin-errors",
	"strict-builtin-errors=true",
	"strict-builtin-errors=TRUE",
	"strict-builtin-errors=false",
	"strict-builtin-errors=1",
];
const errors: readonly Asked[] = [
	...STRICT.map(
		(query): Asked => ({
			...{ name: `errors ${query}`, method: "POST", path: `${AUTHZ}/when?${query}`, headers: JSON_TYPE },
			body: '{"input":{"time":"yesterday"}}',
		}),
	),
	{
		name: "errors strict, read",
		method: "GET",
		path: `${AUTHZ}/when?strict-builtin-errors&input=${encodeURIComponent('{"time":"yesterday"}')}`,
	},
	{
		name: "errors strict, none",
		method: "POST",
		path: `${AUTHZ}/when?strict-builtin-errors`,
		body: '{"input":{"time":"2026-11-24T10:00:00Z"}}',
	},
	{
		name: "errors strict, elsewhere",
		method: "POST",
		path: `${AUTHZ}/allow?strict-builtin-errors`,
		body: '{"input":{"time":"yesterday","user":"alice"}}',
	},
	{
		name: "errors strict, in a package",
		method: "POST",
		path: `${AUTHZ}?strict-builtin-errors`,
		body: '{"input":{"time":"yesterday","user":"alice"}}',
	},
	{ name: "errors lenient, in a package", method: "POST", path: AUTHZ, body: '{"input":{"time":"yesterday","user":"alice"}}' },
	{ name: "conflict", method: "POST", path: `${AUTHZ}/both`, body: '{"input":{"both":true}}' },
	{ name: "conflict in a package", method: "POST", path: AUTHZ, body: '{"input":{"both":true}}' },
	{ name: "conflict above a package", method: "POST", path: "/v1/data", body: '{"input":{"both":true}}' },
	{
		name: "conflict beside what is asked for",
		method: "POST",
		path: `${AUTHZ}/allow`,
		body: '{"input":{"both":true,"user":"alice"}}',
	},
	{ name: "conflict, pretty", method: "GET", path: `${AUTHZ}/both?pretty&input={"both":true}`.replaceAll('"', "%22") },
];

/** `input=` of a read. */
const INPUTS: readonly string[] = [
	...[
		'{"a":1}',
		"1",
		"null",
		"false",
		'"x"',
		"[]",
		"",
		" ",
		"{",
		"x",
		'{"a":1} x',
		'{"a":1}{',
		'{"a":1} "b"',
		"1 2",
		"1 true",
		"1 null",
		"1 ]",
		"1,2",
	],
	...['{"é":"日"}', '{"a":1.50}', "[1,2"],
];
const queried = INPUTS.map(
	(input): Asked => ({ name: `input=${input}`, method: "GET", path: `${AUTHZ}/echo?input=${encodeURIComponent(input)}` }),
);

const PARAMETERS: readonly string[] = [
	...[
		"pretty",
		"pretty=true",
		"pretty=false",
		"pretty=",
		"pretty=1",
		"pretty=x&pretty=true",
		"pretty&provenance",
		"metrics",
		"metrics=true",
		"metrics=false",
	],
	...[
		"provenance",
		"provenance=true",
		"provenance=false",
		"provenance=true&pretty=true",
		"metrics=true&pretty=true&provenance=true",
		"explain=off",
		"explain=",
		"explain=nonsense",
	],
	...["unknown=1", "pretty;x", "pretty&%zz", "rule_labels"],
];
const parameters = PARAMETERS.flatMap((query): Asked[] => [
	{ name: `GET ?${query}`, method: "GET", path: `${AUTHZ}/nested?${query}` },
	{ name: `POST ?${query}`, method: "POST", path: `${AUTHZ}/nested?${query}`, headers: JSON_TYPE, body: '{"input":{}}' },
]);
const prettier: readonly Asked[] = ["/sets", "/nothing_in", "/empty_list", "/nul", "/text", "/maybe", "/big"].map((path) => ({
	...{ name: `pretty ${path}`, method: "GET", path: `${AUTHZ}${path}?pretty=true` },
}));

const YAMLS: Readonly<Record<string, string>> = {
	object: "input:\n  user: alice\n  list: [1, two, 3.5]\n",
	json: '{"input": {"user": "alice"}}',
	empty: "",
	"no input": "other: 1\n",
	"null input": "input: null\n",
	words: "input: [yes, no, on, off, true, ~, null, '', y]\n",
	numbers: "input: [1, 1.0, 1.50, 0x1f, 0o17, 017, 1e3, -0.0, 12345678901234567890, 1_000]\n",
	"text blocks": "input:\n  a: |\n    one\n    two\n  b: >\n    one\n    two\n",
	anchors: "input:\n  a: &x {k: 1}\n  b: *x\n",
	merge: "base: &b {k: 1, l: 2}\ninput:\n  <<: *b\n  l: 3\n",
	"number keys": "input: {1: a, true: b}\n",
	dates: "input: [2026-11-24, 10:20:30]\n",
	"a list": "- 1\n- 2\n",
	"a text": "text",
	"two documents": "input: 1\n---\ninput: 2\n",
};
const yaml: readonly Asked[] = [
	...Object.entries(YAMLS).map(
		([name, body]): Asked => ({ name: `yaml: ${name}`, method: "POST", path: `${AUTHZ}/echo`, headers: YAML_TYPE, body }),
	),
	...["application/x-yaml", "text/yaml", "application/yaml; charset=utf-8", "text/vnd.yaml"].map(
		(type): Asked => ({
			...{
				name: `yaml as ${type}`,
				method: "POST",
				path: `${AUTHZ}/echo`,
				headers: { "content-type": type },
				body: "input: {a: 1}\n",
			},
		}),
	),
	...["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "nonsense"].map(
		(type): Asked => ({
			...{
				name: `json as ${type}`,
				method: "POST",
				path: `${AUTHZ}/echo`,
				headers: { "content-type": type },
				body: '{"input":{"a":1}}',
			},
		}),
	),
	{ name: "json without a type", method: "POST", path: `${AUTHZ}/echo`, body: '{"input":{"a":1}}' },
];

const zipped = (text: string, cut?: number) => ({ base64: gzipSync(text).subarray(0, cut).toString("base64") });
const GZIPPED = { ...JSON_TYPE, "content-encoding": "gzip" };
const gzip: readonly Asked[] = [
	{ name: "gzip request", method: "POST", path: `${AUTHZ}/echo`, headers: GZIPPED, body: zipped('{"input":{"a":1}}') },
	{
		name: "gzip request, yaml",
		method: "POST",
		path: `${AUTHZ}/echo`,
		headers: { ...YAML_TYPE, "content-encoding": "gzip" },
		body: zipped("input: {a: 1}"),
	},
	{ name: "gzip request, v0", method: "POST", path: "/v0/data/app/authz/echo", headers: GZIPPED, body: zipped('{"a":1}') },
	{ name: "gzip request that is none", method: "POST", path: `${AUTHZ}/echo`, headers: GZIPPED, body: '{"input":1}' },
	{ name: "gzip request, empty", method: "POST", path: `${AUTHZ}/echo`, headers: GZIPPED, body: "" },
	{
		name: "gzip request, cut off",
		method: "POST",
		path: `${AUTHZ}/echo`,
		headers: GZIPPED,
		body: zipped('{"input":{"a":"bcdefghijklmnop"}}', 24),
	},
	{
		name: "gzip request, only its head",
		method: "POST",
		path: `${AUTHZ}/echo`,
		headers: GZIPPED,
		body: zipped('{"input":{"a":1}}', 10),
	},
	{ name: "gzip request of malformed JSON", method: "POST", path: `${AUTHZ}/echo`, headers: GZIPPED, body: zipped('{"input":') },
	...["gzip", "gzip, deflate, br", "deflate, gzip;q=0.5", "gzip;q=0", "*", "identity", "br"].map(
		(encoding): Asked => ({
			...{
				name: `accept-encoding ${encoding}`,
				method: "GET",
				path: "/v1/data/words/long",
				headers: { "accept-encoding": encoding },
			},
		}),
	),
	{ name: "gzip answer, v0", method: "POST", path: "/v0/data/words/long", headers: { "accept-encoding": "gzip" } },
	{ name: "gzip answer, pretty", method: "GET", path: "/v1/data/words/long?pretty", headers: { "accept-encoding": "gzip" } },
	{ name: "gzip answer, small", method: "GET", path: `${AUTHZ}/allow`, headers: { "accept-encoding": "gzip" } },
	// 1,023, 1,024 and 1,025 bytes.
	...[960, 961, 962, 963, 964].map(
		(times): Asked => ({
			...{
				name: `gzip answer around its least length (${times})`,
				method: "POST",
				path: "/v1/data/words/padded",
				headers: { "accept-encoding": "gzip" },
			},
			body: JSON.stringify({ input: { pad: "x", times } }),
		}),
	),
];

const METHODS = ["HEAD", "OPTIONS", "PATCH", "PUT", "DELETE", "PROPFIND"];
const methods: readonly Asked[] = [
	...["HEAD", "OPTIONS", "PROPFIND"].map(
		(method): Asked => ({ name: `${method} data`, method, path: "/v1/data/app/authz/allow" }),
	),
	...["HEAD", "OPTIONS"].map((method): Asked => ({ name: `${method} all data`, method, path: "/v1/data" })),
	...["GET", ...METHODS].map((method): Asked => ({ name: `${method} v0 data`, method, path: "/v0/data/app/authz/allow" })),
	...["POST", "PUT", "DELETE"].map((method): Asked => ({ name: `${method} health`, method, path: "/health" })),
	{ name: "HEAD health", method: "HEAD", path: "/health" },
	...["PUT", "DELETE"].map((method): Asked => ({ name: `${method} the default decision`, method, path: "/" })),
	...["/v1/data/app/", "/v0/data/app/authz/allow/", "/v1/data/app/?pretty=true"].map(
		(path): Asked => ({ name: `POST ${path}`, method: "POST", path }),
	),
	{ name: "POST through two slashes", method: "POST", path: "/v1/data//app", body: "{}" },
];

const rest: readonly Asked[] = [
	...[
		"",
		"?bundles",
		"?plugins",
		"?bundles=true&plugins=true",
		"?plugins&exclude-plugin=decision-logs",
		"?pretty",
		"?bundle=true",
	].map(
		(query): Asked => ({
			...{ name: `health ${query}`, method: "GET", path: `/health${query}` },
		}),
	),
	{ name: "health of a rule that is none", method: "GET", path: "/health/nothing" },
	{ name: "health of a rule that is none, deeper", method: "GET", path: "/health/nothing/at-all" },
	{ name: "default decision", method: "POST", path: "/", headers: JSON_TYPE, body: '{"user":"alice"}' },
	{ name: "default decision, pretty", method: "POST", path: "/?pretty=true", headers: JSON_TYPE, body: '{"user":"alice"}' },
	{ name: "default decision without input", method: "POST", path: "/" },
	{ name: "default decision, empty list", method: "POST", path: "/", body: "[]" },
	{ name: "default decision, undefined", method: "POST", path: "/", body: "{}" },
	{ name: "default decision, malformed", method: "POST", path: "/", body: "{" },
	{ name: "default decision, yaml", method: "POST", path: "/", headers: YAML_TYPE, body: "user: alice" },
];

/** By what they are about. */
export const REQUESTS: Readonly<Record<string, readonly Asked[]>> = {
	read,
	body: bodies,
	bare: v0,
	ask: [...asked, ...others],
	errors,
	parameters: [...queried, ...parameters, ...prettier],
	yaml,
	gzip,
	methods,
	rest,
};
