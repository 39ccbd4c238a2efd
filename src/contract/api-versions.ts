// Routes of published versions: the keys that sign them, publishing, and their files.
import * as v from "valibot";
import type { Role } from "./names.ts";
import { ChangeReason } from "./registry.ts";
import type { RouteSpec } from "./route.ts";
import { SigningKeyBody, SigningKeyInfo, VersionInfo } from "./versions.ts";

const READERS = ["auditor", "operator", "approver", "author", "admin"] as const satisfies readonly Role[];
const PUBLISHERS = ["author", "approver", "admin"] as const satisfies readonly Role[];
const ADMIN = ["admin"] as const;
const WRITE = [
	"invalid-json",
	"invalid-request",
	"invalid-encoding",
	"unsupported-media-type",
	"body-too-large",
	"service-unavailable",
	"conflict",
] as const;

const part = (description: string, mediaType: string, required = true) => ({ description, mediaType, required });

export const VERSION_ROUTES = {
	listSigningKeys: {
		method: "GET",
		path: "/v1/admin/signing-keys",
		roles: READERS,
		tag: "Administration",
		summary: "Keys whose signatures count, and those that were revoked",
		status: 200,
		response: v.strictObject({ signing_keys: v.array(SigningKeyInfo) }),
		problems: ["service-unavailable"],
	},
	registerSigningKey: {
		method: "POST",
		path: "/v1/admin/signing-keys",
		roles: ADMIN,
		tag: "Administration",
		summary: "Let the signatures of a key count, as those of a principal",
		description:
			"The same key again, for the same principal, is no change. A key that was revoked, or is another principal's, is refused.",
		request: SigningKeyBody,
		example: { public_key: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", principal: "policy-build" },
		status: 201,
		response: SigningKeyInfo,
		problems: WRITE,
	},
	revokeSigningKey: {
		method: "DELETE",
		path: "/v1/admin/signing-keys/:fingerprint",
		roles: ADMIN,
		tag: "Administration",
		summary: "Revoke a signing key: no version that it alone signed is loaded any more",
		query: {
			reason: {
				description: "Why, in 1 to 512 characters; it travels in the URL, so let it name nobody",
				required: true,
				schema: ChangeReason,
			},
		},
		status: 204,
		problems: ["not-found", "invalid-request", "conflict", "service-unavailable"],
	},
	publishVersion: {
		method: "POST",
		path: "/v1/policies/:name/versions",
		roles: PUBLISHERS,
		tag: "Policies",
		summary: "Publish a version: the files of a release, and its signed envelope",
		description:
			"Checked before anything is kept: every digest and size against the manifest, the signature against the tenant's keys, " +
			"the roots against the tenant's other policies, the builtins against the host's; then the version is loaded once and each " +
			"entrypoint asked, where the deployment can load versions. A refusal points at the part. The same version again is no " +
			"change, but for signatures that are new. Nothing is activated by it.",
		parts: {
			manifest: part("manifest.json: canonical JSON, whose digest is the version", "application/json"),
			wasm: part("policy.wasm", "application/wasm"),
			data: part("data.json", "application/json"),
			agent: part("agent.tar.gz: the bundle for OPA agents", "application/gzip"),
			sources: part("sources.json", "application/json"),
			debug: part("debug.wasm, where the manifest names it", "application/wasm", false),
			envelope: part("DSSE envelope of the manifest, payload type application/vnd.edict.release+json", "application/json"),
		},
		status: 201,
		response: VersionInfo,
		problems: [...WRITE, "forbidden"],
	},
	versionFile: {
		method: "GET",
		path: "/v1/policies/:digest/files/:file",
		roles: READERS,
		tag: "Policies",
		summary: "One file of a version, by its name in a release",
		description:
			"`manifest.json`, `policy.wasm`, `data.json`, `agent.tar.gz`, `sources.json`, `debug.wasm`, `envelope.json`. The ETag is the " +
			"digest; what has a digest never changes. A version that is compiled into the deployment has its manifest and sources here; " +
			"its other files are in the product's repository.",
		status: 200,
		mediaType: "*/*",
		problems: ["not-found", "conflict", "policy-unavailable", "service-unavailable"],
	},
} as const satisfies Record<string, RouteSpec>;
