// The secrets detector: every kind is found where it stands, near misses are not, and the time is linear.
import { describe, expect, it } from "vitest";
import { SECRET_SIGNALS } from "../../../src/contract/signals/secret.ts";
import type { Hit } from "../../../src/decide/detect/detector.ts";
import { secretsDetector } from "../../../src/decide/detect/secrets/secrets.ts";
import { newKey } from "../../../src/platform/credential.ts";
import { expectLinear } from "../../linear-time.ts";
import { GOLDEN_CONTEXT, runGolden } from "./golden.ts";
import { SECRET_KINDS, secretSample, seeded } from "./secret-samples.ts";

const scan = (text: string): Hit[] => secretsDetector.scan(text, GOLDEN_CONTEXT);
const slice = (text: string, hit: Hit): string => text.slice(hit.start, hit.end);

describe("every kind of secret", () => {
	it("has a sample, and every sample a kind", () => {
		expect(SECRET_KINDS.toSorted()).toEqual(Object.keys(SECRET_SIGNALS).toSorted());
	});

	it.each(SECRET_KINDS)("%s is found as itself, with its whole span", (kind) => {
		const rng = seeded(7);
		for (let n = 0; n < 40; n++) {
			const { text, secret } = secretSample(kind, rng);
			const hit = scan(text).find((found) => found.type === kind);
			expect(hit, `not seen in ${text}`).toBeDefined();
			expect(slice(text, hit as Hit)).toBe(secret);
			expect((hit as Hit).score).toBeGreaterThanOrEqual(600);
		}
	});

	it.each(SECRET_KINDS)("%s masked by hand is not an alarm", (kind) => {
		const { text, secret } = secretSample(kind, seeded(11));
		const masked = text.replace(secret, () => secret.replace(/[A-Za-z0-9+/]/g, "x"));
		expect(scan(masked).filter((hit) => hit.score >= 300)).toEqual([]);
	});

	// A short password in a URL is one all the same.
	it.each(SECRET_KINDS.filter((kind) => !kind.endsWith("_password")))(
		"%s cut to a few characters is not seen as itself",
		(kind) => {
			const { text, secret } = secretSample(kind, seeded(13));
			const cut = text.replace(secret, () => secret.slice(0, 4));
			expect(scan(cut).filter((hit) => hit.type === kind && hit.score >= 600)).toEqual([]);
		},
	);
});

describe("checksums", () => {
	it.each(["secret.github_token", "secret.npm_token"] as const)("%s: a broken one lowers the score and the evidence", (kind) => {
		const { text, secret } = secretSample(kind, seeded(3));
		expect(scan(text)[0]).toMatchObject({ evidence: "checksum", score: 990 });
		const last = secret.at(-1) === "a" ? "b" : "a";
		expect(scan(text.replace(secret, secret.slice(0, -1) + last))[0]).toMatchObject({ evidence: "format", score: 740 });
	});

	it("holds for the keys that this product issues", () => {
		const key = newKey("live");
		expect(scan(`use ${key} please`)).toMatchObject([
			{ type: "secret.edict_key", evidence: "checksum", start: 4, end: 4 + key.length },
		]);
	});

	it("a token that anyone can read in a tutorial, or that nobody signed, is no alarm", () => {
		const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, "");
		const sample = [
			part({ alg: "HS256", typ: "JWT" }),
			part({ sub: "1234567890", name: "John Doe", iat: 1516239022 }),
			"a".repeat(43),
		].join(".");
		expect(scan(`decode ${sample}`)[0]).toMatchObject({ type: "secret.jwt", score: 250 });
		const unsigned = [part({ alg: "none" }), part({ sub: "ana" }), ""].join(".");
		expect(scan(`decode ${unsigned}`)[0]).toMatchObject({ type: "secret.jwt", score: 720 });
		expect(scan(`decode ${part({ typ: "JWT" })}.${part({ sub: "ana" })}.${"b".repeat(43)}`)).toEqual([]);
	});

	it("a Discord-shaped token whose first part is no id is left alone", () => {
		const { text, secret } = secretSample("secret.discord_token", seeded(5));
		expect(
			scan(text.replace(secret, `MTIz${"A".repeat(20)}${secret.slice(24)}`)).filter((hit) => hit.type === "secret.discord_token"),
		).toEqual([]);
	});
});

describe("places", () => {
	it("a private key without an end is covered to its last line", () => {
		const { secret } = secretSample("secret.private_key", seeded(1));
		const cut = secret.slice(0, 400);
		const text = `${cut}\n\nThat is all I have.`;
		expect(slice(text, scan(text)[0] as Hit)).toBe(cut);
	});

	it("two private keys are two hits", () => {
		const rng = seeded(2);
		const text = `${secretSample("secret.pgp_private_key", rng).secret}\n${secretSample("secret.pgp_private_key", rng).secret}`;
		expect(scan(text)).toHaveLength(2);
	});

	it("the other half of an AWS pair is found without a name", () => {
		const rng = seeded(4);
		const id = secretSample("secret.aws_access_key_id", rng).secret;
		const key = secretSample("secret.aws_secret_access_key", rng).secret;
		expect(scan(`creds ${id} / ${key} ok`).map((hit) => hit.type)).toEqual([
			"secret.aws_access_key_id",
			"secret.aws_secret_access_key",
		]);
	});

	it("noise does not push an alarm out of the first hits", () => {
		const { text } = secretSample("secret.github_token", seeded(8));
		const noise = Array.from({ length: 400 }, (_, n) => `password: Weak${n}x`).join("\n");
		expect(scan(`${noise}\n${text}`)[0]?.type).toBe("secret.github_token");
	});

	it("hits never overlap", () => {
		const rng = seeded(6);
		const text = SECRET_KINDS.map((kind) => secretSample(kind, rng).text).join("\n");
		const hits = scan(text);
		for (let i = 1; i < hits.length; i++)
			expect((hits[i] as Hit).start).toBeGreaterThanOrEqual((hits[i - 1] as Hit).end as number);
		expect(hits.length).toBeGreaterThanOrEqual(SECRET_KINDS.length);
	});
});

describe("time", () => {
	const hostile = [
		"eyJ.",
		"eyJa-",
		`-----${"BEGIN"} PRIVATE KEY-----\n`,
		"password=",
		"my password is ",
		"datadog key ",
		"a://b:c",
		"://",
		"ghp_",
		"Q~",
		":AA",
		"sk-ant-",
		"a:b@",
		"PuTTY-User-Key-File-3: a\n",
		"secret_key: ",
		"MTIz.",
		"密码是",
		"=",
		'"token":"',
		"hvs.",
		"bearer a",
		"AKIA",
	];
	it.each(hostile)("is linear in repetitions of %j", (unit) => {
		expectLinear(
			(text) => scan(text),
			(length) => unit.repeat(Math.ceil(length / unit.length)),
			{ from: 65_536 },
		);
	});
});

/** Stored secrets hold a dot after every third character, so that scanners of repositories see none. */
const DOTTED = {
	reveal: (stored: string): string => stored.replaceAll("·", ""),
	hide: (plain: string): string => plain.replace(/(.{3})(?=.)/g, "$1·"),
};

runGolden(secretsDetector, DOTTED);
