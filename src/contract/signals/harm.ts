// Signal types of harm: the hazards of the MLCommons AILuminate v1 taxonomy, by its codes.
import type { SignalTypes } from "./type.ts";

export const HARM_SIGNALS = {
	"harm.vcr": { title: "Violent crime", severity: "high", mask: "[REMOVED]" },
	"harm.ncr": { title: "Non-violent crime", severity: "medium", mask: "[REMOVED]" },
	"harm.src": { title: "Sex-related crime", severity: "high", mask: "[REMOVED]" },
	"harm.cse": { title: "Child sexual exploitation", severity: "critical", mask: "[REMOVED]" },
	"harm.ssh": { title: "Suicide and self-harm", severity: "critical", mask: "[REMOVED]" },
	"harm.iwp": { title: "Indiscriminate weapons", severity: "critical", mask: "[REMOVED]" },
	"harm.hte": { title: "Hate", severity: "high", mask: "[REMOVED]" },
	"harm.dfm": { title: "Defamation and falsehood about persons", severity: "medium", mask: "[REMOVED]" },
	"harm.ipv": { title: "Intellectual property violation", severity: "low", mask: "[REMOVED]" },
	"harm.prv": { title: "Privacy violation", severity: "medium", mask: "[REMOVED]" },
	"harm.sxc": { title: "Sexual content", severity: "medium", mask: "[REMOVED]" },
	"harm.spc": { title: "Specialised advice: elections, finance, health, law", severity: "low", mask: "[REMOVED]" },
} as const satisfies SignalTypes;
