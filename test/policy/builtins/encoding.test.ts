// Encodings, URLs, YAML, JSON Schema, templates.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

describe("encodings", () => {
	it.each([
		["base64url.encode_no_pad", ['"a?>"'], '"YT8-"'],
		["hex.encode", ['"lorem"'], '"6c6f72656d"'],
		["hex.decode", ['"6c6f72656d"'], '"lorem"'],
		["hex.decode", ['"6g"'], "eval_builtin_error: encoding/hex: invalid byte: U+0067 'g'"],
		["hex.decode", ['"6"'], "eval_builtin_error: encoding/hex: odd length hex string"],
		["urlquery.encode", ['"x=ü y&(1)"'], '"x%3D%C3%BC+y%26%281%29"'],
		["urlquery.decode", ['"x%3D%C3%BC+y"'], '"x=ü y"'],
		["urlquery.decode", ['"%zz"'], 'eval_builtin_error: invalid URL escape "%zz"'],
		["urlquery.encode_object", ['{"b": ["2", "1"], "a": "x y"}'], '"a=x+y&b=2&b=1"'],
		["urlquery.encode_object", ['{"a": 1}'], "eval_type_error: operand 1 values must be string, array[string], or set[string]"],
		["urlquery.decode_object", ['"a=1&a=2&b"'], '{"a": ["1", "2"], "b": [""]}'],
		[
			"json.marshal_with_options",
			['{"b": [1, {2}], "a": "<&>"}', "{}"],
			'"{\\"a\\":\\"\\\\u003c\\\\u0026\\\\u003e\\",\\"b\\":[1,[2]]}"',
		],
		["json.marshal_with_options", ['{"a": []}', '{"indent": " ", "prefix": "-"}'], '"-{\\n- \\"a\\": []\\n-}"'],
		[
			"uri.parse",
			['"HTTP://u@ex.com:80/a%20b?x=1#f"'],
			'{"fragment": "f", "hostname": "ex.com", "path": "/a b", "port": "80", "raw_path": "/a b", "raw_query": "x=1", "scheme": "http"}',
		],
		["uri.parse", ['"http://[::1]:8/"'], '{"hostname": "::1", "path": "/", "port": "8", "raw_path": "/", "scheme": "http"}'],
		["uri.is_valid", ['"http://exa%6dple.com/"'], "false"],
		["uri.is_valid", ['"/relative"'], "true"],
		["uri.is_valid", ['""'], "false"],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});
});

describe("YAML", () => {
	it.each([
		["a: 1\nb: [x, yes, ~, 1.5]\n", '{"a": 1, "b": ["x", "yes", null, 1.5]}'],
		["1: {2: true}\nn: 12345678901234567890", '{"1": {"2": true}, "n": 12345678901234567890}'],
		["a: &x [1]\nb: *x", '{"a": [1], "b": [1]}'],
		["a: 1\na: 2", '{"a": 2}'],
		["[1, 2", "eval_builtin_error: yaml: line 1: did not find expected ',' or ']'"],
	])("reads %j", (yaml, expected) => {
		expect(call("yaml.unmarshal", [text(yaml)])).toBe(expected);
		expect(call("yaml.is_valid", [text(yaml)])).toBe(String(!expected.startsWith("eval")));
	});

	it("writes what it reads, and quotes what would be read otherwise", () => {
		expect(JSON.parse(call("yaml.marshal", ['{"b": {1}, "a": ["true", "x: y", null, 1.5, "1"], "c": "l1\\nl2\\n"}']))).toBe(
			'a:\n  - "true"\n  - \'x: y\'\n  - null\n  - 1.5\n  - "1"\nb:\n  - 1\nc: |\n  l1\n  l2\n',
		);
	});

	it("does not blow up over aliases", () => {
		const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`)}]`).join("\n")}`;
		expect(call("yaml.unmarshal", [text(bomb)])).toMatch(/^eval_builtin_error: yaml: /);
	});
});

describe("JSON Schema", () => {
	const match = (document: string, schema: unknown) => call("json.match_schema", [document, text(schema)]);

	it("says what does not hold, and where", () => {
		const schema = {
			type: "object",
			required: ["id"],
			properties: { id: { type: "integer", minimum: 1 }, tags: { items: { type: "string" } } },
		};
		expect(match('{"id": 5, "tags": ["a"]}', schema)).toBe("[true, []]");
		expect(match('{"id": 0, "tags": [1]}', schema)).toBe(
			'[false, [{"desc": "Must be greater than or equal to 1", "error": "id: Must be greater than or equal to 1", "field": "id", "type": "number_gte"}, {"desc": "Invalid type. Expected: string, given: integer", "error": "tags.0: Invalid type. Expected: string, given: integer", "field": "tags.0", "type": "invalid_type"}]]',
		);
		expect(match("{}", schema)).toContain('"field": "(Root)", "type": "required"');
	});

	it.each([
		[{ multipleOf: 0.1 }, "[0.3]", "items"],
		[{ exclusiveMaximum: 5 }, "[4, 5]", "number_lt"],
		[{ maximum: 5, exclusiveMaximum: true }, "[4, 5]", "number_lt"],
		[{ enum: [1, "a", null] }, '[1, "a", null, 2]', "enum"],
		[{ const: { a: [1] } }, '[{"a": [1.0]}, {"a": [2]}]', "const"],
		[{ anyOf: [{ type: "string" }, { minimum: 3 }] }, '["a", 3, 2]', "number_any_of"],
		[{ oneOf: [{ minimum: 1 }, { minimum: 3 }] }, "[2, 4]", "number_one_of"],
		[{ not: { type: "string" } }, '[1, "a"]', "number_not"],
		[{ if: { minimum: 5 }, else: { maximum: 2 } }, "[6, 1, 3]", "condition_else"],
		[{ pattern: "^a+$" }, '["aa", "b"]', "pattern"],
		[{ format: "ipv4" }, '["1.2.3.4", "1.2.3"]', "format"],
		[{ format: "date-time" }, '["2020-01-01T00:00:00Z", "2020-02-30T00:00:00Z"]', "format"],
		[{ maxLength: 2 }, '["😀😀", "abc"]', "string_lte"],
		[
			{ additionalProperties: false, patternProperties: { "^x": {} } },
			'[{"x1": 1}, {"y": 1}]',
			"additional_property_not_allowed",
		],
		[{ dependencies: { a: ["b"] } }, '[{"b": 1}, {"a": 1}]', "missing_dependency"],
		[{ propertyNames: { maxLength: 1 } }, '[{"a": 1}, {"ab": 1}]', "invalid_property_name"],
		[{ uniqueItems: true }, "[[1, 2], [1, 1.0]]", "unique"],
		[{ contains: { const: 1 } }, "[[2, 1], [2]]", "contains"],
		[{ $ref: "#/definitions/n" }, '[1, "a"]', "invalid_type"],
	])("%j", (items, documents, type) => {
		const schema = { definitions: { n: { type: "number" } }, items };
		const [valid, problems] = JSON.parse(call("json.match_schema", [documents, text(schema)])) as [boolean, { type: string }[]];
		if (type === "items") return expect(valid).toBe(true);
		expect(valid).toBe(false);
		expect(problems.map((problem) => problem.type)).toContain(type);
		expect(problems.filter((problem) => problem.type === type)).toHaveLength(1);
	});

	it.each([
		[
			{ type: "unknown" },
			"jsonschema: has a primitive type that is NOT VALID -- given: /unknown/ Expected valid values are:[array boolean integer number null object string]",
		],
		[{ minLength: -1 }, "jsonschema: minLength must be greater than or equal to 0"],
		[{ pattern: "[" }, "jsonschema: pattern must be a valid regex"],
		[
			{ $ref: "https://example.com/schema.json" },
			"jsonschema: remote reference loading disabled: https://example.com/schema.json",
		],
	])("%j is no schema", (schema, message) => {
		expect(call("json.verify_schema", [text(schema)])).toBe(`[false, ${text(message)}]`);
	});

	it("stops at a schema that refers to itself", () => {
		expect(match("1", { $ref: "#" })).toMatch(/^eval_builtin_error/);
	});
});

describe("templates", () => {
	it.each([
		["{{.a}} {{.b.c}} {{.missing}}", '{"a": 1, "b": {"c": "x"}}', "1 x <undefined>"],
		["{{range $i, $x := .list}}{{if $i}}, {{end}}{{$i}}={{$x}}{{else}}none{{end}}", '{"list": ["a", "b"]}', "0=a, 1=b"],
		["{{range .list}}x{{else}}none{{end}}", '{"list": []}', "none"],
		['{{if and .a (gt (len .l) 3)}}yes{{else if eq .n "1" "2"}}small{{else}}no{{end}}', '{"a": true, "n": 2, "l": []}', "small"],
		["a  {{- /* trims */ -}}  b {{- .x }}", '{"x": 1}', "ab1"],
		[
			'{{printf "%05d|%s" 42 (print "a" "b")}} {{len .l}} {{index .l 1}} {{.n | printf "%s"}}',
			'{"n": 42, "l": [1, 2]}',
			"00042|ab 2 2 42",
		],
		["{{with .a}}{{.b}}{{$.c}}{{end}}", '{"a": {"b": 1}, "c": 2}', "12"],
		['{{$x := "a"}}{{if true}}{{$x = "b"}}{{end}}{{$x}} {{html "<a>"}} {{"q" | urlquery}}', "{}", "b &lt;a&gt; q"],
		['{{range .l}}{{if eq . "2"}}{{continue}}{{end}}{{if eq . "4"}}{{break}}{{end}}{{.}}{{end}}', '{"l": [1, 2, 3, 4, 5]}', "13"],
		["{{.}}", '{"a": [1, "x"]}', "map[a:[1 x]]"],
	])("%s", (template, data, expected) => {
		expect(JSON.parse(call("strings.render_template", [text(template), data]))).toBe(expected);
	});

	it.each(["{{.a", "{{if .a}}", "{{end}}", "{{nothing .a}}", '{{template "x"}}', "{{.a.b.c}}"])("%s is an error", (template) => {
		expect(call("strings.render_template", [text(template), '{"a": 1}'])).toMatch(/^eval_builtin_error: template/);
	});
});
