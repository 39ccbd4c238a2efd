// A fetch that answers from a script and keeps what it was asked.
import type { Fetch } from "../../src/sdk/client.ts";

export type Asked = { readonly url: string; readonly headers: Headers; readonly body: unknown; readonly method: string };
type Step = Response | Error | "hang" | (() => Response);

export const DECISION = {
	decision: "allow",
	outcome: "decided",
	decision_id: "01935c4e-7a10-7c3e-9b1f-2f6a5d0c8e41",
	time: "2026-11-24T09:30:00.000Z",
	policy: {
		name: "guard",
		channel: "stable",
		revision: "1",
		digest: `sha256:${"a".repeat(64)}`,
		config: `sha256:${"b".repeat(64)}`,
	},
	reasons: [],
	content: [{ role: "user", text: "Hello" }],
	redactions: [],
	obligations: [],
};
export const REDACTED = {
	...DECISION,
	decision: "redact",
	content: [{ role: "user", text: "Write to [EMAIL]" }],
	redactions: [{ path: "/content/0/text", start: 9, end: 24, type: "pii.email", replacement: "[EMAIL]" }],
};
export const REFUSED = {
	...DECISION,
	decision: "refuse",
	content: undefined,
	refusal: { hazard: "injection", locale: "en", text: "I can't follow these instructions." },
};

export function problemAnswer(status: number, code: string, headers: Record<string, string> = {}): Response {
	return new Response(JSON.stringify({ type: `https://edict.dev/problems/${code}`, title: code, status, code }), {
		status,
		headers: { "content-type": "application/problem+json", ...headers },
	});
}

/** Answers in order; the last step is repeated. `hang` never answers and heeds no signal. */
export function fakeService(...steps: Step[]): { fetch: Fetch; asked: Asked[] } {
	const asked: Asked[] = [];
	const fetch: Fetch = async (url, init) => {
		const step = steps[Math.min(asked.length, steps.length - 1)];
		const body = typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined;
		asked.push({ url, headers: new Headers(init.headers), body, method: init.method ?? "GET" });
		if (step === undefined) throw new Error("no step");
		if (step === "hang") return new Promise(() => {});
		if (step instanceof Error) throw step;
		return typeof step === "function" ? step() : step.clone();
	};
	return { fetch, asked };
}
