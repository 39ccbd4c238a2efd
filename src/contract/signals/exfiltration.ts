// Signal types of exfiltration: ways in which text can carry data out, or lead a reader somewhere else than it says.
import type { SignalTypes } from "./type.ts";

export const EXFILTRATION_SIGNALS = {
	"exfiltration.markdown_image": {
		title: "Markdown image from a host that is not the application's",
		severity: "medium",
		mask: "[IMAGE]",
	},
	"exfiltration.html_image": { title: "HTML that loads a resource by itself", severity: "medium", mask: "[IMAGE]" },
	"exfiltration.css_url": { title: "Style sheet that loads a resource", severity: "medium", mask: "[LINK]" },
	"exfiltration.form_action": { title: "HTML form that posts to another host", severity: "medium", mask: "[LINK]" },
	"exfiltration.url_with_data": { title: "Link that carries text or personal data", severity: "high", mask: "[LINK]" },
	"exfiltration.encoded_query": { title: "Link that carries encoded data", severity: "high", mask: "[LINK]" },
	"exfiltration.template_url": { title: "Link with a place to put data in", severity: "high", mask: "[LINK]" },
	"exfiltration.subdomain_data": { title: "Host name that carries data", severity: "high", mask: "[LINK]" },
	"exfiltration.instruction": {
		title: "Instruction to put private data into a link or request",
		severity: "high",
		mask: "[REMOVED]",
	},
	"exfiltration.markdown_link_mismatch": { title: "Link whose text names another host", severity: "high", mask: "[LINK]" },
	"exfiltration.userinfo_url": { title: "Link with a misleading part before the host", severity: "high", mask: "[LINK]" },
	"exfiltration.ip_literal_host": { title: "Link to an address instead of a name", severity: "medium", mask: "[LINK]" },
	"exfiltration.private_host": { title: "Link into a private network", severity: "medium", mask: "[LINK]" },
	"exfiltration.metadata_host": { title: "Link to a cloud's instance metadata", severity: "critical", mask: "[LINK]" },
	"exfiltration.punycode_host": { title: "Internationalised host name", severity: "low", mask: "[LINK]" },
	"exfiltration.lookalike_host": { title: "Host name that imitates a known one", severity: "high", mask: "[LINK]" },
	"exfiltration.webhook_host": { title: "Link to a service that collects requests", severity: "high", mask: "[LINK]" },
	"exfiltration.shortened_url": { title: "Shortened link, whose target cannot be seen", severity: "low", mask: "[LINK]" },
	"exfiltration.unknown_host": { title: "Link to a host that is not the application's", severity: "low", mask: "[LINK]" },
	"exfiltration.data_uri": { title: "Data URI", severity: "medium", mask: "[LINK]" },
	"exfiltration.javascript_uri": { title: "Script in a link", severity: "high", mask: "[LINK]" },
	"exfiltration.file_uri": { title: "Link to a local file or network share", severity: "medium", mask: "[LINK]" },
} as const satisfies SignalTypes;

export type ExfiltrationSignalType = keyof typeof EXFILTRATION_SIGNALS;
