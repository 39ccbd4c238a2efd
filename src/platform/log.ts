// Structured logs: events with a closed set of content-free fields, one JSON object a line.

/** Names, digests, ids, codes and numbers only; never text of a request. */
export type LogFields = { readonly [field: string]: string | number | boolean | undefined };
export type LogLevel = "info" | "warn" | "error";
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** Writes to the platform's log. */
export const consoleLog: Log = (level, event, fields = {}) => {
	// biome-ignore lint/suspicious/noConsole: the one place where the service logs
	console[level](JSON.stringify({ level, event, ...fields }));
};

/** What may be said of an unknown failure: its class, never its message, which may carry content. */
export function failureName(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}
