// Time and networks.
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

describe("time", () => {
	it.each([
		["time.parse_rfc3339_ns", ['"2017-06-02T19:00:00-07:00"'], "1496455200000000000"],
		["time.parse_rfc3339_ns", ['"1677-09-21T00:12:43.145224191-00:00"'], "eval_builtin_error: time outside of valid range"],
		[
			"time.parse_rfc3339_ns",
			['"2017-02-30T00:00:00Z"'],
			'eval_builtin_error: parsing time "2017-02-30T00:00:00Z": day out of range',
		],
		[
			"time.parse_rfc3339_ns",
			['"yesterday"'],
			'eval_builtin_error: parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
		],
		["time.parse_ns", ['"2006-01-02"', '"2020-02-29"'], "1582934400000000000"],
		["time.parse_ns", ['"RFC1123Z"', '"Sat, 03 Dec 2022 00:10:53 +0530"'], "1670006453000000000"],
		["time.parse_ns", ['"Jan _2 15:04:05.000 2006"', '"Feb  3 04:05:06.789 2021"'], "1612325106789000000"],
		["time.parse_ns", ['"3:04PM 2006-002"', '"12:30AM 2021-032"'], "1612139400000000000"],
		["time.parse_ns", ['"2006-01-02"', '"2020-02-29x"'], 'eval_builtin_error: parsing time "2020-02-29x": extra text: "x"'],
		["time.format", ["1670006453141828752"], '"2022-12-02T18:40:53.141828752Z"'],
		[
			"time.format",
			['[1670006453141828752, "Asia/Kolkata", "Mon Jan 02 15:04:05 -0700 2006"]'],
			'"Sat Dec 03 00:10:53 +0530 2022"',
		],
		["time.format", ['[1670006453141828752, "America/New_York", "3:04PM MST .000 002"]'], '"1:40PM EST .141 336"'],
		["time.format", ['[0, "Nowhere/Land"]'], "eval_builtin_error: unknown time zone Nowhere/Land"],
		["time.date", ['[1517814000000000000, "America/Los_Angeles"]'], "[2018, 2, 4]"],
		["time.date", ["-1"], "[1969, 12, 31]"],
		["time.clock", ['[1517832000000000000, "America/New_York"]'], "[7, 0, 0]"],
		["time.weekday", ["0"], '"Thursday"'],
		["time.weekday", ["1e30"], "eval_builtin_error: timestamp too big"],
		[
			"time.weekday",
			['"x"'],
			"eval_type_error: operand 1 must be either number (ns) or [number (ns), string (tz)] but got string",
		],
		["time.add_date", ["1585852421593912000", "3", "9", "12"], "1705257221593912000"],
		["time.add_date", ["0", "2262", "1", "1"], "eval_builtin_error: time outside of valid range"],
		["time.diff", ["1582934400000000000", "1580601600000000000"], "[0, 0, 27, 0, 0, 0]"],
		["time.parse_duration_ns", ['"1h45m0.5s"'], "6300500000000"],
		["time.parse_duration_ns", ['"-1.5d"'], "-129600000000000"],
		["time.parse_duration_ns", ['"5"'], 'eval_builtin_error: time: missing unit in duration "5"'],
		["time.parse_duration_ns", ['"5q"'], 'eval_builtin_error: time: unknown unit "q" in duration "5q"'],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});

	it("adds days across a change of the clock in the zone's wall time", () => {
		const noon = '[1667048400000000000, "Europe/Paris"]';
		expect(call("time.format", [noon])).toBe('"2022-10-29T15:00:00+02:00"');
		const next = call("time.add_date", [noon, "0", "0", "1"]);
		expect(call("time.format", [`[${next}, "Europe/Paris"]`])).toBe('"2022-10-30T15:00:00+01:00"');
	});
});

describe("networks", () => {
	it.each([
		["net.cidr_is_valid", ['"192.168.0.0/24"'], "true"],
		["net.cidr_is_valid", ['"192.168.0.0/33"'], "false"],
		["net.cidr_is_valid", ['"192.168.00.0/24"'], "false"],
		["net.cidr_is_valid", ['"2001:db8::/32"'], "true"],
		["net.cidr_is_valid", ['"2001:db8::1::/32"'], "false"],
		["net.cidr_expand", ['"10.0.0.5/30"'], '{"10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7"}'],
		["net.cidr_expand", ['"2001:db8::/127"'], '{"2001:db8::", "2001:db8::1"}'],
		["net.cidr_expand", ['"10.0.0.0/8"'], "eval_builtin_error: net.cidr_expand: the block holds too many addresses"],
		["net.cidr_expand", ['"10.0.0.0"'], "eval_builtin_error: invalid CIDR address: 10.0.0.0"],
		[
			"net.cidr_contains_matches",
			['["10.0.0.0/8", "11.0.0.0/8"]', '{"a": "10.1.2.3", "b": "11.0.0.0/9"}'],
			'{[0, "a"], [1, "b"]}',
		],
		["net.cidr_contains_matches", ['[["10.0.0.0/8", "x"]]', '["10.1.0.0/7"]'], "set()"],
		["net.cidr_merge", ['["192.0.128.0/24", "192.0.129.0/24"]'], '{"192.0.128.0/23"}'],
		["net.cidr_merge", ['["10.0.0.0/8", "10.1.0.0/16", "::/0", "fe80::1/128"]'], '{"10.0.0.0/8", "::/0"}'],
		["net.cidr_merge", ['["192.168.1.7", "10.0.0.1/8"]'], '{"10.0.0.0/8", "192.168.1.7/24"}'],
		["net.cidr_merge", ['["::1"]'], "eval_builtin_error: IPv6 invalid: needs prefix length"],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});

	it("treats an IPv4 address in IPv6 as IPv4", () => {
		expect(call("net.cidr_contains_matches", [text("10.0.0.0/8"), text("::ffff:10.0.0.1")])).toBe(
			'{["10.0.0.0/8", "::ffff:10.0.0.1"]}',
		);
	});
});
