// The route of documents that took part in decisions, by the digest that records name.
import { DocumentInfo } from "./documents.ts";
import type { RouteSpec } from "./route.ts";

export const DOCUMENT_ROUTES = {
	document: {
		method: "GET",
		path: "/v1/documents/:digest",
		roles: ["auditor", "operator", "approver", "author", "admin"],
		tag: "Policies",
		summary:
			"A document by the digest that a record names: a layer of configuration, exceptions, kill switches, a release's defaults",
		description: "Kept for as long as any record may name it. Its canonical JSON (RFC 8785) has the digest.",
		status: 200,
		response: DocumentInfo,
		problems: ["not-found", "policy-unavailable", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
