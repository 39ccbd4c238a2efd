// Turns a judged, recorded request into the answer: content with redactions made, refusal text, obligations, receipt.
import type { Decision, Reason } from "../contract/decision.ts";
import type { Finding, Verdict } from "../contract/finding.ts";
import type { Problem } from "../contract/problem.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import type { DecideDeps } from "./deps.ts";
import { redact } from "./enforce/redact.ts";
import { refusal } from "./enforce/refuse.ts";
import { withRequest } from "./grant.ts";
import { type Judged, outcomeOf } from "./judged.ts";
import { receiptOf } from "./record.ts";
import { judgedOnly } from "./stage-parts.ts";

/** Apps of this tier may go on when a decision could not be recorded; the answer then says `degraded` and promises nothing. */
const LENIENT_TIER = 3;

export async function answer(judged: Judged, recorded: boolean, deps: DecideDeps): Promise<Result<Decision, Problem>> {
	const { grounds, message, verdict } = judged;
	const tenant = grounds.context.tenant;
	if (!recorded && message !== undefined) {
		deps.metrics.count("records_failed", { tier: String(grounds.app.tier) });
		if (grounds.app.tier !== LENIENT_TIER)
			return err(problem("record-unavailable", { decision: "refuse", instance: `urn:uuid:${judged.id}` }));
	}
	const promised = recorded && message !== undefined;
	const outcome = recorded || !verdict.ok ? (message?.record.outcome ?? outcomeOf(judged)) : "degraded";
	const decision: Decision = {
		decision: verdict.ok ? verdict.value.action : "refuse",
		outcome,
		decision_id: judged.id,
		time: new Date(judged.time).toISOString(),
		policy: message?.record.policy ?? grounds.policy,
		reasons: verdict.ok ? reasons(verdict.value) : [],
		...(await enforce(judged, deps)),
		obligations: verdict.ok ? withRequest(verdict.value.obligations, judged.held) : [],
		...(verdict.ok ? {} : { problem: problem(verdict.error) }),
		...(promised ? { receipt: await receiptOf(message, deps.receiptKey, deps.origin(tenant)) } : {}),
		...(judged.request.dry_run ? { dry_run: true as const, ...(judged.input === undefined ? {} : { input: judged.input }) } : {}),
	};
	deps.metrics.count("decisions", { stage: judged.request.stage, decision: decision.decision, outcome });
	if (!verdict.ok) deps.metrics.count("problems", { code: verdict.error });
	else if (message !== undefined) countControls(verdict.value, deps);
	return ok(decision);
}

/** Every use of an exception or kill switch is seen. Grants are many and each is used once: they are counted together. */
function countControls({ suppressed, findings }: Verdict, { metrics }: DecideDeps): void {
	for (const { rule, exception } of suppressed) {
		metrics.count("suppressed", { rule, exception: exception.startsWith("grant-") ? "grant" : exception });
	}
	for (const { rule, targets } of findings) {
		if (rule !== "control.kill_switch" && rule !== "control.held") continue;
		for (const { type } of targets) metrics.count("killed", { rule, scope: type });
	}
}

/** What may go on. INVARIANT 1: only a verdict lets anything pass. */
async function enforce(
	judged: Judged,
	deps: DecideDeps,
): Promise<Pick<Decision, "content" | "documents" | "tool" | "redactions" | "refusal">> {
	const { request, segments, verdict, grounds } = judged;
	if (!verdict.ok || verdict.value.action === "refuse") {
		const hazard = verdict.ok ? (verdict.value.refusal?.hazard ?? "generic") : "generic";
		return { redactions: [], refusal: refusal(hazard, request.context?.locale, judged.input?.locale.detected) };
	}
	const { tenant } = grounds.context;
	const orders = verdict.value.redactions;
	const { parts, redactions } =
		orders.length === 0
			? { parts: judgedOnly(request), redactions: [] }
			: await redact(judgedOnly(request), segments, orders, (value) => deps.tokens.token(tenant, "value", value));
	return {
		...(parts.content === undefined ? {} : { content: parts.content }),
		...(parts.documents === undefined ? {} : { documents: parts.documents }),
		...(parts.tool === undefined ? {} : { tool: { name: parts.tool.name, arguments: parts.tool.arguments ?? {} } }),
		redactions,
	};
}

function reasons(verdict: Verdict): Reason[] {
	return [
		...verdict.findings.map((finding) => reason(finding)),
		...verdict.suppressed.map((finding) => ({ ...reason(finding), suppressed_by: finding.exception })),
	];
}

/** Places named in one reason; more of them tell a reader nothing. */
const MAX_TARGETS = 32;

function reason({ rule, title, action, severity, risks, targets }: Finding): Reason {
	const places = [...new Set(targets.map((target) => target.target).filter((target) => target !== ""))];
	return { rule, title, action, severity, risks, targets: places.slice(0, MAX_TARGETS) };
}
