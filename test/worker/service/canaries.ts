// Canaries: a string of its own for each field that may hold content or an identifier, and the searcher that looks for them.
import { toBase64Url, utf8 } from "../../../src/platform/bytes.ts";

export type Canaries = {
	/** The canary of a field, the same each time. */
	readonly of: (field: string) => string;
	readonly fields: () => string[];
};

/** Letters and digits alone, so that it is a legal identifier, name, key and text, and no detector's business. */
export function canaries(): Canaries {
	const made = new Map<string, string>();
	const of = (field: string): string => {
		const known = made.get(field);
		if (known !== undefined) return known;
		const random = crypto.getRandomValues(new Uint8Array(12));
		const canary = `canary${[...random].map((byte) => (byte % 36).toString(36)).join("")}`;
		made.set(field, canary);
		return canary;
	};
	return { of, fields: () => [...made.keys()] };
}

/** Ways in which a text could lie somewhere and still be read back. */
const FORMS: Readonly<Record<string, (canary: string) => readonly string[]>> = {
	plain: (canary) => [canary],
	"another case": (canary) => [canary.toUpperCase()],
	reversed: (canary) => [[...canary].reverse().join("")],
	// Base64 depends on where in a group of three the text begins: of each beginning the characters that are certain.
	base64: (canary) =>
		[0, 1, 2].map((shift) => {
			const encoded = btoa(" ".repeat(shift) + canary);
			return encoded.slice(shift === 0 ? 0 : 4, -4);
		}),
	"base64url of the whole": (canary) => [toBase64Url(utf8(canary)).slice(0, -2)],
	hex: (canary) => [hex(canary), hex(canary).toUpperCase()],
	percent: (canary) => [canary.replace(/./g, (char) => `%${hex(char)}`)],
	"code points": (canary) => [
		canary.replace(/./g, (char) => `\\u00${hex(char)}`),
		[...canary].map((c) => c.charCodeAt(0)).join(","),
	],
	// A beginning alone is a leak as well.
	"its first half": (canary) => [canary.slice(0, 6 + 7)],
};

function hex(text: string): string {
	return [...utf8(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export type Place = { readonly name: string; readonly text: string };
export type Leak = { readonly field: string; readonly form: string; readonly place: string };

/** Where any canary can be found, in any form. */
export function leaks(planted: Canaries, places: readonly Place[]): Leak[] {
	return planted
		.fields()
		.flatMap((field) =>
			Object.entries(FORMS).flatMap(([form, write]) =>
				write(planted.of(field)).flatMap((text) =>
					places.filter((place) => place.text.includes(text)).map(({ name }) => ({ field, form, place: name })),
				),
			),
		);
}
