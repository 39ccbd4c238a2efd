// Which key signed an agent's bundle: read from the signature that lies in it, not checked; that is the agents' to do.
import { type Bytes, fromBase64Url } from "../../platform/bytes.ts";
import { gunzip } from "../../platform/gzip.ts";
import { MAX_AGENT_BUNDLE_BYTES } from "../../platform/limits.ts";
import { readTar } from "../../policy/tar.ts";

/** The `kid` of the bundle's signature; `undefined`: it has none. */
export async function signerOf(bundle: Bytes): Promise<string | undefined> {
	const tar = await gunzip(bundle, MAX_AGENT_BUNDLE_BYTES);
	if (!tar.ok) return undefined;
	const file = readTar(tar.value).find(({ path }) => path === ".signatures.json");
	if (file === undefined) return undefined;
	try {
		const { signatures } = JSON.parse(new TextDecoder().decode(file.bytes)) as { signatures: string[] };
		const header = fromBase64Url(signatures[0]?.split(".")[0] ?? "");
		const { kid } = JSON.parse(new TextDecoder().decode(header)) as { kid?: unknown };
		return typeof kid === "string" ? kid : undefined;
	} catch {
		return undefined;
	}
}
