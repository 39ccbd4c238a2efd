// Publishing versions and giving their files.

import type { VERSION_ROUTES } from "../../contract/api-versions.ts";
import type { ApiRequest, Handlers } from "../../platform/api.ts";
import { type Bytes, utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { digestOf } from "../../platform/digest.ts";
import { problemResponse } from "../../platform/problem.ts";
import { RELEASE_FILES, type ReleaseFile } from "../../policy/bundle.ts";
import type { VersionFault } from "../../policy/version.ts";
import { publish, readUpload } from "../publish.ts";
import { readFacts } from "../version-store.ts";
import type { ControlDeps, Release } from "./deps.ts";
import { actor, answer, refuse, ungoverned } from "./reply.ts";

type Routes = Pick<typeof VERSION_ROUTES, "publishVersion" | "versionFile">;

export function versionHandlers(deps: ControlDeps): Handlers<Routes> {
	return {
		publishVersion: (request) => publishVersion(deps, request),
		versionFile: (request) => versionFile(deps, request),
	};
}

async function publishVersion(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const upload = await readUpload(request.raw);
	if (!upload.ok) return problemResponse(upload.error);
	const { caller, now } = request;
	const may = await deps.govern({ command: "publish", caller, now });
	if (!may.ok) return ungoverned(may.error);
	const made = await publish(deps, actor(request), request.params.name ?? "", upload.value);
	return made.ok ? answer(made.value, 201) : problemResponse(made.error);
}

const TYPES: Readonly<Record<ReleaseFile, string>> = {
	manifest: "application/json",
	wasm: "application/wasm",
	data: "application/json",
	agent: "application/gzip",
	sources: "application/json",
	debug: "application/wasm",
};
const ENVELOPE = "envelope.json";

async function versionFile(deps: ControlDeps, request: ApiRequest): Promise<Response> {
	const { digest = "", file: name } = request.params;
	const { tenant } = request.caller;
	if (name === ENVELOPE) return envelope(deps, tenant, digest);
	const file = (Object.keys(RELEASE_FILES) as ReleaseFile[]).find((each) => RELEASE_FILES[each] === name);
	if (file === undefined) return refuse("not-found", `The files of a version are ${FILES}.`);
	const carried = deps.releases.get(digest);
	const baked = carried === undefined ? undefined : bakedFile(carried, file);
	if (baked !== undefined) return fileResponse(request.raw, file, baked, await digestOf(baked));
	const facts = await deps.store.read(tenant, digest, []);
	if (!facts.ok) {
		const unserved = carried !== undefined && facts.error === "unknown";
		return unserved ? refuse("not-found", "The deployment carries this version without that file.") : unreadable(facts.error);
	}
	const etag = file === "manifest" ? digest : facts.value.manifest.renditions[file]?.digest;
	if (etag === undefined) return refuse("not-found", "The version has no such file.");
	if (matches(request.raw, etag)) return fileResponse(request.raw, file, new Uint8Array(), etag);
	const stored = await deps.store.read(tenant, digest, [file]);
	return stored.ok ? fileResponse(request.raw, file, stored.value.bytes[file], etag) : unreadable(stored.error);
}

const FILES = [...Object.values(RELEASE_FILES), ENVELOPE].join(", ");

/** What a deployment has of the version compiled into it, byte for byte: both are canonical JSON. */
function bakedFile(release: Release, file: ReleaseFile): Bytes | undefined {
	if (file === "manifest") return utf8(canonicalJson(release.manifest));
	return file === "sources" ? utf8(canonicalJson({ files: release.sources })) : undefined;
}

function matches(request: Request, digest: string): boolean {
	const asked = request.headers.get("if-none-match") ?? "";
	return asked.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${digest}"`);
}

function fileResponse(request: Request, file: ReleaseFile, bytes: Bytes, digest: string): Response {
	// Private: what a tenant published is the tenant's, and shared caches do not ask for its key.
	const headers = { etag: `"${digest}"`, "cache-control": "private, max-age=31536000, immutable" };
	if (matches(request, digest)) return new Response(null, { status: 304, headers });
	return new Response(bytes, { headers: { ...headers, "content-type": TYPES[file] } });
}

/** Signatures may be added, so that an envelope is not kept by caches. */
async function envelope(deps: ControlDeps, tenant: string, digest: string): Promise<Response> {
	const facts = await readFacts(deps.db, tenant, digest);
	return facts.ok ? answer(facts.value.envelope) : unreadable(facts.error);
}

/** A version that cannot be given. */
export function unreadable(fault: VersionFault): Response {
	switch (fault) {
		case "unknown":
			return refuse("not-found");
		case "untrusted":
			return refuse("conflict", "No signature of this version counts any more: its keys were revoked.");
		case "corrupt":
			return refuse("policy-unavailable", "What is stored of this version is not what its digest says; it is not given.");
		case "unsupported":
			return refuse("policy-unavailable", "This host does not support the version.");
		case "unavailable":
			return refuse("service-unavailable");
	}
}
