// Counters of this isolate, content-free: names of a closed set only. Read as Prometheus text.

const NAMES = [
	"decisions",
	"data_decisions",
	"problems",
	"records_failed",
	"detectors_failed",
	"version_faults",
	"suppressed",
	"killed",
] as const;
export type MetricName = (typeof NAMES)[number];
export type MetricLabels = Readonly<Record<string, string>>;

export type Metrics = {
	readonly count: (name: MetricName, labels: MetricLabels, by?: number) => void;
	readonly text: () => string;
};

/** Label sets kept; more would be a bug, and the rest is counted without labels. */
const MAX_SERIES = 2_048;

const HELP: Record<MetricName, string> = {
	decisions: "Decisions by stage, decision and outcome.",
	data_decisions: "Answers about documents of policies, by outcome.",
	problems: "Decisions on which the policy could not speak, by code.",
	records_failed: "Decisions that could not be recorded.",
	detectors_failed: "Scans that failed, by detector.",
	version_faults: "Times that a stored version was asked for and could not serve, by reason.",
	suppressed: "Findings that an exception or a grant kept from counting, by rule and exception.",
	killed: "Decisions that a kill switch refused or held, by scope.",
};

export function createMetrics(): Metrics {
	const series = new Map<MetricName, Map<string, number>>(NAMES.map((name) => [name, new Map()]));
	return {
		count: (name, labels, by = 1) => {
			const counters = series.get(name);
			if (counters === undefined) return;
			const full = render(labels);
			const key = counters.has(full) || counters.size < MAX_SERIES ? full : "";
			counters.set(key, (counters.get(key) ?? 0) + by);
		},
		text: () => NAMES.map((name) => metricText(name, series.get(name) ?? new Map())).join(""),
	};
}

function metricText(name: MetricName, counters: ReadonlyMap<string, number>): string {
	const full = `edict_${name}_total`;
	const lines = [...counters].map(([labels, value]) => `${full}${labels} ${value}\n`);
	return `# HELP ${full} ${HELP[name]}\n# TYPE ${full} counter\n${lines.join("")}`;
}

function render(labels: MetricLabels): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[^A-Za-z0-9._:/-]/g, "_")}"`);
	return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
