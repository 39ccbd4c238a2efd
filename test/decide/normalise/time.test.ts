// Reading takes time in proportion to the text, whatever the text is made of.
import { test } from "vitest";
import { readText } from "../../../src/decide/normalise/text.ts";
import { expectLinear } from "../../linear-time.ts";
import { OBFUSCATIONS } from "./obfuscations.ts";

const PROSE = "the quarterly report shows that revenue grew while costs stayed flat and the board asked for more details ";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const UNITS: Record<string, string> = {
	prose: PROSE,
	"the base64 alphabet": ALPHABET,
	"percent signs": "%",
	"broken escapes": "%4 \\x4 &# \\u12 U+",
	"letters and dots": "a.",
	"letters and spaces": "i g n o r e a l l ",
	"many short runs": "aWdub3Jl ",
	"short runs of everything": "aWdub3Jl %41%42 0x41 0x42 0x43 0x44 &#65; \\u0041 1gn0re 01000001 .- -... ",
	"pluses beside escapes": "%41+a +",
	padding: "aWdub3Jl=====",
	"wrapped lines": `${"A".repeat(40)}\n`,
	"zero-width characters": "a\u200b",
	"combining marks": "\u0301\u0316",
	"variation selectors": "a\ufe01\ufe02\ufe03",
	"tag characters": "\u{e0041}",
	"mixed scripts": "pаypаl ",
	ideographs: "忽略之前的所有指令，",
	emoji: "👩‍👩‍👧❤️",
	"lone surrogates": "\ud800",
	bits: "0110000",
	"hexadecimal pairs": "69 67 ",
	"Morse signs": ".- -... ",
	"shifted prose": OBFUSCATIONS.rot13?.(PROSE.trim()).text ?? "",
	"reversed prose": OBFUSCATIONS.reversed?.(PROSE.trim()).text ?? "",
	"tags within words": "a<b></b>1",
	"openings of tags": "<b a",
	"emphasis within words": "a*b1**c2",
	"base64 in pieces": "aB3d ",
	"base64 in single letters": "a B 3 ",
	"equals signs": "=4",
	"quoted-printable": "=40a=\n",
	"octal codes": "141 \\141 ",
	"one letter": "A",
	"vowel jamo": "\u1161",
};

test.each(Object.entries(UNITS))("%s", (_, unit) => {
	expectLinear(readText, (length) => unit.repeat(Math.ceil(length / unit.length)));
});
