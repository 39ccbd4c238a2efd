// What a fresh local install holds, so that the first requests have something to be about.
import type { AppBody, ToolBody } from "../contract/registry.ts";

const text = (maxLength: number) => ({ type: "string", minLength: 1, maxLength });
const args = (properties: Record<string, unknown>, required: readonly string[]) => ({
	type: "object",
	properties,
	required,
	additionalProperties: false,
});

export const LOCAL_TOOLS: Readonly<Record<string, ToolBody>> = {
	search: {
		title: "Search the help pages",
		class: "read",
		scopes: [],
		schema: args({ q: text(512), limit: { type: "integer", minimum: 1, maximum: 50 } }, ["q"]),
	},
	send_email: {
		title: "Send an e-mail",
		class: "write",
		scopes: ["mail:send"],
		schema: args({ to: text(320), subject: text(256), body: text(20_000) }, ["to", "subject", "body"]),
	},
	refund: {
		title: "Refund an order",
		class: "money",
		scopes: ["payments:refund"],
		schema: args(
			{
				order_id: text(64),
				amount: { type: "number", minimum: 0 },
				currency: { type: "string", enum: ["EUR", "GBP", "JPY", "USD"] },
			},
			["order_id", "amount", "currency"],
		),
	},
	delete_account: {
		title: "Delete an account",
		class: "irreversible",
		scopes: ["accounts:delete"],
		schema: args({ account_id: text(64), confirm: { type: "boolean" } }, ["account_id"]),
	},
	read_file: { title: "Read a file", class: "read", scopes: ["files:read"], schema: args({ path: text(4096) }, ["path"]) },
	run_query: { title: "Query the database", class: "read", scopes: ["data:read"], schema: args({ sql: text(20_000) }, ["sql"]) },
};

const app = (title: string, tier: AppBody["tier"], rest: Partial<AppBody>): AppBody => ({
	title,
	tier,
	channel: "stable",
	models: [],
	locales: [],
	tools: [],
	hosts: [],
	...rest,
});
const tools = Object.keys(LOCAL_TOOLS);

export const LOCAL_APPS: Readonly<Record<string, AppBody>> = {
	"support-bot": app("Support bot", 2, {
		tools,
		hosts: ["example.com"],
	}),
	assistant: app("Assistant", 3, {}),
	agent: app("Agent", 1, { locales: ["en"], tools, hosts: ["example.com"] }),
};
