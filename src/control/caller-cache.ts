// What an isolate remembers of keys: D1 is asked once in a few seconds, and revocation takes effect within them.
import { type Caller, isKey, keyHash } from "../platform/credential.ts";
import {
	CREDENTIAL_FRESH_MS,
	CREDENTIAL_GRACE_MS,
	CREDENTIAL_REFUSED_MS,
	MAX_CACHED_CREDENTIALS,
	MAX_CACHED_REFUSALS,
} from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { boundedMap } from "./bounded-map.ts";
import type { Credential, CredentialFailure } from "./credentials.ts";

/** `db.findCredential` with its database; a failure is a value, it never throws. */
export type FindCredential = (hash: string, now: number) => Promise<Result<Credential, CredentialFailure>>;
export type CallerCache = {
	/** Who holds the key; `now` is the clock of the request, ms. */
	readonly find: (key: string, now: number) => Promise<Result<Caller, CredentialFailure>>;
};

type Known = { readonly credential: Credential; readonly readAt: number };

/**
 * Makes a cache. Keys are remembered by their hash, values only, never a promise: each request waits for its own read.
 * When D1 cannot be reached, a key that was good within the grace stays good until its own end.
 */
export function createCallerCache(
	find: FindCredential,
	bounds: { readonly known: number; readonly refused: number } = { known: MAX_CACHED_CREDENTIALS, refused: MAX_CACHED_REFUSALS },
): CallerCache {
	const known = boundedMap<Known>(bounds.known);
	const refused = boundedMap<number>(bounds.refused);

	return {
		find: async (key, now) => {
			const hash = await keyHash(key);
			const cached = known.get(hash);
			if (cached !== undefined && isWithin(cached.readAt, now, CREDENTIAL_FRESH_MS)) return living(cached.credential, now);
			// A key that is known has the form of one.
			if (!isKey(key)) return err("unauthenticated");
			const refusedAt = refused.get(hash);
			if (refusedAt !== undefined && isWithin(refusedAt, now, CREDENTIAL_REFUSED_MS)) return err("unauthenticated");

			const found = await find(hash, now);
			if (found.ok) {
				known.set(hash, { credential: found.value, readAt: now });
				refused.delete(hash);
				return living(found.value, now);
			}
			if (found.error === "unauthenticated") {
				known.delete(hash);
				refused.set(hash, now);
				return found;
			}
			return cached !== undefined && isWithin(cached.readAt, now, CREDENTIAL_GRACE_MS) ? living(cached.credential, now) : found;
		},
	};
}

/** Whether something read at `readAt` is at most so old. From a future that a clock has left again it is of no known age: never. */
function isWithin(readAt: number, now: number, bound: number): boolean {
	return now >= readAt && now - readAt < bound;
}

function living(credential: Credential, now: number): Result<Caller, CredentialFailure> {
	return credential.livesUntil !== undefined && credential.livesUntil <= now ? err("unauthenticated") : ok(credential.caller);
}
