// Ways to hide a text, each with the place of every hidden character: what the normaliser's ranges are held against.

/** `starts[i]..ends[i]` of `text` is the smallest whole quantum that holds character `i` of the plain text (ASCII). */
export type Hidden = { text: string; starts: number[]; ends: number[] };

/** Hides each character by itself, with `between` them and `gap` for a space where given. */
function each(plain: string, hide: (character: string, index: number) => string, between = "", gap?: string): Hidden {
	const hidden: Hidden = { text: "", starts: [], ends: [] };
	for (const [index, character] of [...plain].entries()) {
		const isGap = gap !== undefined && character === " ";
		const isBesideGap = gap !== undefined && plain[index - 1] === " ";
		if (index > 0 && !isGap && !isBesideGap) hidden.text += between;
		hidden.starts.push(hidden.text.length);
		hidden.text += isGap ? gap : hide(character, index);
		hidden.ends.push(hidden.text.length);
	}
	return hidden;
}

function packed(plain: string, bits: number, alphabet: string, padding: string): Hidden {
	const group = bits === 6 ? { bytes: 3, symbols: 4 } : { bytes: 5, symbols: 8 };
	let stream = [...plain].map((character) => character.charCodeAt(0).toString(2).padStart(8, "0")).join("");
	while (stream.length % bits !== 0) stream += "0";
	let text = "";
	for (let at = 0; at < stream.length; at += bits) text += alphabet[Number.parseInt(stream.slice(at, at + bits), 2)];
	while (padding !== "" && text.length % group.symbols !== 0) text += padding;
	const starts = [...plain].map((_, index) => Math.floor(index / group.bytes) * group.symbols);
	return { text, starts, ends: starts.map((start) => Math.min(text.length, start + group.symbols)) };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BASE64 = `${LETTERS}${LETTERS.toLowerCase()}0123456789`;
const MORSE = ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(
	" ",
);
const LOOK_ALIKE: Record<string, string> = { a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", s: "ѕ", y: "у" };
const LEET: Record<string, string> = { a: "4", e: "3", o: "0" };
const SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ";

const codeOf = (character: string) => character.charCodeAt(0);
const hexOf = (character: string, width = 2) => codeOf(character).toString(16).padStart(width, "0");
const isLetter = (character: string) => /[a-z]/.test(character);
const fromLetter = (base: number) => (character: string) =>
	isLetter(character) ? String.fromCodePoint(base + codeOf(character) - 97) : character;

function caesar(shift: number) {
	return (plain: string): Hidden =>
		each(plain, (character) =>
			isLetter(character) ? String.fromCharCode(97 + ((codeOf(character) - 97 + shift) % 26)) : character,
		);
}

/** Every obfuscation takes words of a–z with single spaces between them. */
export const OBFUSCATIONS: Record<string, (plain: string) => Hidden> = {
	base64: (plain) => packed(plain, 6, `${BASE64}+/`, "="),
	base64url: (plain) => packed(plain, 6, `${BASE64}-_`, ""),
	base32: (plain) => packed(plain, 5, `${LETTERS}234567`, "="),
	hex: (plain) => each(plain, (character) => hexOf(character)),
	spaced_hex: (plain) => each(plain, (character) => hexOf(character), " "),
	prefixed_hex: (plain) => each(plain, (character) => `0x${hexOf(character)}`, ", "),
	decimal: (plain) => each(plain, (character) => String(codeOf(character)), " "),
	decimal_list: (plain) => each(plain, (character) => String(codeOf(character)), ", "),
	percent: (plain) => each(plain, (character) => `%${hexOf(character)}`),
	unicode_escapes: (plain) => each(plain, (character) => `\\u${hexOf(character, 4)}`),
	byte_escapes: (plain) => each(plain, (character) => `\\x${hexOf(character)}`),
	code_points: (plain) => each(plain, (character) => `U+${hexOf(character, 4)} `),
	decimal_entities: (plain) => each(plain, (character) => `&#${codeOf(character)};`),
	hex_entities: (plain) => each(plain, (character) => `&#x${hexOf(character)};`),
	binary: (plain) => each(plain, (character) => codeOf(character).toString(2).padStart(8, "0")),
	spaced_binary: (plain) => each(plain, (character) => codeOf(character).toString(2).padStart(8, "0"), " "),
	morse: (plain) => each(plain, (character) => MORSE[codeOf(character) - 97] ?? "", " ", " / "),
	rot13: caesar(13),
	caesar: caesar(5),
	spaced: (plain) => each(plain, (character) => character, " ", "   "),
	dotted: (plain) => each(plain, (character) => character, ".", " "),
	hyphenated: (plain) => each(plain, (character) => character, "-", " "),
	leet: (plain) => each(plain, (character) => LEET[character] ?? character),
	tag_characters: (plain) => each(plain, (character) => String.fromCodePoint(0xe0000 + codeOf(character))),
	variation_selectors: (plain) => each(plain, (character) => String.fromCodePoint(0xe0100 + codeOf(character) - 16)),
	zero_width: (plain) => each(plain, (character) => character, "\u200b", " "),
	look_alikes: (plain) => each(plain, (character) => LOOK_ALIKE[character] ?? character),
	fullwidth: (plain) => each(plain, fromLetter(0xff41)),
	mathematical: (plain) => each(plain, fromLetter(0x1d41a)),
	circled: (plain) => each(plain, fromLetter(0x24d0)),
	squared: (plain) => each(plain, fromLetter(0x1f170)),
	small_capitals: (plain) =>
		each(plain, (character) => (isLetter(character) ? (SMALL_CAPITALS[codeOf(character) - 97] ?? "") : character)),
	stacked_marks: (plain) =>
		each(plain, (character) => (isLetter(character) ? `${character}\u0334\u0318\u0330\u0301` : character)),
	reversed: (plain) => {
		const last = plain.length - 1;
		return {
			text: [...plain].reverse().join(""),
			starts: [...plain].map((_, at) => last - at),
			ends: [...plain].map((_, at) => last - at + 1),
		};
	},
	percent_in_base64: (plain) =>
		nested(
			each(plain, (character) => `%${hexOf(character)}`),
			(inner) => packed(inner, 6, `${BASE64}+/`, "="),
		),
	base64_in_entities: (plain) =>
		nested(packed(plain, 6, `${BASE64}+/`, "="), (inner) => each(inner, (character) => `&#${codeOf(character)};`)),
	rot13_in_hex: (plain) => nested(caesar(13)(plain), (inner) => each(inner, (character) => hexOf(character))),
};

/** Hides what is hidden already. */
function nested(inner: Hidden, hide: (text: string) => Hidden): Hidden {
	const outer = hide(inner.text);
	return {
		text: outer.text,
		starts: inner.starts.map((start) => outer.starts[start] ?? -1),
		ends: inner.ends.map((end) => outer.ends[end - 1] ?? -1),
	};
}
