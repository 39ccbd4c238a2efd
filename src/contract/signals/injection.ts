// Signal types of injection.
import type { SignalTypes } from "./type.ts";

export const INJECTION_SIGNALS = {
	"injection.score": { title: "Text resembles an attempt to take over the model", severity: "high", mask: "" },
	"injection.override": { title: "Order to disregard instructions", severity: "high", mask: "[REMOVED]" },
	"injection.role_spoof": { title: "Forged system or assistant turn", severity: "high", mask: "[REMOVED]" },
	"injection.delimiter_spoof": { title: "Forged prompt delimiter", severity: "medium", mask: "[REMOVED]" },
	"injection.prompt_leak": { title: "Attempt to obtain hidden instructions or secrets", severity: "high", mask: "[REMOVED]" },
	"injection.persona": { title: "Unrestricted persona or mode", severity: "high", mask: "[REMOVED]" },
	"injection.refusal_suppression": { title: "Order not to refuse", severity: "medium", mask: "[REMOVED]" },
	"injection.many_shot": { title: "Many forged dialogue turns", severity: "medium", mask: "" },
	"injection.suffix": { title: "Machine-made adversarial suffix", severity: "high", mask: "[REMOVED]" },
	"injection.payload_instruction": {
		title: "Instruction to the model inside other content",
		severity: "high",
		mask: "[REMOVED]",
	},
	"injection.task_hijack": { title: "Attempt to replace the task", severity: "medium", mask: "[REMOVED]" },
	"injection.tool_coercion": { title: "Order to use a tool", severity: "high", mask: "[REMOVED]" },
} as const satisfies SignalTypes;
