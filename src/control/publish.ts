// Publishing a version: what was uploaded is read part by part, checked, tried, and only then kept.
import * as v from "valibot";
import { VERSION_ROUTES } from "../contract/api-versions.ts";
import type { Problem } from "../contract/problem.ts";
import { PolicyName, type VersionInfo } from "../contract/versions.ts";
import { readBytes } from "../platform/body.ts";
import { type Bytes, utf8 } from "../platform/bytes.ts";
import { type Envelope, readEnvelope } from "../platform/dsse.ts";
import { MAX_ENVELOPE_BYTES, MAX_MANIFEST_BYTES, MAX_RELEASE_FILE_BYTES, MAX_UPLOAD_BYTES } from "../platform/limits.ts";
import { problem } from "../platform/problem.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { loadBuiltins } from "../policy/builtins/registry.ts";
import type { ReleaseFile, ReleaseFiles, ReleaseProblem } from "../policy/bundle.ts";
import type { Loadable } from "../policy/load.ts";
import type { VersionFault } from "../policy/version.ts";
import type { Actor } from "./registry.ts";
import type { AddFault, VerifiedVersion, VerifyFault, VersionStore } from "./version-store.ts";

/**
 * Loads a version into an isolate of its own and asks each entrypoint once, for nothing but that it does not trap. `detail`
 * is for the author and names no content.
 */
export type TryLoad = (
	tenant: string,
	version: Loadable,
) => Promise<Result<void, { readonly reason: VersionFault; readonly detail: string }>>;

export type PublishDeps = {
	readonly store: VersionStore;
	/** Absent where the deployment cannot load versions: they are kept untried, and say so. */
	readonly tryLoad?: TryLoad | undefined;
	/** Versions that the deployment carries: a revision of theirs is taken, too. */
	readonly releases: {
		readonly list: () => readonly {
			readonly digest: string;
			readonly manifest: { readonly policy: string; readonly revision: string };
		}[];
	};
	/** Version of the host that tries it. */
	readonly host: string;
};

type Part = ReleaseFile | "envelope";
export type Upload = { readonly files: ReleaseFiles; readonly envelope: Envelope };

const PARTS = VERSION_ROUTES.publishVersion.parts;
const MAX_PART: Partial<Record<Part, number>> = { manifest: MAX_MANIFEST_BYTES, envelope: MAX_ENVELOPE_BYTES };

/** Reads an upload's parts; each refusal names the part. Nothing is kept of it. */
export async function readUpload(request: Request): Promise<Result<Upload, Problem>> {
	const type = request.headers.get("content-type") ?? "";
	if (!/^multipart\/form-data\s*;/i.test(type) || !/^(?:identity)?$/i.test(request.headers.get("content-encoding") ?? "")) {
		return err(
			problem("unsupported-media-type", { detail: "Send multipart/form-data with one part for each file of the release." }),
		);
	}
	const body = await readBytes(request, MAX_UPLOAD_BYTES);
	if (body === undefined) return err(problem("body-too-large", { detail: `The limit is ${MAX_UPLOAD_BYTES} bytes.` }));
	let form: FormData;
	try {
		form = await new Response(body, { headers: { "content-type": type } }).formData();
	} catch {
		return err(at("", "is not multipart/form-data"));
	}
	const parts = new Map<Part, Bytes>();
	for (const [name, value] of form as unknown as Iterable<[string, File | string]>) {
		if (!Object.hasOwn(PARTS, name))
			return err(at("", `has a part that is not known; the parts are ${Object.keys(PARTS).join(", ")}`));
		const part = name as Part;
		if (parts.has(part)) return err(at(part, "is there twice"));
		const bytes = typeof value === "string" ? utf8(value) : new Uint8Array(await value.arrayBuffer());
		const most = MAX_PART[part] ?? MAX_RELEASE_FILE_BYTES;
		if (bytes.length > most) return err(problem("body-too-large", { detail: `The part ${part} has more than ${most} bytes.` }));
		parts.set(part, bytes);
	}
	for (const [name, { required }] of Object.entries(PARTS)) {
		if (required && !parts.has(name as Part)) return err(at(name as Part, "is missing"));
	}
	const envelope = readEnvelope(parts.get("envelope") ?? utf8(""));
	if (!envelope.ok) return err(at("envelope", "is not a DSSE envelope"));
	parts.delete("envelope");
	return ok({ files: Object.fromEntries(parts) as unknown as ReleaseFiles, envelope: envelope.value });
}

/** Checks a version for the line `name` of the actor's tenant, tries it and keeps it. */
export async function publish(
	deps: PublishDeps,
	actor: Actor,
	name: string,
	{ files, envelope }: Upload,
): Promise<Result<VersionInfo, Problem>> {
	const verified = await deps.store.verify(actor.tenant, files, envelope);
	if (!verified.ok) return err(verifyProblem(verified.error));
	const { manifest } = verified.value.release;
	if (!v.is(PolicyName, manifest.policy)) return err(at("manifest", "names a policy line whose name cannot stand in a path"));
	if (manifest.policy !== name) return err(at("manifest", `is of the policy ${manifest.policy}, not of ${name}`));
	const carried = deps.releases
		.list()
		.find((release) => release.manifest.policy === name && release.manifest.revision === manifest.revision);
	if (carried !== undefined && carried.digest !== verified.value.release.digest) {
		return err(addProblem({ reason: "revision-taken", digest: carried.digest }));
	}
	const host = await loadBuiltins(manifest.builtins);
	const missing = manifest.builtins.filter((builtin) => !Object.hasOwn(host, builtin));
	if (missing.length > 0)
		return err(at("manifest", `needs builtins that this host does not have: ${missing.slice(0, 8).join(", ")}`));
	const tried = await tryOnce(deps, actor.tenant, verified.value);
	if (!tried.ok) return tried;
	const added = await deps.store.add(actor, verified.value, tried.value);
	return added.ok ? added : err(addProblem(added.error));
}

/** The host that it was tried on; `undefined`: this deployment cannot try. */
async function tryOnce(
	deps: PublishDeps,
	tenant: string,
	version: VerifiedVersion,
): Promise<Result<string | undefined, Problem>> {
	if (deps.tryLoad === undefined) return ok(undefined);
	const { digest, manifest, wasm, dataText } = version.release;
	const tried = await deps.tryLoad(tenant, { digest, manifest, wasm, data: dataText });
	if (tried.ok) return ok(deps.host);
	if (tried.error.reason === "unavailable") {
		return err(problem("service-unavailable", { detail: "The version could not be tried; nothing was kept. Send it again." }));
	}
	return err(at("wasm", `cannot serve: ${tried.error.detail}`));
}

function at(part: Part | "", detail: string): Problem {
	return problem("invalid-request", { errors: [{ pointer: part === "" ? "" : `/${part}`, detail }] });
}

function verifyProblem(fault: VerifyFault): Problem {
	switch (fault.reason) {
		case "unavailable":
			return problem("service-unavailable");
		case "envelope":
			return at("envelope", "is not of this manifest, or not of the payload type of releases");
		case "untrusted":
			return at("envelope", "has no signature by a key that counts for this tenant; register the key, or sign with one that is");
		case "file-missing":
			return at(fault.file, "is missing: the manifest names it");
		default:
			return at(...releaseFault(fault));
	}
}

function releaseFault(fault: ReleaseProblem): [Part, string] {
	switch (fault.reason) {
		case "manifest-invalid":
			return ["manifest", "is not the manifest of a release"];
		case "manifest-not-canonical":
			return ["manifest", "is not canonical JSON (RFC 8785)"];
		case "data-invalid":
			return ["data", "is not the data document that this kind of policy has"];
		case "wasm-invalid":
			return ["wasm", "is not a WebAssembly module"];
		case "line-reserved":
			return ["manifest", "the line guard is the guard's, and the guard has no other"];
		case "undeclared":
			return [partOf(fault.file), "is not named by the manifest"];
		case "digest-mismatch":
			return [partOf(fault.file), "is not what the manifest says: digest or size differ"];
		case "input-unsupported":
			return ["manifest", "reads an input contract that this host does not give"];
		case "entrypoint-unknown":
			return ["manifest", "must have the guard's entrypoint alone"];
		case "root-reserved":
			return ["manifest", `owns a root that is reserved: ${fault.found}`];
		case "outside-roots":
			return ["manifest", `has something outside of its roots: ${fault.found}`];
	}
}

function partOf(file: ReleaseFile | "defaults"): Part {
	return file === "defaults" ? "data" : file;
}

function addProblem(fault: AddFault): Problem {
	switch (fault.reason) {
		case "unavailable":
			return problem("service-unavailable", { detail: "The version could not be stored. Send it again." });
		case "corrupt":
			return problem("conflict", {
				detail: `Other bytes lie in the store under the digest of the part ${fault.file}; an operator must look at it.`,
			});
		case "revision-taken":
			return problem("conflict", {
				detail: `Another version of this policy has that revision: ${fault.digest}. Raise the revision.`,
			});
		case "root-taken":
			return problem("conflict", { detail: `The policy ${fault.policy} of this tenant owns ${fault.root}.` });
		case "full":
			return problem("conflict", { detail: "This policy has as many versions as are kept." });
	}
}
