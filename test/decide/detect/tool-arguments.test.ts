// Arguments of tool calls: golden cases, only arguments, linear time.
import { expect, it } from "vitest";
import type { ScanContext } from "../../../src/decide/detect/detector.ts";
import { toolArgumentsDetector } from "../../../src/decide/detect/tool-arguments/tool-arguments.ts";
import { expectLinear } from "../../linear-time.ts";
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
		expectLinear(
			(text) => toolArgumentsDetector.scan(text, CONTEXT),
			(length) => unit.repeat(Math.ceil(length / unit.length)),
			{ from: 32_768 },
		);
	},
);
