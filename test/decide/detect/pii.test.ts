// The personal data detector: golden texts, published examples of every number, broken check digits, bounds, linear time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignalTypeName } from "../../../src/contract/signal.ts";
import type { Hit, ScanContext } from "../../../src/decide/detect/detector.ts";
import { settle } from "../../../src/decide/detect/pii/candidate.ts";
import { luhn, mod97, mod1110, verhoeff } from "../../../src/decide/detect/pii/checksums.ts";
import { words } from "../../../src/decide/detect/pii/context.ts";
import { isBase58Check, isBech32, isEip55 } from "../../../src/decide/detect/pii/crypto-address.ts";
import { keccak256, sha256 } from "../../../src/decide/detect/pii/hashes.ts";
import { NATIONAL_IDS } from "../../../src/decide/detect/pii/national-id.ts";
import { isIpv6 } from "../../../src/decide/detect/pii/network.ts";
import { piiDetector } from "../../../src/decide/detect/pii/pii.ts";
import { regionOf } from "../../../src/decide/detect/pii/region.ts";
import { digitGroups, fold } from "../../../src/decide/detect/pii/tokens.ts";
import { MAX_PHONE_PARSES } from "../../../src/platform/limits.ts";
import { expectLinear } from "../../linear-time.ts";
import { GOLDEN_CONTEXT, runGolden } from "./golden.ts";

runGolden(piiDetector);

function scan(text: string, context: Partial<ScanContext> = {}): Hit[] {
	return piiDetector.scan(text, { ...GOLDEN_CONTEXT, ...context });
}

function scoreOf(type: SignalTypeName, text: string, context: Partial<ScanContext> = {}): number {
	return Math.max(0, ...scan(text, context).flatMap((hit) => (hit.type === type ? [hit.score] : [])));
}

// `check` is the place of the check digit where it is not the last. Made up, and each accepted by an independent implementation of the country's rule.
const IDS: readonly [country: string, name: string, id: string, check?: number][] = [
	["de", "Steuer-ID", "62404319572"],
	["at", "SVNR", "4466190174"],
	["ch", "AHV", "756.1942.7937.79"],
	["nl", "BSN", "221221256"],
	["be", "rijksregisternummer", "93042582716"],
	["fr", "sécurité sociale", "184014855651953"],
	["it", "codice fiscale", "DEUQDR72B15C305S"],
	["es", "DNI", "32479881V"],
	["es", "NIE", "Y5206630L"],
	["pt", "NIF", "306466937"],
	["gb", "NHS", "9434765919"],
	["ie", "PPS", "5142605W"],
	["se", "personnummer", "861117-0120"],
	["no", "fødselsnummer", "18035643199"],
	["fi", "HETU", "250949-122Y"],
	["is", "kennitala", "2210613570", 8],
	["ee", "isikukood", "40012234954"],
	["lt", "asmens kodas", "43212154331"],
	["pl", "PESEL", "81051533659"],
	["cz", "rodné číslo", "620407/1874"],
	["ro", "CNP", "1340223105751"],
	["bg", "ЕГН", "4312208473"],
	["hr", "OIB", "28989948871"],
	["rs", "JMBG", "3103880922623"],
	["gr", "AMKA", "23123396170"],
	["ua", "РНОКПП", "4996688639"],
	["ru", "ИНН", "705969731459"],
	["tr", "TC kimlik", "36033357774"],
	["br", "CPF", "407.256.089-86"],
	["ca", "SIN", "217 986 652"],
	["cl", "RUT", "28.919.943-8"],
	["ar", "CUIL", "20623015425"],
	["mx", "CURP", "WARK700201HJCCGL51"],
	["ec", "cédula", "0932828593"],
	["uy", "cédula", "97040023"],
	["cn", "身份证", "110101196407021837"],
	["tw", "身分證", "W280773765"],
	["hk", "HKID", "S826572(2)"],
	["in", "Aadhaar", "3542 0416 9424"],
	["sg", "NRIC", "S1234567D"],
	["th", "บัตรประชาชน", "1085834643998"],
	["il", "תעודת זהות", "324604172"],
	["au", "TFN", "071185714"],
	["au", "Medicare", "2123456701", 8],
	["nz", "IRD", "045871413"],
	["za", "ID number", "6210269091095"],
	["jp", "マイナンバー", "123456789018"],
];

describe("national ids", () => {
	it.each(IDS)("%s: %s %s is certain beside its name", (country, name, id) => {
		expect(scoreOf(`pii.national_id.${country}` as SignalTypeName, `${name}: ${id}`)).toBeGreaterThanOrEqual(900);
	});

	it.each(IDS)("%s: %s %s with any other check character is nothing", (country, name, id, check) => {
		const at = check ?? (id.endsWith(")") ? id.length - 2 : id.length - 1);
		const alphabet = /\d/.test(id.charAt(at)) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
		const passed = [...alphabet].filter((char) => {
			const changed = id.slice(0, at) + char + id.slice(at + 1);
			return scoreOf(`pii.national_id.${country}` as SignalTypeName, `${name}: ${changed}`) > 0;
		});
		expect(passed).toEqual([id.charAt(at)]);
	});

	it("needs a word for every check that one number in thirty passes", () => {
		const weak = ["nl", "pt", "ca", "au", "il", "nz", "hr", "jp", "ua", "ec"];
		for (const spec of NATIONAL_IDS) if (weak.includes(spec.country)) expect(spec.bare, spec.country).toBeLessThan(400);
	});

	it("believes the declared region and general words a little, both together enough", () => {
		const type = "pii.national_id.nl";
		expect(scoreOf(type, "221221256")).toBeLessThan(400);
		expect(scoreOf(type, "221221256", { locale: "nl" })).toBeLessThan(700);
		expect(scoreOf(type, "My tax number is 221221256")).toBeLessThan(700);
		expect(scoreOf(type, "My tax number is 221221256", { locale: "nl-BE" })).toBeLessThan(700);
		expect(scoreOf(type, "My tax number is 221221256", { locale: "en-NL" })).toBeGreaterThanOrEqual(700);
	});

	it("has at least fourteen countries with a check digit, each type in the registry", () => {
		const countries = new Set(NATIONAL_IDS.filter((spec) => spec.evidence === "checksum").map((spec) => spec.country));
		expect(countries.size).toBeGreaterThanOrEqual(14);
		for (const spec of NATIONAL_IDS) expect(piiDetector.types).toContain(spec.type);
	});
});

describe("checks", () => {
	it("agree with published examples", () => {
		expect(luhn("79927398713")).toBe(true);
		expect(luhn("79927398710")).toBe(false);
		expect(verhoeff("2363")).toBe(true);
		expect(verhoeff("2364")).toBe(false);
		expect(mod1110("07945")).toBe(true);
		expect(mod97("WEST12345698765432GB82")).toBe(true);
		expect(mod97("WEST12345698765432GB28")).toBe(false);
	});

	it("hash as the standards say", () => {
		const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
		expect(hex(sha256(new TextEncoder().encode("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		expect(hex(sha256(new Uint8Array(64)))).toBe("f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
		expect(keccak256("")).toBe("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
	});

	it("verify wallet addresses", () => {
		expect(isBase58Check("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")).toBe(true);
		expect(isBase58Check("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3")).toBe(false);
		expect(isBech32("bc", "qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")).toBe(true);
		expect(isBech32("bc", "p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0")).toBe(true);
		expect(isBech32("tb", "qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")).toBe(false);
		expect(isEip55("fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")).toBe(true);
		expect(isEip55("FB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")).toBe(false);
	});

	it("read IPv6 as RFC 4291 writes it", () => {
		for (const address of ["::1", "2001:db8::8:800:200c:417a", "::ffff:129.144.52.38", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::"]) {
			expect(isIpv6(address), address).toBe(true);
		}
		for (const address of ["1:2:3:4:5:6:7", "1::2::3", "12345::", "::ffff:1.2.3.400", "1:2:3:4:5:6:7:8:9", ":::"]) {
			expect(isIpv6(address), address).toBe(false);
		}
	});
});

describe("telephone numbers", () => {
	it("take the country from the locale", () => {
		expect(scoreOf("pii.phone", "0171 1234567", { locale: "de" })).toBeGreaterThanOrEqual(700);
		expect(scoreOf("pii.phone", "0171 1234567")).toBeLessThan(700);
		expect(regionOf("de-CH")).toBe("ch");
		expect(regionOf("zh-Hant-TW")).toBe("tw");
		expect(regionOf("sw")).toBeUndefined();
	});

	it("are judged by shape once the parses are used up", () => {
		const hits = scan("+49 30 901820, ".repeat(MAX_PHONE_PARSES + 1));
		expect(hits[MAX_PHONE_PARSES - 1]).toMatchObject({ score: 920, evidence: "format" });
		expect(hits[MAX_PHONE_PARSES]).toMatchObject({ score: 700, evidence: "pattern" });
	});
});

describe("context words", () => {
	it("start at the start of a word, end where a dot says so, and need no spaces in scripts without", () => {
		const list = words("tel.|telefon|电话");
		expect(list.test("telefonnummer 1")).toBe(true);
		expect(list.test("hotel 1")).toBe(false);
		expect(list.test("telling 1")).toBe(false);
		expect(list.test("tel 1")).toBe(true);
		expect(list.test("我的电话是")).toBe(true);
		expect(words("bsn.|ssn").last("bsn or ssn:")).toBe(7);
	});
});

describe("overlaps", () => {
	const claim = (start: number, end: number, score: number) =>
		({ type: "pii.phone", start, end, score, evidence: "pattern" }) as const;

	it("go to the surer claim, but a strong one keeps what lies inside it", () => {
		expect(settle([claim(0, 5, 400), claim(3, 9, 500)])).toEqual([claim(3, 9, 500)]);
		expect(settle([claim(0, 9, 400), claim(3, 5, 900)])).toEqual([claim(3, 5, 900)]);
		expect(settle([claim(0, 9, 750), claim(3, 5, 900)])).toEqual([claim(0, 9, 750)]);
		expect(settle([claim(5, 9, 300), claim(0, 5, 300)])).toEqual([claim(0, 5, 300), claim(5, 9, 300)]);
	});
});

const PIECES = fc.constantFrom(
	"@",
	".",
	"a@b.co ",
	"12",
	"4111 1111 1111 1111 ",
	"+49 30 901820 ",
	"DE89",
	" ",
	"-",
	":",
	"::",
	"\n",
	"1.2.3.4 ",
	"İ",
	"ﬁ",
	"\ud800",
	"١٢٣",
	"Mr. Brown ",
	"my name is Ana ",
	"born 12.3.1980 ",
	"0x",
	"bc1q",
	"(at)",
	" dot com",
	"12 Main Street ",
	"passport no ",
	"A123456(3)",
	"é",
);

describe("on any text", () => {
	const text = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.array(PIECES, { maxLength: 40 }).map((parts) => parts.join("")),
	);

	it("gives sorted, disjoint, declared hits within the text, and never throws", () => {
		fc.assert(
			fc.property(text, fc.boolean(), fc.constantFrom(undefined, "de", "en-US", "pt-BR"), (input, decoded, locale) => {
				let from = 0;
				for (const hit of scan(input, { decoded, ...(locale === undefined ? {} : { locale }) })) {
					expect(hit.start).toBeGreaterThanOrEqual(from);
					expect(hit.end).toBeGreaterThan(hit.start ?? 0);
					expect(hit.end).toBeLessThanOrEqual(input.length);
					expect(Number.isInteger(hit.score) && hit.score >= 0 && hit.score <= 1000).toBe(true);
					expect(piiDetector.types).toContain(hit.type);
					from = hit.end ?? 0;
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("folds one code unit to one, and finds every run of digits with its word", () => {
		fc.assert(
			fc.property(text, (input) => {
				const folded = fold(input);
				expect(folded.length).toBe(input.length);
				const groups = digitGroups(folded);
				expect(groups.map((group) => folded.slice(group.start, group.end))).toEqual(folded.match(/[0-9]+/g) ?? []);
				for (const group of groups) expect(folded.slice(group.wordStart, group.wordEnd)).toMatch(/^[0-9A-Za-z]+$/);
			}),
		);
	});
});

// Repetitions that a careless expression takes quadratic time on.
const HOSTILE = [
	"@",
	"a@",
	'"@',
	"<a@",
	"é@",
	"a@a.",
	"a (at) ",
	" at a",
	"1",
	"12 34 56 78 ",
	"12 34 56 78, ",
	"1 2 3 ",
	"1.",
	":",
	"a:",
	"::1 ",
	"a",
	"A",
	"A a ",
	"12 Aaa Bbb Ccc Ddd ",
	"Calle de la de la 1 ",
	"12.12.2012 ",
	"DE12 ",
	"Mr Aaa ",
	"my name is ",
	"Aaa ",
	"(",
	"=",
	"regards\n",
	"\n",
	"address 1 a ",
	"0xAbcdefabcdefabcdefabcdefabcdefabcdefabcd ",
	"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 ",
	"passport 12345 ",
	"00:11:",
	"我叫",
];

describe("time", () => {
	it.each(HOSTILE)("is linear on repetitions of %j", (piece) => {
		expectLinear(
			(text) => scan(text, { locale: "de" }),
			(length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length),
			{ from: 32_768 },
		);
	});
});
