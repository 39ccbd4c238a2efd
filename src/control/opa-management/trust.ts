// Whether versions are trusted as of a pointer: asked at every poll, so that the signers of a version are remembered.
import type { Pointer } from "../../contract/pointer.ts";
import { boundedMap } from "../bounded-map.ts";
import type { VersionStore } from "../version-store.ts";

/** Versions whose signers an isolate remembers. */
const MAX_REMEMBERED = 1_024;

/**
 * Answers for versions of the store; what is none of its is another's word. The pointer knows each revocation first, so that
 * signers that counted once can be remembered and held against it; a version that has none left is looked up anew, since
 * another key may have signed it meanwhile.
 */
export function createTrust(list: VersionStore["list"]): (pointer: Pointer, digest: string) => Promise<boolean> {
	const remembered = boundedMap<readonly string[]>(MAX_REMEMBERED);
	return async ({ tenant, revoked }, digest) => {
		const counts = (signers: readonly string[]) => signers.some((fingerprint) => !revoked.includes(fingerprint));
		const key = `${tenant} ${digest}`;
		if (counts(remembered.get(key) ?? [])) return true;
		const [version] = await list(tenant, digest);
		if (version === undefined) return true;
		const signers = version.signed_by.filter((signer) => signer.counts).map(({ fingerprint }) => fingerprint);
		remembered.set(key, signers);
		return counts(signers);
	};
}
