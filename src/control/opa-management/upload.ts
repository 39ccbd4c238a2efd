// Bodies that agents upload: JSON, gzipped or not, within bounds as it arrives and as it unpacks.
import type { Problem } from "../../contract/problem.ts";
import { readBytes } from "../../platform/body.ts";
import { gunzip } from "../../platform/gzip.ts";
import { problem } from "../../platform/problem.ts";
import { err, ok, type Result } from "../../platform/result.ts";

export type UploadBounds = { readonly packed: number; readonly unpacked: number };

/** The text of an upload. Its content type is not looked at: OPA's HTTP client and proxies between are not of one mind. */
export async function readUpload(request: Request, { packed, unpacked }: UploadBounds): Promise<Result<string, Problem>> {
	const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
	if (encoding !== "gzip" && encoding !== "identity" && encoding !== "") {
		return err(problem("unsupported-media-type", { detail: "Send the body gzipped or as it is." }));
	}
	const body = await readBytes(request, encoding === "gzip" ? packed : unpacked);
	if (body === undefined) return err(tooLarge(encoding === "gzip" ? packed : unpacked));
	const bytes = encoding === "gzip" ? await gunzip(new Uint8Array(body), unpacked) : ok(body);
	if (!bytes.ok) {
		return err(
			bytes.error === "too-large" ? tooLarge(unpacked) : problem("invalid-json", { detail: "The body is not whole gzip." }),
		);
	}
	// Half a character is replaced rather than refused: Go writes what its programs hold, and nothing may be lost for it.
	return ok(new TextDecoder().decode(bytes.value));
}

function tooLarge(bytes: number): Problem {
	return problem("body-too-large", { detail: `The limit is ${bytes} bytes: lower upload_size_limit_bytes.` });
}
