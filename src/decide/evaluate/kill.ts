// Kill switches as the host applies them: which hold over a request, which version they pin, and that none is passed by, whatever
// the version of the policy knows of them. Pure functions of documents and facts, so that a replay applies them too.
import type { Finding, Verdict } from "../../contract/finding.ts";
import type { KillFact, PolicyInput } from "../../contract/input.ts";

/** What a switch looks at. */
export type KillAbout = {
	readonly time: number;
	readonly tenant: string;
	readonly app: string;
	readonly stage: string;
	/** As the policy is told: a registered tool's name, or `unregistered`. */
	readonly tool?: string | undefined;
	readonly roles: readonly string[];
	readonly age_class: string;
	readonly channel?: string | undefined;
	readonly purpose?: string | undefined;
};

export function aboutOf(input: PolicyInput): KillAbout {
	const { time, tenant, app, stage, tool, subject, context } = input;
	const { roles, age_class } = subject;
	return {
		time,
		tenant,
		app: app.id,
		stage,
		tool: tool?.name,
		roles,
		age_class,
		channel: context.channel,
		purpose: context.purpose,
	};
}

/** Those that hold over a request. */
export function switchesOver(items: readonly KillFact[], about: KillAbout): KillFact[] {
	return items.filter(({ expires_at, ...item }) => (expires_at === undefined || about.time < expires_at) && covers(item, about));
}

function covers({ scope, value, cohort }: KillFact, about: KillAbout): boolean {
	switch (scope) {
		case "global":
			return true;
		case "tenant":
			return value === undefined || value === about.tenant;
		case "app":
			return value === about.app;
		case "stage":
			return value === about.stage;
		case "tool":
			return value !== undefined && value === about.tool;
		case "drill":
			return value !== undefined && value === about.purpose;
		case "cohort": {
			const { roles, age_classes, channels } = cohort ?? {};
			if (roles !== undefined && !roles.some((role) => about.roles.includes(role))) return false;
			if (channels !== undefined && !channels.some((channel) => channel === about.channel)) return false;
			return cohort !== undefined && (age_classes === undefined || age_classes.some((each) => each === about.age_class));
		}
	}
}

/** From the widest to the narrowest. */
const NARROWNESS: readonly KillFact["scope"][] = ["global", "tenant", "app", "stage", "cohort", "tool", "drill"];

/** The version that is to decide; of several the narrowest's, of two as narrow the one thrown later. */
export function pinnedVersion(items: readonly KillFact[], about: KillAbout): string | undefined {
	const pins = switchesOver(items, about).filter(({ state }) => state === "pin");
	const [narrowest] = pins.toReversed().sort((a, b) => NARROWNESS.indexOf(b.scope) - NARROWNESS.indexOf(a.scope));
	return narrowest?.version;
}

/**
 * INVARIANT 20: no version of the policy passes a kill switch by: where one holds and the policy did not refuse, it is refused
 * here. A grant lifts what is held for review, and never a refusal.
 */
export function underKill(input: PolicyInput, verdict: Verdict): Verdict {
	if (input.kill.length === 0 || verdict.action === "refuse") return verdict;
	const over = switchesOver(input.kill, aboutOf(input));
	const refusing = over.filter(({ state }) => state === "refuse");
	if (refusing.length > 0) return refusal(finding(STOPPED, refusing), []);
	const holding = over.filter(({ state }) => state === "review");
	if (holding.length === 0 || isGranted(input, verdict)) return verdict;
	return refusal(finding(HELD, holding), [{ type: "await_approval", rule: HELD.rule }]);
}

function isGranted({ grant }: PolicyInput, { suppressed }: Verdict): boolean {
	return grant !== undefined && suppressed.some(({ rule, exception }) => rule === HELD.rule && exception === grant.id);
}

/** As the shipped rules of these names have it, for versions of the policy that do not know a switch's scope. */
const COMMON = { owner: "operations", exemptible: false } as const;
const STOPPED = {
	...COMMON,
	rule: "control.kill_switch",
	title: "A kill switch holds",
	action: "refuse",
	severity: "critical",
} as const;
const HELD = { ...COMMON, rule: "control.held", title: "Held by an operator", action: "review", severity: "high" } as const;

function finding(as: typeof STOPPED | typeof HELD, over: readonly KillFact[]): Finding {
	return { ...as, risks: [], targets: over.map(({ scope }) => ({ target: "/kill", type: `kill.${scope}` })) };
}

function refusal(found: Finding, obligations: Verdict["obligations"]): Verdict {
	return { action: "refuse", findings: [found], suppressed: [], obligations, redactions: [], refusal: { hazard: "generic" } };
}
