// Signal types of tool-call arguments: values that would do something else than the tool's caller meant.
import type { SignalTypes } from "./type.ts";

export const TOOL_SIGNALS = {
	"tool.path_traversal": { title: "Path that climbs out of its folder", severity: "high", mask: "[PATH]" },
	"tool.sensitive_path": { title: "Path of credentials or system files", severity: "high", mask: "[PATH]" },
	"tool.shell_injection": { title: "Shell syntax that runs another command", severity: "critical", mask: "[COMMAND]" },
	"tool.destructive_command": { title: "Command that destroys data or opens a system", severity: "critical", mask: "[COMMAND]" },
	"tool.sql_injection": { title: "SQL that changes the meaning of a query", severity: "critical", mask: "[SQL]" },
	"tool.sql_destructive": { title: "SQL that destroys or grants", severity: "high", mask: "[SQL]" },
	"tool.nosql_injection": { title: "Query operators where a value is expected", severity: "high", mask: "[QUERY]" },
	"tool.internal_address": {
		title: "Address inside the network or of a metadata service",
		severity: "critical",
		mask: "[ADDRESS]",
	},
	"tool.template_injection": { title: "Template expression that would be evaluated", severity: "high", mask: "[TEMPLATE]" },
	"tool.code_execution": { title: "Code that runs commands or loads code", severity: "high", mask: "[CODE]" },
} as const satisfies SignalTypes;
