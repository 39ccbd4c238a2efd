// What a fresh install holds, and that docs/api.md tells it as it is.
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { expect, test } from "vitest";
import { AppBody, ToolBody } from "../../src/contract/registry.ts";
import { LOCAL_APPS, LOCAL_TOOLS } from "../../src/control/bootstrap-data.ts";
import { toolSchemaFault } from "../../src/control/tool-schema.ts";

type Argument = { type: string; minLength?: number; maxLength?: number; minimum?: number; maximum?: number; enum?: string[] };

function told(name: string, required: readonly string[], argument: Argument): string {
	const { type, minLength, maxLength, minimum, maximum, enum: values } = argument;
	const [least, most] = [minLength ?? minimum, maxLength ?? maximum];
	const range = least === undefined ? "" : most === undefined ? ` from ${least}` : ` of ${least} to ${most}`;
	const what = values === undefined ? type + range : `one of ${values.map((value) => `\`${value}\``).join(" ")}`;
	return `\`${name}\`${required.includes(name) ? "" : "?"} ${what}`;
}

test("docs/api.md has a row for each demo tool, with its class, scopes and arguments", async () => {
	const page = await readFile("docs/api.md", "utf8");
	for (const [name, tool] of Object.entries(LOCAL_TOOLS)) {
		const { properties, required } = tool.schema as { properties: Record<string, Argument>; required: string[] };
		const args = Object.entries(properties).map(([argument, schema]) => told(argument, required, schema));
		const scopes = tool.scopes.map((scope) => `\`${scope}\` `).join("");
		expect(page).toContain(`| \`${name}\` | \`${tool.class}\` | ${scopes}| ${args.join(", ")} |`);
	}
});

test("demo apps and tools are what the API would take", () => {
	for (const app of Object.values(LOCAL_APPS)) expect(v.parse(AppBody, app)).toEqual(app);
	for (const tool of Object.values(LOCAL_TOOLS)) {
		expect(v.parse(ToolBody, tool)).toEqual(tool);
		expect(toolSchemaFault(tool.schema ?? {})).toBeUndefined();
	}
});

test("the first app takes any language, so that nobody is refused for theirs", () => {
	expect(LOCAL_APPS["support-bot"]?.locales).toEqual([]);
	expect(LOCAL_APPS.agent?.locales).toEqual(["en"]);
});
