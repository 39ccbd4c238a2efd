// A release on its way to a service: signed, and as the parts of an upload.
import { type Envelope, RELEASE_PAYLOAD, type SigningKey, signEnvelope } from "../../platform/dsse.ts";
import { RELEASE_FILES, type ReleaseFile, type ReleaseFiles } from "../../policy/bundle.ts";

/** The envelope of a release: its manifest's bytes, signed by each key. */
export function signRelease(files: ReleaseFiles, ...keys: SigningKey[]): Promise<Envelope> {
	return signEnvelope(RELEASE_PAYLOAD, files.manifest, keys);
}

/** The body of `POST /v1/policies/{name}/versions`. */
export function uploadOf(files: ReleaseFiles, envelope: Envelope): FormData {
	const form = new FormData();
	for (const [file, name] of Object.entries(RELEASE_FILES) as [ReleaseFile, string][]) {
		const bytes = files[file];
		if (bytes !== undefined) form.set(file, new Blob([bytes]), name);
	}
	form.set("envelope", new Blob([JSON.stringify(envelope)], { type: "application/json" }), "envelope.json");
	return form;
}
