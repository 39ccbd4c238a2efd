// Reads evidence: in-toto statements in DSSE envelopes. What does not bind this digest by a key of the tenant does not count.
import * as v from "valibot";
import { EVIDENCE_RESULTS, type EvidenceInfo, STATEMENT_PAYLOAD } from "../contract/lifecycle.ts";
import { digestOf } from "../platform/digest.ts";
import { type Envelope, verifyEnvelope } from "../platform/dsse.ts";
import { MAX_CLOCK_SKEW_MS } from "../platform/limits.ts";
import { err, ok, type Result } from "../platform/result.ts";
import { countingKeys, type SigningKeyRow } from "./signing-keys.ts";

export const TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
export const PROVENANCE = "https://slsa.dev/provenance/v1";

const Instant = v.pipe(v.string(), v.isoTimestamp());
const Descriptor = v.looseObject({ name: v.optional(v.string()) });
const Subject = v.looseObject({ digest: v.looseObject({ sha256: v.string() }) });
const statement = <const N extends string, T extends v.GenericSchema<unknown, unknown>>(type: N, predicate: T) =>
	v.looseObject({
		_type: v.literal("https://in-toto.io/Statement/v1"),
		subject: v.pipe(v.array(Subject), v.minLength(1)),
		predicateType: v.literal(type),
		predicate,
	});
const KINDS = /^(?:rego-tests|vectors|impact|suite:[a-z0-9][a-z0-9-]{0,31})$/;
const TestResult = statement(
	TEST_RESULT,
	v.looseObject({
		result: v.picklist(EVIDENCE_RESULTS),
		/** The first names the kind of test, and when it ended. */
		configuration: v.looseTuple([
			v.looseObject({
				name: v.pipe(v.string(), v.regex(KINDS)),
				annotations: v.looseObject({
					finishedOn: Instant,
					coverage: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
				}),
			}),
		]),
	}),
);
/** Which sources and which compiler gave the version. */
const Provenance = statement(
	PROVENANCE,
	v.looseObject({
		buildDefinition: v.looseObject({
			buildType: v.string(),
			externalParameters: v.looseObject({}),
			resolvedDependencies: v.pipe(v.array(Descriptor), v.minLength(1)),
		}),
		runDetails: v.looseObject({
			builder: v.looseObject({ id: v.string() }),
			metadata: v.looseObject({ finishedOn: Instant }),
		}),
	}),
);
const Read = v.variant("predicateType", [TestResult, Provenance]);

/** Why evidence does not count, for who sent it. */
export type EvidenceFault = "unsigned" | "malformed" | "subject" | "future";
export type Found = Omit<EvidenceInfo, "epoch" | "at" | "revoked">;

/** Checks an envelope against a tenant's keys and a version's digest. `now`: clock, ms. */
export async function readEvidence(
	envelope: Envelope,
	keys: readonly SigningKeyRow[],
	digest: string,
	now: number,
): Promise<Result<Found, EvidenceFault>> {
	const verified = await verifyEnvelope(envelope, STATEMENT_PAYLOAD, await countingKeys(keys, "evidence"));
	if (!verified.ok) return err(verified.error === "unsigned" ? "unsigned" : "malformed");
	const { payload, signatures } = verified.value;
	const read = v.safeParse(Read, parse(payload));
	if (!read.success) return err("malformed");
	const { subject } = read.output;
	if (!subject.some((each) => `sha256:${each.digest.sha256}` === digest)) return err("subject");
	const [signature] = signatures;
	const signer = keys.find(({ fingerprint }) => fingerprint === signature?.keyid);
	if (signer === undefined) return err("unsigned");
	const told = toldBy(read.output);
	if (told.finished_at > now + MAX_CLOCK_SKEW_MS) return err("future");
	return ok({ id: await digestOf(payload), ...told, signer: signer.fingerprint, principal: signer.principal });
}

function toldBy(read: v.InferOutput<typeof Read>): Pick<Found, "kind" | "result" | "finished_at" | "coverage"> {
	if (read.predicateType === PROVENANCE) {
		const { finishedOn } = read.predicate.runDetails.metadata;
		return { kind: "provenance", result: "PASSED", finished_at: Date.parse(finishedOn) };
	}
	const { result, configuration } = read.predicate;
	const [{ name: kind, annotations }] = configuration;
	const { coverage, finishedOn } = annotations;
	return { kind, result, finished_at: Date.parse(finishedOn), ...(coverage === undefined ? {} : { coverage }) };
}

function parse(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
	} catch {
		return undefined;
	}
}
