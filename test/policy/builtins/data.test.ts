// Numbers, units, versions, graphs, collections, patches, UUIDs.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

describe("numbers and units", () => {
	it.each([
		["numbers.range_step", ["0", "10", "4"], "[0, 4, 8]"],
		["numbers.range_step", ["5", "-5", "5"], "[5, 0, -5]"],
		["numbers.range_step", ["1", "2", "0"], "eval_builtin_error: numbers.range_step: step must be a positive integer"],
		["numbers.range_step", ["0", "1e9", "1"], "eval_builtin_error: numbers.range_step: the range is too long"],
		["units.parse", ['"10Mi"'], "10485760"],
		["units.parse", ['"0.1m"'], "0.0001000000"],
		["units.parse", ['"1.5K"'], "1500"],
		["units.parse", ['"1 K"'], "eval_builtin_error: units.parse: spaces not allowed in resource strings"],
		["units.parse", ['"1q"'], "eval_builtin_error: units.parse: unit q not recognized"],
		["units.parse", ['"M"'], "eval_builtin_error: units.parse: no amount provided"],
		["units.parse_bytes", ['"1MB"'], "1000000"],
		["units.parse_bytes", ['"1KiB"'], "1024"],
		["units.parse_bytes", ['"1.0001KiB"'], "1024"],
		["units.parse_bytes", ['"1e9999999"'], "eval_builtin_error: units.parse_bytes: exponent too large"],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});
});

describe("semver", () => {
	it("orders as the specification's example does", () => {
		const ordered = [
			"1.0.0-alpha",
			"1.0.0-alpha.1",
			"1.0.0-alpha.beta",
			"1.0.0-beta",
			"1.0.0-beta.2",
			"1.0.0-beta.11",
			"1.0.0-rc.1",
			"1.0.0",
		];
		for (let i = 0; i < ordered.length; i++) {
			for (let j = 0; j < ordered.length; j++)
				expect(call("semver.compare", [text(ordered[i]), text(ordered[j])])).toBe(String(Math.sign(i - j)));
		}
	});

	it.each([
		["v1.2.3", "true"],
		["1.2", "false"],
		["01.2.3", "false"],
		["1.2.3-01", "false"],
		["1.2.3+build.01", "true"],
		["1.2.99999999999999999999", "false"],
	])("%s is valid: %s", (version, expected) => {
		expect(call("semver.is_valid", [text(version)])).toBe(expected);
	});
});

describe("collections", () => {
	it.each([
		["array.flatten", ["[1, [2, [3]], []]"], "[1, 2, [3]]"],
		["object.subset", ['{"a": {"b": {1, 2}, "c": 3}}', '{"a": {"b": {1}}}'], "true"],
		["object.subset", ["[1, 2, 3, 4]", "[2, 3]"], "true"],
		["object.subset", ["[1, 2, 3]", "{3, 1}"], "true"],
		[
			"object.subset",
			["[1]", '{"a": 1}'],
			"eval_type_error: both arguments object.subset must be of the same type or array and set",
		],
		["graph.reachable_paths", ['{"a": ["b", "c"], "b": ["d"], "c": [], "d": ["a"]}', '["a"]'], '{["a", "b", "d"], ["a", "c"]}'],
		["json.patch", ['{"a": {"foo": 1}}', '[{"op": "add", "path": "/a/bar", "value": 2}]'], '{"a": {"bar": 2, "foo": 1}}'],
		[
			"json.patch",
			['{"a": [1, 2]}', '[{"op": "add", "path": "a/-", "value": 3}, {"op": "remove", "path": "/a/0"}]'],
			'{"a": [2, 3]}',
		],
		["json.patch", ['{"a": {1}}', '[{"op": "move", "from": "a", "path": "b"}]'], '{"b": {1}}'],
		["json.patch", ['{"a~b/c": 1}', '[{"op": "replace", "path": "/a~0b~1c", "value": 2}]'], '{"a~b/c": 2}'],
		["json.patch", ["{1, 2}", '[{"op": "remove", "path": [1]}]'], "{2}"],
		[
			"json.patch",
			['{"a": 1}', '[{"op": "remove", "path": "b"}]'],
			'eval_builtin_error: cannot delete child key "b" that does not exist',
		],
		["json.patch", ["{}", '[{"op": "nothing", "path": "a"}]'], "eval_builtin_error: unrecognized op: 'nothing'"],
		[
			"json.patch",
			["[1]", '[{"op": "add", "path": "01", "value": 1}]'],
			"eval_builtin_error: leading zeros are not allowed in JSON paths",
		],
		["uuid.parse", ['"00000000-0000-4000-8000-000000000000"'], '{"variant": "RFC4122", "version": 4}'],
		["uuid.parse", ['"nope"'], "undefined"],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});

	it("reads a UUID's time and node", () => {
		expect(call("uuid.parse", ['"000003e8-48b9-21ee-b200-325096b39f47"'])).toBe(
			'{"clocksequence": 12800, "domain": "Person", "id": 1000, "macvariables": "local:unicast", "nodeid": "32-50-96-b3-9f-47", "time": 1693566990121469600, "variant": "RFC4122", "version": 2}',
		);
	});

	it("does not walk a billion paths", () => {
		const nodes = Array.from({ length: 40 }, (_, index) => [String(index), [String(index + 1), String(index + 2)]]);
		const graph = text(Object.fromEntries([...nodes, ["40", []], ["41", []]]));
		expect(call("graph.reachable_paths", [graph, '["0"]'])).toBe("eval_builtin_error: graph.reachable_paths: too many paths");
	});
});
