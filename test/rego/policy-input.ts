// A complete, harmless policy input and parts of one, for tests that ask the compiled policy.
import type { PolicyInput } from "../../src/contract/input.ts";
import type { Signal, SignalTypeName } from "../../src/contract/signal.ts";

export function policyInput(changes: Partial<PolicyInput> = {}): PolicyInput {
	return {
		contract: "1",
		stage: "input",
		time: 1_795_000_000_000,
		tenant: "acme",
		app: { id: "support-bot", tier: 2, channel: "stable", models: [], locales: [], tools: [], hosts: [] },
		subject: { known: false, roles: [], scopes: [], age_class: "unknown" },
		session: { known: false },
		locale: {},
		context: {},
		content: [{ role: "user", trust: "internal", chars: 40, parts: 1 }],
		history: [],
		documents: [],
		approval: { declared: false },
		usage: {},
		citations: { unknown: 0 },
		signals: [],
		config: { tenant: { rules: {} }, app: { rules: {} } },
		exceptions: [],
		kill: [],
		...changes,
	};
}

export function signal(type: SignalTypeName, changes: Partial<Signal> = {}): Signal {
	return {
		detector: "test",
		type,
		target: "/content/0/text",
		span: { start: 3, end: 9 },
		score: 900,
		evidence: "format",
		...changes,
	};
}
