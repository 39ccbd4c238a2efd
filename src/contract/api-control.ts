// Routes of the control plane: policies, and the registry that an administrator keeps.
import * as v from "valibot";
import { ReleaseManifest, RuleMetadata } from "./bundle.ts";
import { ChangeKey } from "./event.ts";
import { ConfigLayer } from "./input.ts";
import { Digest, Millis, Name } from "./names.ts";
import {
	Activation,
	AppBody,
	ChangeEntry,
	ChangeReason,
	ConfigVersion,
	KeyBody,
	KeyInfo,
	TenantBody,
	ToolBody,
} from "./registry.ts";
import type { RouteSpec } from "./route.ts";
import { VersionInfo } from "./versions.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const;
const ADMIN = ["admin"] as const;
const WRITE = [
	"invalid-json",
	"invalid-request",
	"invalid-encoding",
	"unsupported-media-type",
	"body-too-large",
	"service-unavailable",
] as const;
const READ = ["service-unavailable"] as const;

const named = <T extends v.ObjectEntries>(body: { entries: T }) => v.strictObject({ name: Name, ...body.entries });
/** A body, and why it is put; the reason is kept with the change, not in the body. */
const reasoned = <T extends v.ObjectEntries>(body: { entries: T }) =>
	v.strictObject({ ...body.entries, reason: v.optional(ChangeReason) });
const Epoch = v.pipe(v.number(), v.integer(), v.minValue(0));
const RETIRE_QUERY = {
	reason: { description: "Why, in 1 to 512 characters; it travels in the URL, so let it name nobody", schema: ChangeReason },
} as const;
const SourceFile = v.strictObject({ path: v.string(), text: v.string() });

/** Who may move a channel; what else it takes is asked when it is moved. */
const MOVERS = ["operator", "admin"] as const;
const MOVE = {
	reason: ChangeReason,
	/** Epoch of the pointer that the caller has seen. */
	expected_epoch: v.optional(Epoch),
	idempotency_key: v.optional(ChangeKey),
};
const Moved = v.strictObject({
	policy: Name,
	channel: Name,
	digest: Digest,
	revision: v.string(),
	/** Of the change that made it so, which may be an earlier one. */
	epoch: Epoch,
	since: Millis,
	by: v.string(),
	reason: v.string(),
	made: v.boolean(),
	projected: v.boolean(),
});

export const CONTROL_ROUTES = {
	policies: {
		method: "GET",
		path: "/v1/policies",
		roles: READERS,
		tag: "Policies",
		summary: "Policy lines with their versions",
		status: 200,
		response: v.strictObject({
			policies: v.array(
				v.strictObject({
					name: Name,
					/** The newest of each line; `active`: this deployment carries it and decides by it where nothing else was activated. */
					versions: v.array(v.strictObject({ ...VersionInfo.entries, active: v.boolean() })),
				}),
			),
		}),
		problems: READ,
	},
	activePolicy: {
		method: "GET",
		path: "/v1/policies/active",
		roles: READERS,
		tag: "Policies",
		summary: "Which version applied for an app at an instant, and since when",
		query: {
			app: { description: "Name of the app", required: true, schema: Name },
			at: { description: "RFC 3339 instant or milliseconds; absent: now", schema: v.string() },
		},
		status: 200,
		description:
			"`active` has the versions that may have decided at that instant: one, or two within a minute of a change. The `epoch` of " +
			"an entry is that of its activation; `epoch` beside it is that of the tenant's whole chain of changes at that instant, as " +
			"records have it. A record was decided by the newest activation with an epoch at or below its own. `first` is there when " +
			"the instant lies before the app could be decided for: since when, and as of which epoch, it was.",
		response: v.strictObject({
			app: Name,
			at: Millis,
			epoch: Epoch,
			active: v.array(Activation),
			first: v.optional(v.strictObject({ since: Millis, epoch: Epoch })),
		}),
		problems: [...READ, "invalid-request", "not-found"],
	},
	policy: {
		method: "GET",
		path: "/v1/policies/:digest",
		roles: READERS,
		tag: "Policies",
		summary: "One version: manifest, rules with their metadata, sources",
		status: 200,
		response: v.strictObject({
			digest: Digest,
			manifest: ReleaseManifest,
			sources: v.array(SourceFile),
			/** Where it comes from, and whether it may serve. */
			version: VersionInfo,
		}),
		problems: [...READ, "not-found", "policy-unavailable"],
	},
	rules: {
		method: "GET",
		path: "/v1/rules",
		roles: READERS,
		tag: "Policies",
		summary: "Rules of the active version",
		status: 200,
		response: v.strictObject({ digest: Digest, rules: v.array(RuleMetadata) }),
		problems: READ,
	},
	activatePolicy: {
		method: "POST",
		path: "/v1/policies/:name/activate",
		roles: MOVERS,
		tag: "Policies",
		summary: "Let a channel of a policy lead to a version",
		description:
			"One transaction: the event, the pointer and its epoch. Decisions follow within two seconds. `made` is false when the " +
			"channel led there already. `projected` is false while the database that answers questions cannot be reached: the change " +
			"holds all the same, and is shown there later. With `expected_epoch` it is refused when the channel was moved after that " +
			"epoch. A repeat under the same `idempotency_key` gives the first answer.",
		request: v.strictObject({ channel: Name, digest: Digest, ...MOVE }),
		status: 200,
		response: Moved,
		problems: [...WRITE, "not-found", "conflict", "illegal-transition", "forbidden", "idempotency-mismatch"],
	},
	rollbackPolicy: {
		method: "POST",
		path: "/v1/policies/:name/rollback",
		roles: MOVERS,
		tag: "Policies",
		summary: "Let a channel lead back to the version before, or to a named one that it led to before",
		description:
			"The version before is the one in force before the current one was first activated there: a second rollback goes one " +
			"further back, never forward to what was taken back.",
		request: v.strictObject({ channel: Name, to: v.optional(Digest), ...MOVE }),
		status: 200,
		response: Moved,
		problems: [...WRITE, "not-found", "conflict", "illegal-transition", "forbidden", "idempotency-mismatch"],
	},
	policyHistory: {
		method: "GET",
		path: "/v1/policies/:name/history",
		roles: READERS,
		tag: "Policies",
		summary: "What the channels of a policy have led to, since when, by whom and why, newest first",
		query: {
			channel: { description: "One channel alone", schema: Name },
			from: {
				description: "The newest epoch to tell; absent: the newest there is",
				schema: v.pipe(v.number(), v.integer(), v.minValue(1)),
			},
			limit: {
				description: "Activations of a page, 50 when absent",
				schema: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
			},
		},
		status: 200,
		response: v.strictObject({ activations: v.array(Activation), next: v.optional(Epoch) }),
		problems: [...READ, "invalid-request"],
	},
	changes: {
		method: "GET",
		path: "/v1/changes",
		roles: READERS,
		tag: "Policies",
		summary: "Who changed what when: the tenant's chain of changes, newest first",
		description:
			"Every change of what may influence a decision has the next epoch, and a record names the epoch it was decided as of: " +
			"`from` with that epoch begins at what was newest then. `next` is the `from` of the next page; absent on the last. A key " +
			"for some apps sees the changes of those apps and of their configuration. `chain` is what an auditor computes with: the " +
			"event is `{v: 1, tenant, seq, prev, epoch, type, principal, at, reason, ticket, evidence, subject, digest, key}`, with " +
			"`by` as principal, `chain.document` as digest and what is absent left out; SHA-256 of its canonical JSON (RFC 8785) is " +
			"`chain.hash`, the `chain.prev` of the next.",
		query: {
			from: {
				description: "The newest epoch to tell; absent: the newest there is",
				schema: v.pipe(v.number(), v.integer(), v.minValue(1)),
			},
			limit: {
				description: "Changes of a page, 50 when absent; a page of long documents ends earlier",
				schema: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
			},
		},
		status: 200,
		response: v.strictObject({ changes: v.array(ChangeEntry), next: v.optional(Epoch) }),
		problems: [...READ, "invalid-request"],
	},
	listTenants: {
		method: "GET",
		path: "/v1/admin/tenants",
		roles: ADMIN,
		tag: "Administration",
		summary: "Tenants (the operator's tenant sees all, another sees itself)",
		status: 200,
		response: v.strictObject({ tenants: v.array(named(TenantBody)) }),
		problems: READ,
	},
	putTenant: {
		method: "PUT",
		path: "/v1/admin/tenants/:name",
		roles: ADMIN,
		tag: "Administration",
		summary: "Create or change a tenant; a new one's first admin key is in the answer, once",
		request: reasoned(TenantBody),
		example: { title: "Example Ltd" },
		status: 200,
		response: v.strictObject({ name: Name, ...TenantBody.entries, admin_key: v.optional(v.string()) }),
		problems: [...WRITE, "forbidden"],
	},
	listApps: {
		method: "GET",
		path: "/v1/admin/apps",
		roles: [...READERS, "app"],
		tag: "Administration",
		summary: "Apps of the tenant that the key may name",
		status: 200,
		response: v.strictObject({ apps: v.array(named(AppBody)) }),
		problems: READ,
	},
	putApp: {
		method: "PUT",
		path: "/v1/admin/apps/:name",
		roles: ADMIN,
		tag: "Administration",
		summary: "Register or change an app",
		request: reasoned(AppBody),
		example: { title: "Support bot", tier: 2, locales: ["en"], tools: ["search"], hosts: ["example.com"] },
		status: 200,
		response: named(AppBody),
		problems: [...WRITE, "conflict"],
	},
	deleteApp: {
		method: "DELETE",
		path: "/v1/admin/apps/:name",
		roles: ADMIN,
		tag: "Administration",
		summary: "Retire an app; its decisions stay",
		query: RETIRE_QUERY,
		status: 204,
		problems: [...READ, "not-found", "invalid-request"],
	},
	listTools: {
		method: "GET",
		path: "/v1/admin/tools",
		roles: [...READERS, "app"],
		tag: "Administration",
		summary: "Registered tools, with the schemas of their arguments",
		status: 200,
		response: v.strictObject({ tools: v.array(named(ToolBody)) }),
		problems: READ,
	},
	putTool: {
		method: "PUT",
		path: "/v1/admin/tools/:name",
		roles: ADMIN,
		tag: "Administration",
		summary: "Register or change a tool",
		request: reasoned(ToolBody),
		example: {
			title: "Search",
			class: "read",
			schema: { type: "object", properties: { q: { type: "string" } }, required: ["q"] },
		},
		status: 200,
		response: named(ToolBody),
		problems: [...WRITE, "conflict"],
	},
	deleteTool: {
		method: "DELETE",
		path: "/v1/admin/tools/:name",
		roles: ADMIN,
		tag: "Administration",
		summary: "Retire a tool",
		query: RETIRE_QUERY,
		status: 204,
		problems: [...READ, "not-found", "invalid-request"],
	},
	listKeys: {
		method: "GET",
		path: "/v1/admin/keys",
		roles: [...ADMIN, "auditor"],
		tag: "Administration",
		summary: "Keys of the tenant, without the keys themselves",
		status: 200,
		response: v.strictObject({ keys: v.array(KeyInfo) }),
		problems: READ,
	},
	createKey: {
		method: "POST",
		path: "/v1/admin/keys",
		roles: ADMIN,
		tag: "Administration",
		summary: "Make a key; it is told once",
		request: KeyBody,
		example: { role: "app", principal: "support-backend", apps: ["support-bot"] },
		status: 201,
		response: v.strictObject({ key: v.string(), info: KeyInfo }),
		problems: [...WRITE, "conflict"],
	},
	rotateKey: {
		method: "POST",
		path: "/v1/admin/keys/:id/rotate",
		roles: ADMIN,
		tag: "Administration",
		summary: "Make a successor; the old key lives on for the overlap",
		request: v.strictObject({
			overlap_seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_592_000)), 86_400),
		}),
		status: 201,
		response: v.strictObject({ key: v.string(), info: KeyInfo }),
		problems: [...WRITE, "not-found", "conflict"],
	},
	revokeKey: {
		method: "DELETE",
		path: "/v1/admin/keys/:id",
		roles: ADMIN,
		tag: "Administration",
		summary: "Revoke a key; it dies within seconds",
		status: 204,
		problems: [...READ, "not-found"],
	},
	getConfig: {
		method: "GET",
		path: "/v1/admin/config",
		roles: [...READERS],
		tag: "Administration",
		summary: "Configuration documents in force and their history",
		status: 200,
		response: v.strictObject({ history: v.array(ConfigVersion) }),
		problems: READ,
	},
	putConfig: {
		method: "PUT",
		path: "/v1/admin/config",
		roles: ADMIN,
		tag: "Administration",
		summary: "Set the configuration of the tenant or of one app; it can only restrict",
		description:
			"What would have no effect is refused at its pointer: unknown rules and parameters, fixed ones, values of another type, " +
			"and what would relax what the release ships or, for an app, the tenant's layer in force.",
		request: v.strictObject({
			/** Absent: the tenant's own layer. */
			app: v.optional(Name),
			layer: ConfigLayer,
			reason: ChangeReason,
		}),
		example: { layer: { rules: { "privacy.pii_in_output": { action: "refuse" } } }, reason: "No personal data may leave" },
		status: 200,
		response: ConfigVersion,
		problems: [...WRITE, "not-found", "forbidden"],
	},
} as const satisfies Record<string, RouteSpec>;
