// Reads a signed approval: the canonical statement of who approves which version under which rules, by the approver's own key.
import * as v from "valibot";
import { APPROVAL_PAYLOAD, ApprovalStatement } from "../contract/lifecycle.ts";
import { canonicalJson } from "../platform/canonical-json.ts";
import { type Envelope, verifyEnvelope } from "../platform/dsse.ts";
import { MAX_APPROVAL_AGE_MS, MAX_CLOCK_SKEW_MS } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { countingKeys, type SigningKeyRow } from "./signing-keys.ts";

export type Signed = { readonly statement: ApprovalStatement; readonly signer: string };
type About = { readonly tenant: string; readonly policy: string; readonly digest: string; readonly principal: string };

/** `unsigned`: no key of the caller's own that counts signed it; `other`: it is about something else; `time`: old or future. */
export type ApprovalFault = "unsigned" | "malformed" | "other" | "time";

export async function readApproval(
	envelope: Envelope,
	keys: readonly SigningKeyRow[],
	about: About,
	now: number,
): Promise<Result<Signed, ApprovalFault>> {
	// An approver's key speaks for the approver alone: whoever calls must be who has signed.
	const own = keys.filter(({ principal }) => principal === about.principal);
	const verified = await verifyEnvelope(envelope, APPROVAL_PAYLOAD, await countingKeys(own, "approval"));
	if (!verified.ok) return err(verified.error === "unsigned" ? "unsigned" : "malformed");
	const text = new TextDecoder().decode(verified.value.payload);
	const read = v.safeParse(ApprovalStatement, parse(text));
	if (!read.success || canonicalJson(read.output) !== text) return err("malformed");
	const statement = read.output;
	const { tenant, policy, digest, principal } = about;
	if (statement.tenant !== tenant || statement.policy !== policy || statement.digest !== digest) return err("other");
	if (statement.principal !== principal) return err("other");
	if (statement.at > now + MAX_CLOCK_SKEW_MS || statement.at < now - MAX_APPROVAL_AGE_MS) return err("time");
	return ok({ statement, signer: verified.value.signatures[0]?.keyid ?? "" });
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
