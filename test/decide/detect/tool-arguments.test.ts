// Arguments of tool calls: golden cases, only arguments, linear time.
import { expect, it } from "vitest";
import type { ScanContext } from "../../../src/decide/detect/detector.ts";
import { toolArgumentsDetector } from "../../../src/decide/detect/tool-arguments/tool-arguments.ts";
import { runGolden } from "./golden.ts";

runGolden(toolArgumentsDetector);

const CONTEXT: ScanContext = {
	stage: "tool_call",
	kind: "argument",
	role: "assistant",
	trust: "internal",
	hosts: [],
	decoded: false,
};

it("reads arguments only", () => {
	expect(toolArgumentsDetector.scan("../../etc/passwd", { ...CONTEXT, kind: "message" })).toEqual([]);
	expect(toolArgumentsDetector.scan("../../etc/passwd", CONTEXT)).not.toEqual([]);
});

it.each(["../", "$(id ", "' or ", ";rm ", "{{", "${1*", "a://", "rm -r ", "update a set ", "`id ", "\n|", "%2e"])(
	"takes linear time on %j over and over",
	(unit) => {
		const time = (length: number) => {
			const text = unit.repeat(Math.ceil(length / unit.length));
			const samples = Array.from({ length: 5 }, () => {
				const start = performance.now();
				toolArgumentsDetector.scan(text, CONTEXT);
				return performance.now() - start;
			});
			return samples.sort((a, b) => a - b)[1] ?? 0;
		};
		time(16_384);
		const [one, eight] = [time(16_384), time(131_072)];
		expect(eight).toBeLessThan(Math.max(one, 0.5) * 8 * 2.5);
	},
);
