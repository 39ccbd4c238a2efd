// Who gets the candidate of a rollout: a keyed hash that never rotates, so that whoever has it keeps it as its share grows.
import type { Cohort, Rollout } from "../contract/rollout.ts";
import { type Bytes, toHex, utf8 } from "../platform/bytes.ts";
import { hmac } from "../platform/digest.ts";
import { deriveKey } from "../platform/token.ts";

/** Where a unit stands in a rollout: always the same place for the same unit and salt. */
export type Place = {
	/** Even in [0, 1). */
	readonly bucket: number;
	/** 64 bits that tell units apart, in hex; they say nothing of the bucket or of the identifier. */
	readonly mark: string;
};
export type Assigner = (tenant: string, salt: string, unit: Rollout["unit"], value: string) => Promise<Place>;

const BUCKET_BYTES = 6;
const MARK_BYTES = 8;
const MAX_KEYS = 256;

/**
 * Places of units, by HMAC-SHA-256 under a key of the tenant. The key is HKDF-SHA-256 of the master secret of tokens with a
 * purpose of its own and no epoch: tokens rotate, and an assignment that did would move people between versions. Callers do
 * not know the key, so none can steer into a rollout or out of it; the salt makes the places of two rollouts unrelated.
 */
export function assigner(master: Bytes): Assigner {
	const keys = new Map<string, CryptoKey>();
	return async (tenant, salt, unit, value) => {
		const key = keys.get(tenant) ?? (await deriveKey(master, JSON.stringify(["edict assignment v1", tenant])));
		keys.delete(tenant);
		keys.set(tenant, key);
		const [oldest] = keys.keys();
		if (keys.size > MAX_KEYS && oldest !== undefined) keys.delete(oldest);
		const mac = await hmac(key, utf8(JSON.stringify([salt, unit, value])));
		let number = 0;
		for (const byte of mac.subarray(0, BUCKET_BYTES)) number = number * 256 + byte;
		return { bucket: number / 256 ** BUCKET_BYTES, mark: toHex(mac.subarray(BUCKET_BYTES, BUCKET_BYTES + MARK_BYTES)) };
	};
}

export type Arm = "candidate" | "baseline";
export type Assignment = {
	readonly arm: Arm;
	/** Whether its arm was drawn by chance in the current step, so that the two arms may be compared. */
	readonly counted: boolean;
};

/**
 * The arm of a unit: the candidate's when any step up to the current one takes it in. So a unit that has the candidate keeps it
 * in every later step. Whom a cohort of an earlier step took in, or might have, is not compared: chance did not divide it.
 */
export function assign(
	rollout: Pick<Rollout, "steps" | "step">,
	who: { readonly app: string; readonly roles: readonly string[] },
	bucket: number,
): Assignment {
	const steps = rollout.steps.slice(0, rollout.step + 1);
	const reached = steps.filter((step) => step.cohort === undefined || isOf(step.cohort, who));
	const arm = reached.some(({ share }) => bucket < share) ? "candidate" : "baseline";
	const current = steps.at(-1);
	const earlier = reached.some((step) => step !== current && step.cohort !== undefined);
	return { arm, counted: current !== undefined && reached.includes(current) && !earlier };
}

function isOf({ roles, apps }: Cohort, who: { readonly app: string; readonly roles: readonly string[] }): boolean {
	if (roles !== undefined && !roles.some((role) => who.roles.includes(role))) return false;
	return apps === undefined || apps.includes(who.app);
}
