// DSSE as its specification has it: the encoding's own vectors, other people's signatures, and everything that must not verify.
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, fromBase64, toBase64, toBase64Url, utf8 } from "../../src/platform/bytes.ts";
import {
	type Envelope,
	fingerprintOf,
	importSigningKey,
	importVerifyingKey,
	newSigningJwk,
	preAuthEncoding,
	RELEASE_PAYLOAD,
	readEnvelope,
	type SigningKey,
	signEnvelope,
	type VerifyingKey,
	verifyEnvelope,
} from "../../src/platform/dsse.ts";
import { MAX_ENVELOPE_BYTES, MAX_SIGNATURES } from "../../src/platform/limits.ts";

const TYPE = "http://example.com/HelloWorld";
const PAYLOAD = utf8("hello world");
let signer: SigningKey;
let verifier: VerifyingKey;
let stranger: SigningKey;

async function makeSigner(): Promise<SigningKey> {
	const key = await importSigningKey(await newSigningJwk());
	if (key === undefined) throw new Error("a new key is a key");
	return key;
}
async function verifierOf({ publicRaw }: SigningKey): Promise<VerifyingKey> {
	const key = await importVerifyingKey(publicRaw);
	if (key === undefined) throw new Error("its public half is one");
	return key;
}
beforeAll(async () => {
	signer = await makeSigner();
	stranger = await makeSigner();
	verifier = await verifierOf(signer);
});

const text = (bytes: Bytes) => new TextDecoder().decode(bytes);

describe("what is signed", () => {
	it("is the encoding that the specification shows", () => {
		expect(text(preAuthEncoding(TYPE, PAYLOAD))).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
		expect(text(preAuthEncoding("", new Uint8Array()))).toBe("DSSEv1 0  0 ");
	});

	it("counts bytes, not characters", () => {
		expect(text(preAuthEncoding("ü", utf8("日")))).toBe("DSSEv1 2 ü 3 日");
	});

	it("is another for every other pair of type and payload", () => {
		const pair = fc.tuple(fc.string(), fc.string());
		fc.assert(
			fc.property(pair, pair, ([type, payload], [otherType, otherPayload]) => {
				fc.pre(type !== otherType || payload !== otherPayload);
				expect(preAuthEncoding(type, utf8(payload))).not.toEqual(preAuthEncoding(otherType, utf8(otherPayload)));
			}),
		);
	});
});

describe("an envelope", () => {
	it("is verified by OpenSSL, and verifies what OpenSSL signed", async () => {
		const own = await signEnvelope(TYPE, PAYLOAD, [signer]);
		const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64Url(signer.publicRaw) };
		const publicKey = createPublicKey({ key: jwk, format: "jwk" });
		const signature = fromBase64(own.signatures[0]?.sig ?? "") ?? new Uint8Array();
		expect(verify(null, preAuthEncoding(TYPE, PAYLOAD), publicKey, signature)).toBe(true);

		const pair = generateKeyPairSync("ed25519");
		const raw = fromBase64(pair.publicKey.export({ format: "jwk" }).x ?? "") ?? new Uint8Array();
		const key = await importVerifyingKey(raw);
		const sig = sign(null, preAuthEncoding(TYPE, PAYLOAD), pair.privateKey).toString("base64");
		const theirs: Envelope = { payload: toBase64(PAYLOAD), payloadType: TYPE, signatures: [{ keyid: "", sig }] };
		expect(await verifyEnvelope(theirs, TYPE, key ? [key] : [])).toMatchObject({ ok: true, value: { payload: PAYLOAD } });
	});

	it("names its key by the digest that OpenSSL gives of it", async () => {
		const { publicKey } = generateKeyPairSync("ed25519");
		const der = publicKey.export({ type: "spki", format: "der" });
		const raw = fromBase64(publicKey.export({ format: "jwk" }).x ?? "") ?? new Uint8Array();
		expect(await fingerprintOf(raw)).toBe(`sha256:${createHash("sha256").update(der).digest("hex")}`);
	});

	it("gives its payload and the signatures that hold, passing over those of others", async () => {
		const both = await signEnvelope(TYPE, PAYLOAD, [stranger, signer]);
		const verified = await verifyEnvelope(both, TYPE, [verifier]);
		expect(verified).toEqual({ ok: true, value: { payload: PAYLOAD, signatures: [both.signatures[1]] } });
		const all = await verifyEnvelope(both, TYPE, [verifier, await verifierOf(stranger)]);
		expect(all).toMatchObject({ value: { signatures: both.signatures } });
	});

	it("counts a key once, however often it signed", async () => {
		const once = await signEnvelope(TYPE, PAYLOAD, [signer]);
		const twice = { ...once, signatures: [...once.signatures, ...once.signatures] };
		expect(await verifyEnvelope(twice, TYPE, [verifier])).toMatchObject({ value: { signatures: once.signatures } });
	});

	it("is taken in both alphabets of base64", async () => {
		const made = await signEnvelope(TYPE, utf8("\u00ff\u00ff\u00ff>?>?"), [signer]);
		const url = (encoded: string) => encoded.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
		const other = {
			...made,
			payload: url(made.payload),
			signatures: made.signatures.map(({ keyid, sig }) => ({ keyid, sig: url(sig) })),
		};
		expect((await verifyEnvelope(other, TYPE, [verifier])).ok).toBe(true);
	});
});

describe("nothing is given of an envelope", () => {
	const refused = async (change: (made: Envelope) => Envelope, keys?: VerifyingKey[]) => {
		const verified = await verifyEnvelope(change(await signEnvelope(TYPE, PAYLOAD, [signer])), TYPE, keys ?? [verifier]);
		return verified.ok ? "taken" : verified.error;
	};

	it("of another type, even when its signature is over that type", async () => {
		expect(await refused((made) => ({ ...made, payloadType: RELEASE_PAYLOAD }))).toBe("payload-type");
		const other = await signEnvelope(RELEASE_PAYLOAD, PAYLOAD, [signer]);
		expect(await verifyEnvelope(other, TYPE, [verifier])).toEqual({ ok: false, error: "payload-type" });
		expect(await verifyEnvelope({ ...other, payloadType: TYPE }, TYPE, [verifier])).toEqual({ ok: false, error: "unsigned" });
	});

	it("whose payload or signature was changed, or that has none", async () => {
		expect(await refused((made) => ({ ...made, payload: toBase64(utf8("hello World")) }))).toBe("unsigned");
		const flip = (sig: string) => {
			const bytes = fromBase64(sig) ?? new Uint8Array();
			bytes[10] = (bytes[10] ?? 0) ^ 1;
			return toBase64(bytes);
		};
		const signatures = (made: Envelope, sig: (sig: string) => string) =>
			made.signatures.map((each) => ({ ...each, sig: sig(each.sig) }));
		expect(await refused((made) => ({ ...made, signatures: signatures(made, flip) }))).toBe("unsigned");
		expect(await refused((made) => ({ ...made, signatures: signatures(made, () => "") }))).toBe("unsigned");
		expect(await refused((made) => ({ ...made, signatures: signatures(made, () => "%") }))).toBe("unsigned");
		expect(await refused((made) => ({ ...made, signatures: [] }))).toBe("unsigned");
	});

	it("that only a stranger signed, whatever key it names", async () => {
		const made = await signEnvelope(TYPE, PAYLOAD, [stranger]);
		const posing = { ...made, signatures: made.signatures.map(({ sig }) => ({ keyid: signer.keyid, sig })) };
		expect(await verifyEnvelope(posing, TYPE, [verifier])).toEqual({ ok: false, error: "unsigned" });
		expect(await refused((own) => own, [])).toBe("unsigned");
	});

	it("with more signatures than are tried, or a payload that is no base64", async () => {
		const many = (made: Envelope, count: number) =>
			Array.from({ length: count }, () => made.signatures[0] ?? { keyid: "", sig: "" });
		expect(await refused((made) => ({ ...made, signatures: many(made, MAX_SIGNATURES) }))).toBe("taken");
		expect(await refused((made) => ({ ...made, signatures: many(made, MAX_SIGNATURES + 1) }))).toBe("malformed");
		expect(await refused((made) => ({ ...made, payload: "%" }))).toBe("malformed");
	});
});

describe("reading an envelope", () => {
	it("takes what the protocol says, with members that it does not know", async () => {
		const made = await signEnvelope(TYPE, PAYLOAD, [signer]);
		expect(readEnvelope(utf8(JSON.stringify({ ...made, later: 1 })))).toEqual({ ok: true, value: made });
		const anonymous = { ...made, signatures: made.signatures.map(({ sig }) => ({ sig })) };
		expect(readEnvelope(utf8(JSON.stringify(anonymous)))).toMatchObject({ value: { signatures: [{ keyid: "" }] } });
	});

	it("refuses what is none, or too large", () => {
		for (const bad of ["", "{", "[]", "null", '{"payload": 1}', '{"payload": "", "payloadType": "", "signatures": [{}]}']) {
			expect(readEnvelope(utf8(bad)), bad).toEqual({ ok: false, error: "malformed" });
		}
		const whole = JSON.stringify({ payload: "", payloadType: TYPE, signatures: [] });
		const padded = (bytes: number) => utf8(whole + " ".repeat(bytes - whole.length));
		expect(readEnvelope(padded(MAX_ENVELOPE_BYTES)).ok).toBe(true);
		expect(readEnvelope(padded(MAX_ENVELOPE_BYTES + 1)).ok).toBe(false);
	});
});

describe("keys", () => {
	it("of small order, and of other lengths, are none", async () => {
		const zero = new Uint8Array(32);
		const one = Uint8Array.from([1, ...new Uint8Array(31)]);
		const signed = Uint8Array.from([1, ...new Uint8Array(30), 0x80]);
		for (const weak of [zero, one, signed, new Uint8Array(31), new Uint8Array()]) {
			expect(await importVerifyingKey(weak)).toBeUndefined();
		}
	});

	it("are refused whose halves do not belong together", async () => {
		const [mine, theirs] = [await newSigningJwk(), await newSigningJwk()];
		expect(await importSigningKey({ ...mine, x: theirs.x })).toBeUndefined();
		expect(await importSigningKey({ ...mine, d: "" })).toBeUndefined();
		expect(await importSigningKey(mine)).toBeDefined();
	});
});
