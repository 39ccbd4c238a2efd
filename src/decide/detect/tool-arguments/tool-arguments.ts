// Arguments of tool calls that would do something else than meant: paths, shell, SQL, addresses, templates, code.
import { TOOL_SIGNALS } from "../../../contract/signals/tool.ts";
import type { Detector, Hit } from "../detector.ts";
import { isPrivateHost } from "../exfiltration/host.ts";
import { PATTERNS, type ToolPattern } from "./patterns.ts";

/** An argument is read whole up to here; attacks stand in short values, and long ones are documents with their own detectors. */
const MAX_HITS = 64;

/** Anything of this needs one of these; most arguments have none and cost one pass. */
const GATE = /[./\\;|&$`'"(){}<>*=%~:#-]|\b(?:drop|delete|truncate|union|grant|localhost)\b/i;

export const toolArgumentsDetector: Detector = {
	name: "tool-arguments",
	version: "1",
	types: Object.keys(TOOL_SIGNALS) as (keyof typeof TOOL_SIGNALS)[],
	reads: "all",
	cost: 30,
	scan: (text, context) => (context.kind === "argument" && GATE.test(text) ? [...patternHits(text), ...addressHits(text)] : []),
};

function patternHits(text: string): Hit[] {
	const lower = text.toLowerCase();
	return PATTERNS.filter((pattern) => pattern.words === undefined || pattern.words.some((word) => lower.includes(word))).flatMap(
		(pattern) => matches(text, pattern),
	);
}

function matches(text: string, { type, score, pattern }: ToolPattern): Hit[] {
	const hits: Hit[] = [];
	for (const match of text.matchAll(pattern)) {
		hits.push({ type, score, evidence: "structure", start: match.index, end: match.index + match[0].length });
		if (hits.length === MAX_HITS) break;
	}
	return hits.filter((hit) => (hit.start ?? 0) < (hit.end ?? 0));
}

/** `scheme://host` anywhere in the value; user information before the host does not count as the host. */
const URL_HOST = /\b[a-z][a-z0-9+.-]{1,15}:\/{2,3}(?:[^\s/@]{0,256}@)?(\[[0-9a-f:.]{2,45}\]|[^\s/:?#'"<>)\]]{1,253})/gi;
const METADATA_HOSTS = new Set(["169.254.169.254", "metadata.google.internal", "metadata", "100.100.100.200", "[fd00:ec2::254]"]);

function addressHits(text: string): Hit[] {
	const hits: Hit[] = [];
	if (!text.includes("://")) return hits;
	for (const match of text.matchAll(URL_HOST)) {
		const host = (match[1] ?? "").toLowerCase();
		const metadata = METADATA_HOSTS.has(host);
		if (!metadata && !isPrivateHost(host)) continue;
		hits.push({
			type: "tool.internal_address",
			score: metadata ? 980 : 850,
			evidence: "structure",
			start: match.index,
			end: match.index + match[0].length,
		});
		if (hits.length === MAX_HITS) break;
	}
	return hits;
}
