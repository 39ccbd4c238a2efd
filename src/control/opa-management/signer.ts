// Which key signed an agent's bundle: read from the signature that lies in it, not checked; that is the agents' to do.
import * as v from "valibot";
import { type Bytes, fromBase64Url } from "../../platform/bytes.ts";
import { gunzip } from "../../platform/gzip.ts";
import { MAX_AGENT_BUNDLE_BYTES } from "../../platform/limits.ts";
import { err, ok, type Result } from "../../platform/result.ts";
import { readTar } from "../../policy/tar.ts";

const Signatures = v.object({ signatures: v.strictTuple([v.string()]) });
const Header = v.object({ kid: v.string() });

/**
 * The `kid` of the bundle's signature; `undefined`: it has none. What cannot be read is a fault and not a bundle without a
 * signature: for such a one agents are not told to demand any.
 */
export async function signerOf(bundle: Bytes): Promise<Result<string | undefined, "corrupt" | "unsupported">> {
	const tar = await gunzip(bundle, MAX_AGENT_BUNDLE_BYTES);
	if (!tar.ok) return err(tar.error === "too-large" ? "unsupported" : "corrupt");
	const file = readTar(tar.value).find(({ path }) => path === ".signatures.json");
	if (file === undefined) return ok(undefined);
	const read = v.safeParse(Signatures, parsed(file.bytes));
	if (!read.success) return err("corrupt");
	const [token] = read.output.signatures;
	const header = v.safeParse(Header, parsed(fromBase64Url(token.split(".")[0] ?? "")));
	return header.success ? ok(header.output.kid) : err("corrupt");
}

function parsed(bytes: Bytes | undefined): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}
