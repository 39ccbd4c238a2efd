// Examples of answers; a test checks each against its schema.
import type { RouteId } from "../../src/contract/api.ts";
import { PROBLEM_BASE } from "../../src/contract/problem.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

const DECISION = {
	decision: "redact",
	outcome: "decided",
	decision_id: "01935c4e-7a10-7c3e-9b1f-2f6a5d0c8e41",
	time: "2026-11-24T09:30:00.000Z",
	policy: { name: "guard", channel: "stable", revision: "2026.11.1", digest: digest("a"), config: digest("b") },
	reasons: [
		{
			rule: "privacy.pii_in_output",
			title: "Personal data in a model's answer",
			action: "redact",
			severity: "medium",
			risks: ["owasp:LLM02:2025"],
			targets: ["/content/0/text"],
		},
	],
	content: [{ role: "assistant", text: "Write to [EMAIL]" }],
	redactions: [{ path: "/content/0/text", start: 9, end: 24, type: "pii.email", replacement: "[EMAIL]" }],
	obligations: [],
	receipt: "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl",
};

export const PROBLEM_EXAMPLE = {
	type: `${PROBLEM_BASE}invalid-request`,
	title: "A field of the request is not valid",
	status: 422,
	code: "invalid-request",
	errors: [{ pointer: "/stage", detail: 'must be ("input" | "output" | "retrieval" | "tool_call" | "tool_result")' }],
};

const CHANGES = {
	changes: [
		{
			epoch: 14,
			type: "config.put",
			subject: "support-bot",
			at: 1_795_510_000_000,
			by: "local-admin",
			reason: "No personal data may leave",
			document: { rules: { "privacy.pii_in_output": { action: "refuse" } } },
			digest: digest("c"),
			chain: { seq: 14, prev: digest("d"), hash: digest("e"), key: "order-77", evidence: [], document: digest("c") },
		},
		{ epoch: 13, type: "tool.retire", subject: "run_query", at: 1_795_505_000_000, by: "local-admin", reason: "" },
	],
	next: 12,
};

export const ANSWERS: Partial<Record<RouteId, unknown>> = {
	decide: DECISION,
	decideBatch: { decisions: [DECISION, PROBLEM_EXAMPLE] },
	whoami: { tenant: "local", principal: "local-app", role: "app", apps: ["*"], key_id: "01935c4e-7a10-7c3e-9b1f-2f6a5d0c8e42" },
	healthz: { status: "ok" },
	readyz: {
		ready: true,
		checks: { policy: true, control: true, ledger: true, keys: true, authority: true },
		changes: { at: 1_795_512_600_000, checked: 3, behind: 0, stalled: 0, diverged: 0, unreachable: 0 },
		versions: { loader: true, warm: 2, faults: {} },
	},
	feedback: { kind: "wrongly_refused", note: "false_positive", at: 1_795_512_600_000, by: "local-app" },
	changes: CHANGES,
	activePolicy: {
		app: "support-bot",
		at: 1_795_512_600_000,
		epoch: 14,
		active: [
			{
				policy: "guard",
				channel: "stable",
				digest: digest("a"),
				revision: "2026.11.1",
				epoch: 12,
				since: 1_795_500_000_000,
				by: "deploy",
				reason: "baked in",
				host: "edict/0.1.0",
			},
		],
	},
};
