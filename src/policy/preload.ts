// Loads the versions that a new pointer brings, before the pointer is used: their first request then need not wait.
import type { Pointer } from "../contract/pointer.ts";
import { PRELOAD_MS } from "../platform/limits.ts";
import type { WarmVersions } from "./versions.ts";

/**
 * To be awaited between reading a pointer and using it. Loads what replaces a version that is ready here; what fails now fails
 * again when it is asked for, and counts then. When the keys that count have changed, all is verified anew. Takes at most
 * `PRELOAD_MS`: a store that hangs must not keep the rest of what is new from being used.
 */
export async function preload(
	versions: Pick<WarmVersions, "find" | "isReady" | "forget" | "pointed">,
	pointer: Pointer | undefined,
	previous: Pointer | undefined,
): Promise<void> {
	if (pointer === undefined) return;
	const { tenant } = pointer;
	const lines = Object.values(pointer.policies);
	versions.pointed(tenant, new Set(lines.flatMap(({ channels }) => Object.values(channels).map(({ digest }) => digest))));
	if (previous === undefined) return;
	if (pointer.revoked.join() !== previous.revoked.join()) versions.forget(tenant);
	const replacing = Object.entries(pointer.policies).flatMap(([policy, { channels }]) =>
		Object.entries(channels).flatMap(([channel, { digest, ...target }]) => {
			// What a deployment carried is in its Worker, not in the store.
			if ("deployed" in target) return [];
			const former = previous.policies[policy]?.channels[channel]?.digest;
			const wanted = former !== undefined && former !== digest && versions.isReady(tenant, former);
			return wanted && !versions.isReady(tenant, digest) ? [digest] : [];
		}),
	);
	if (replacing.length === 0) return;
	// One after the other: a request may have four loaded isolates at work at once, and decisions need theirs.
	const loading = (async () => {
		for (const digest of new Set(replacing)) await versions.find(tenant, digest);
	})();
	await Promise.race([loading, new Promise((done) => setTimeout(done, PRELOAD_MS))]);
}
