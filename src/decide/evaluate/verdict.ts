// Reads what the policy said, failing closed: anything but a well-formed verdict is no verdict.
import * as v from "valibot";
import { Verdict } from "../../contract/finding.ts";
import { PolicyInput } from "../../contract/input.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import type { PolicyFault, ServingPolicy } from "../../policy/host.ts";
import { underKill } from "./kill.ts";

const FAULTS: Record<PolicyFault, ProblemCode> = {
	load: "policy-unavailable",
	"input-too-large": "policy-input-invalid",
	trap: "policy-trap",
	undefined: "policy-undefined",
	lost: "policy-unavailable",
};

/**
 * Asks the policy. INVARIANT 1: no verdict, no allow: every other outcome is a problem code, and the caller refuses.
 */
export async function evaluate(policy: ServingPolicy, input: PolicyInput): Promise<Result<Verdict, ProblemCode>> {
	if (!v.is(PolicyInput, input)) return err("policy-input-invalid");
	const answered = await policy.evaluate(input);
	const verdict = answered.ok ? readVerdict(answered.value) : err(FAULTS[answered.error]);
	return verdict.ok ? ok(underKill(input, verdict.value)) : verdict;
}

export function readVerdict(value: unknown): Result<Verdict, ProblemCode> {
	const checked = v.safeParse(Verdict, value);
	return checked.success && consistent(checked.output) ? ok(checked.output) : err("policy-invalid-verdict");
}

/** The combination is the policy's; that it does not contradict itself is checked here. */
function consistent(verdict: Verdict): boolean {
	const asks = new Set<string>(verdict.findings.map((finding) => finding.action));
	const refusing = asks.has("refuse") || asks.has("review");
	switch (verdict.action) {
		case "allow":
			return !refusing && !asks.has("redact") && verdict.redactions.length === 0 && verdict.refusal === undefined;
		case "redact":
			return !refusing && verdict.redactions.length > 0 && verdict.refusal === undefined;
		case "refuse":
			return verdict.refusal !== undefined;
	}
}
