// Digests, tokens, certificates, keys and AWS signatures; keys are made as the test runs.
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { call, text } from "./call.ts";

const base64Url = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }) as string;
const jwk = (key: KeyObject, extra: object = {}) => JSON.stringify({ ...key.export({ format: "jwk" }), ...extra });
const { privateKey: other } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const SECOND = 1_000_000_000;
const NOW = { timeNs: 1_700_000_000n * BigInt(SECOND) };

describe("digests", () => {
	it.each([
		["crypto.md5", ['"lorem ipsum"'], '"80a751fde577028640c419000e33eba6"'],
		["crypto.sha1", ['"lorem ipsum"'], '"bfb7759a67daeb65410490b4d98bb9da7d1ea2ce"'],
		["crypto.sha256", ['"lorem ipsum"'], '"5e2bf57d3f40c4b6df69daf1936cb766f832374b4fc0259a7cbff06e2f70f269"'],
		["crypto.hmac.equal", ['"ab"', '"ab"'], "true"],
		["crypto.hmac.equal", ['"ab"', '"abc"'], "false"],
	] as const)("%s(%j) is %s", (name, args, expected) => {
		expect(call(name, args)).toBe(expected);
	});

	it.each(["md5", "sha1", "sha256", "sha512"])("hmac.%s is the platform's", (hash) => {
		const expected = createHmac(hash, "key").update("grüße").digest("hex");
		expect(call(`crypto.hmac.${hash}`, ['"grüße"', '"key"'])).toBe(text(expected));
	});
});

describe("tokens", () => {
	const token = (alg: string, payload: object, key: string, header: object = {}) =>
		JSON.parse(call("io.jwt.encode_sign", [text({ alg, ...header }), text(payload), key])) as string;
	const secret = "a secret of this test";
	const oct = JSON.stringify({ kty: "oct", k: base64Url(secret) });

	it.each([
		["HS256", oct, secret],
		["HS512", oct, secret],
		["RS256", jwk(rsa.privateKey), pem(rsa.publicKey)],
		["PS384", jwk(rsa.privateKey), pem(rsa.publicKey)],
		["ES256", jwk(ec.privateKey), jwk(ec.publicKey)],
		["EdDSA", jwk(ed.privateKey), pem(ed.publicKey)],
	])("%s: what is signed is verified, and nothing else is", (alg, signing, verifying) => {
		const made = token(alg, { sub: "x" }, signing);
		const verify = `io.jwt.verify_${alg.toLowerCase()}`;
		expect(call(verify, [text(made), text(verifying)])).toBe("true");
		const [header, , signature] = made.split(".");
		const forged = `${header}.${base64Url('{"sub":"y"}')}.${signature}`;
		expect(call(verify, [text(forged), text(verifying)])).toBe("false");
		const constraints = alg.startsWith("HS") ? { secret: verifying } : { cert: verifying };
		expect(call("io.jwt.decode_verify", [text(made), text(constraints)], NOW)).toBe(`[true, {"alg": "${alg}"}, {"sub": "x"}]`);
		expect(call("io.jwt.decode_verify", [text(forged), text(constraints)], NOW)).toBe("[false, {}, {}]");
		expect(call("io.jwt.decode_verify", [text(made), text({ ...constraints, alg: "RS512" })], NOW)).toBe("[false, {}, {}]");
	});

	it("checks time, issuer and audience", () => {
		const verify = (payload: object, constraints: object = {}) =>
			call("io.jwt.decode_verify", [text(token("HS256", payload, oct)), text({ secret, ...constraints })], NOW).startsWith(
				"[true",
			);
		expect(verify({ exp: 1_700_000_001 })).toBe(true);
		expect(verify({ exp: 1_700_000_000 })).toBe(false);
		expect(verify({ nbf: 1_700_000_001 })).toBe(false);
		expect(verify({ nbf: 1_700_000_001 }, { time: 1_700_000_002 * SECOND })).toBe(true);
		expect(verify({ iss: "a" }, { iss: "a" })).toBe(true);
		expect(verify({ iss: "b" }, { iss: "a" })).toBe(false);
		expect(verify({ aud: ["a", "b"] }, { aud: "b" })).toBe(true);
		expect(verify({ aud: "a" })).toBe(false);
		expect(verify({}, { aud: "a" })).toBe(false);
	});

	it("chooses a key of a set by its name, and by its algorithm", () => {
		const named = token("RS256", {}, jwk(rsa.privateKey), { kid: "mine" });
		const keys = (kid: string, alg?: string) =>
			JSON.stringify({
				keys: [
					JSON.parse(jwk(createPublicKey(other), { kid: "mine" })),
					JSON.parse(jwk(rsa.publicKey, { kid, ...(alg && { alg }) })),
				],
			});
		expect(call("io.jwt.verify_rs256", [text(named), text(keys("theirs"))])).toBe("false");
		const unnamed = token("RS256", {}, jwk(rsa.privateKey));
		expect(call("io.jwt.verify_rs256", [text(unnamed), text(keys("theirs"))])).toBe("true");
		expect(call("io.jwt.verify_rs256", [text(unnamed), text(keys("theirs", "RS512"))])).toBe("false");
	});

	it("does not take a public key for a secret", () => {
		const forged = `${base64Url('{"alg":"HS256"}')}.${base64Url("{}")}`;
		const signature = createHmac("sha256", pem(rsa.publicKey)).update(forged).digest();
		expect(
			call("io.jwt.decode_verify", [text(`${forged}.${base64Url(signature)}`), text({ cert: pem(rsa.publicKey) })], NOW),
		).toBe("[false, {}, {}]");
		const none = `${base64Url('{"alg":"none"}')}.${base64Url("{}")}.`;
		expect(call("io.jwt.decode_verify", [text(none), text({ secret })], NOW)).toBe("[false, {}, {}]");
	});

	it("refuses critical headers that it does not know", () => {
		const made = token("HS256", {}, oct, { crit: ["x"], x: 1 });
		expect(call("io.jwt.decode_verify", [text(made), text({ secret })], NOW)).toBe("[false, {}, {}]");
	});

	it.each([
		["a", "encoded JWT had no period separators"],
		["a.b", "encoded JWT must have 3 sections, found 2"],
		[`${base64Url('{"enc":"x"}')}.a.b`, "JWT is a JWE object, which is not supported"],
		[`${base64Url("[1]")}.a.b`, "bad JWT header: decoded JSON type was not an Object"],
	])("decode of %s: %s", (encoded, message) => {
		expect(call("io.jwt.decode", [text(encoded)])).toBe(`eval_builtin_error: ${message}`);
	});

	it("decodes a token inside a token", () => {
		const inner = `${base64Url('{"alg":"none"}')}.${base64Url('{"a":1.50}')}.${base64Url("s")}`;
		const outer = `${base64Url('{"alg":"none","cty":"JWT"}')}.${base64Url(`"${inner}"`)}.`;
		expect(call("io.jwt.decode", [text(outer)])).toBe('[{"alg": "none"}, {"a": 1.50}, "73"]');
	});

	it("wants constraints it knows and one key", () => {
		const verify = (constraints: object) => call("io.jwt.decode_verify", ['"a.b.c"', text(constraints)], NOW);
		expect(verify({ nothing: "" })).toBe("eval_builtin_error: unknown token validation constraint: nothing");
		expect(verify({})).toBe("eval_builtin_error: no key constraint");
		expect(verify({ secret: "a", cert: pem(rsa.publicKey) })).toBe("eval_builtin_error: duplicate key constraints");
	});
});

describe("private keys", () => {
	it("are shown as JSON Web Key and in Go's shape", () => {
		const key = rsa.privateKey.export({ type: "pkcs1", format: "pem" }) as string;
		const expected = rsa.privateKey.export({ format: "jwk" });
		expect(JSON.parse(call("crypto.x509.parse_rsa_private_key", [text(key)]))).toEqual(expected);
		expect(call("crypto.parse_private_keys", [text(key)])).toContain(
			`"N": ${BigInt(`0x${Buffer.from(expected.n ?? "", "base64url").toString("hex")}`)}`,
		);
		expect(call("crypto.parse_private_keys", ['"nope"'])).toBe("[]");
		expect(call("crypto.parse_private_keys", ['""'])).toBe("null");
	});
});

describe("certificates", () => {
	/** DER of a constructed or primitive value. */
	const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
		const content = Buffer.concat(parts);
		const { length } = content;
		const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
		return Buffer.concat([Buffer.from([tag, ...size]), content]);
	};
	const oid = (...bytes: readonly number[]) => der(0x06, Buffer.from(bytes));
	const utf8String = (value: string) => der(0x0c, Buffer.from(value));
	const name = (common: string) => der(0x30, der(0x31, der(0x30, oid(0x55, 4, 3), utf8String(common))));
	const extension = (id: number, critical: boolean, value: Uint8Array) =>
		der(0x30, oid(0x55, 0x1d, id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
	const ALGORITHM = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));

	type Options = {
		readonly subject: string;
		readonly issuer: string;
		readonly authority: boolean;
		readonly until?: string;
		readonly dns?: string;
	};
	const certificate = (
		key: KeyObject,
		signer: KeyObject,
		{ subject, issuer, authority, until = "330101000000Z", dns }: Options,
	): string => {
		const extensions = [
			extension(0x13, true, der(0x30, ...(authority ? [der(0x01, Buffer.from([0xff]))] : []))),
			...(dns === undefined ? [] : [extension(0x11, false, der(0x30, der(0x82, Buffer.from(dns))))]),
		];
		const signed = der(
			0x30,
			...[der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1, 2, 3])), ALGORITHM, name(issuer)],
			der(0x30, der(0x17, Buffer.from("200101000000Z")), der(0x17, Buffer.from(until))),
			...[name(subject), key.export({ type: "spki", format: "der" }), der(0xa3, der(0x30, ...extensions))],
		);
		const whole = der(0x30, signed, ALGORITHM, der(0x03, Buffer.from([0]), sign("sha256", signed, signer)));
		return `-----BEGIN CERTIFICATE-----\n${whole.toString("base64")}\n-----END CERTIFICATE-----\n`;
	};

	const root = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const rootCertificate = certificate(root.publicKey, root.privateKey, { subject: "root", issuer: "root", authority: true });
	const leaf = (options: Partial<Options> = {}, signer = root.privateKey) =>
		certificate(ec.publicKey, signer, { subject: "leaf", issuer: "root", authority: false, dns: "*.example.com", ...options });
	const verified = (chain: string, options?: object) =>
		(options === undefined
			? call("crypto.x509.parse_and_verify_certificates", [text(chain)], NOW)
			: call("crypto.x509.parse_and_verify_certificates_with_options", [text(chain), text(options)], NOW)
		).startsWith("[true");

	it("are read", () => {
		const [parsed] = JSON.parse(call("crypto.x509.parse_certificates", [text(leaf())])) as [Record<string, unknown>];
		expect(parsed).toMatchObject({
			...{ DNSNames: ["*.example.com"], IsCA: false, BasicConstraintsValid: true, NotBefore: "2020-01-01T00:00:00Z", Version: 3 },
			...{ SerialNumber: 66051, SignatureAlgorithm: 10, PublicKeyAlgorithm: 3, URIStrings: null, MaxPathLen: -1 },
			Subject: { CommonName: "leaf", Names: [{ Type: [2, 5, 4, 3], Value: "leaf" }], Country: null },
		});
	});

	it("form a chain when each is signed by the one before, an authority, in its time", () => {
		expect(verified(rootCertificate + leaf())).toBe(true);
		expect(verified(rootCertificate + leaf({}, ec.privateKey))).toBe(false);
		expect(verified(rootCertificate + leaf({ issuer: "another" }))).toBe(false);
		expect(verified(rootCertificate + leaf({ until: "210101000000Z" }))).toBe(false);
		expect(verified(rootCertificate)).toBe(false);
		const middle = certificate(ec.publicKey, root.privateKey, { subject: "middle", issuer: "root", authority: false });
		const below = certificate(ed.publicKey, ec.privateKey, { subject: "leaf", issuer: "middle", authority: false });
		expect(verified(rootCertificate + middle + below)).toBe(false);
		const proper = certificate(ec.publicKey, root.privateKey, { subject: "middle", issuer: "root", authority: true });
		expect(verified(rootCertificate + proper + below)).toBe(true);
	});

	it("stand for a host at a time for a purpose", () => {
		const chain = rootCertificate + leaf();
		expect(verified(chain, { DNSName: "a.example.com" })).toBe(true);
		expect(verified(chain, { DNSName: "a.b.example.com" })).toBe(false);
		expect(verified(chain, { CurrentTime: 4_000_000_000 * SECOND })).toBe(false);
		expect(verified(chain, { KeyUsages: ["KeyUsageCodeSigning"] })).toBe(true);
		expect(call("crypto.x509.parse_and_verify_certificates_with_options", [text(chain), '{"Nothing": 1}'], NOW)).toBe(
			"eval_builtin_error: invalid key option",
		);
	});

	it("refuses what is none", () => {
		expect(call("crypto.x509.parse_certificates", ['"YmFkc3RyaW5n"'])).toBe("eval_builtin_error: x509: malformed certificate");
		expect(call("crypto.x509.parse_certificates", ['"?"'])).toBe("eval_builtin_error: illegal base64 data at input byte 0");
	});
});

describe("AWS signatures", () => {
	it("sign what is sent, with the headers that the service wants", () => {
		const config = { aws_service: "s3", aws_region: "eu-west-1", aws_access_key: "name", aws_secret_access_key: "of this test" };
		const request = { method: "get", url: "https://example.com/a%20b?x=1", headers: { "User-Agent": "x", Foo: "bar" } };
		const signed = JSON.parse(call("providers.aws.sign_req", [text(request), text(config), "1451311705000000000"])) as {
			headers: Record<string, string>;
		};
		expect(signed.headers).toMatchObject({
			host: "example.com",
			"x-amz-date": "20151228T140825Z",
			Foo: "bar",
			"User-Agent": "x",
		});
		expect(signed.headers.Authorization).toMatch(
			/^AWS4-HMAC-SHA256 Credential=name\/20151228\/eu-west-1\/s3\/aws4_request,SignedHeaders=foo;host;x-amz-content-sha256;x-amz-date,Signature=[0-9a-f]{64}$/,
		);
		expect(call("providers.aws.sign_req", [text(request), "{}", "0"])).toBe(
			'eval_type_error: operand 2 missing required AWS config parameters(s): {"aws_access_key", "aws_region", "aws_secret_access_key", "aws_service"}',
		);
		expect(call("providers.aws.sign_req", [text(request), text(config), "1.5"])).toBe(
			"eval_type_error: operand 3 could not convert time_ns value into a unix timestamp",
		);
	});
});
