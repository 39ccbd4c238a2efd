// Letters that point to a language: marks of the Latin alphabets, letters that only some Cyrillic or Arabic ones have.

/** Languages by letter, strongest first: the first gets full weight, the others half. */
const LETTERS: readonly (readonly [letters: string, languages: readonly string[]])[] = [
	["ß", ["de"]],
	["äü", ["de", "fi", "sv", "hu", "tr"]],
	["ö", ["de", "sv", "tr", "fi", "hu"]],
	["å", ["sv", "da", "nb"]],
	["øæ", ["da", "nb"]],
	["ñ¿¡", ["es", "tl"]],
	["ãõ", ["pt", "vi"]],
	["ç", ["fr", "pt", "tr"]],
	["êèàùûîôœ", ["fr", "pt", "vi", "it"]],
	["òì", ["it", "vi"]],
	["ąęłńśźż", ["pl"]],
	["ğıİş", ["tr", "ro"]],
	["řůěčšž", ["cs"]],
	["ățșţ", ["ro", "vi"]],
	["őű", ["hu"]],
	["đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", ["vi"]],
	["ыэё", ["ru"]],
	["іїєґ", ["uk"]],
	["ъ", ["bg", "ru"]],
];

/** Language and weight by letter. */
export const MARKS: ReadonlyMap<number, readonly (readonly [language: string, weight: number])[]> = new Map(
	LETTERS.flatMap(([letters, languages]) =>
		[...letters, ...letters.toUpperCase()].map(
			(letter) => [letter.charCodeAt(0), languages.map((language, i) => [language, i === 0 ? 1 : 0.5] as const)] as const,
		),
	),
);

/** Scripts that one language, or one that stands for it here, is written in: first and last code unit. */
export const SCRIPTS: readonly (readonly [first: number, last: number, language: string])[] = [
	[0x370, 0x3ff, "el"],
	[0x530, 0x58f, "hy"],
	[0x590, 0x5ff, "he"],
	[0x600, 0x6ff, "ar"],
	[0x900, 0x97f, "hi"],
	[0x980, 0x9ff, "bn"],
	[0xa00, 0xa7f, "pa"],
	[0xa80, 0xaff, "gu"],
	[0xb80, 0xbff, "ta"],
	[0xc00, 0xc7f, "te"],
	[0xc80, 0xcff, "kn"],
	[0xd00, 0xd7f, "ml"],
	[0xe00, 0xe7f, "th"],
	[0x10a0, 0x10ff, "ka"],
	[0x3040, 0x30ff, "ja"],
	[0x4e00, 0x9fff, "zh"],
	[0xac00, 0xd7a3, "ko"],
];

/** Letters of Persian and Urdu that Arabic lacks. */
export const PERSIAN = "پچژگ";
export const URDU = "ٹڈڑںے";
