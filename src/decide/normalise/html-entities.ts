// Reads HTML character references: numeric ones with or without the semicolon, as browsers do, and the named ones of markup.
import { needlessEscapes } from "./escapes.ts";
import type { Reader } from "./reader.ts";
import { rewrite } from "./rewrite.ts";

const REFERENCE = /&(?:#0{0,6}(\d{1,7});?|#[xX]0{0,6}([0-9A-Fa-f]{1,6});?|([A-Za-z]{2,8});)/g;
const NAMED = new Map(
	Object.entries({
		amp: "&",
		lt: "<",
		gt: ">",
		quot: '"',
		apos: "'",
		nbsp: " ",
		Tab: "\t",
		NewLine: "\n",
		excl: "!",
		num: "#",
		dollar: "$",
		percnt: "%",
		lpar: "(",
		rpar: ")",
		ast: "*",
		plus: "+",
		comma: ",",
		period: ".",
		sol: "/",
		colon: ":",
		semi: ";",
		equals: "=",
		quest: "?",
		commat: "@",
		lsqb: "[",
		lbrack: "[",
		bsol: "\\",
		rsqb: "]",
		rbrack: "]",
		lowbar: "_",
		grave: "`",
		lcub: "{",
		lbrace: "{",
		verbar: "|",
		vert: "|",
		rcub: "}",
		rbrace: "}",
		hyphen: "-",
		shy: "",
		zwj: "",
		zwnj: "",
		ensp: " ",
		emsp: " ",
		thinsp: " ",
		ndash: "–",
		mdash: "—",
		hellip: "…",
		lsquo: "‘",
		rsquo: "’",
		ldquo: "“",
		rdquo: "”",
		auml: "ä",
		ouml: "ö",
		uuml: "ü",
		Auml: "Ä",
		Ouml: "Ö",
		Uuml: "Ü",
		szlig: "ß",
		eacute: "é",
		egrave: "è",
		ecirc: "ê",
		agrave: "à",
		aacute: "á",
		acirc: "â",
		iacute: "í",
		oacute: "ó",
		uacute: "ú",
		ntilde: "ñ",
		ccedil: "ç",
		euro: "€",
		copy: "©",
		reg: "®",
	}),
);

export const htmlEntities: Reader = {
	kind: "html_entities",
	encoding: true,
	read: (text, census, budget) => {
		if (!census.ampersand) return [];
		const out = rewrite(text);
		const needless = needlessEscapes();
		let position = 0;
		for (const match of text.matchAll(REFERENCE)) {
			const characters = meaning(match[1], match[2], match[3]);
			if (characters === undefined) continue;
			if (budget.take(1) === 0) break;
			const end = match.index + match[0].length;
			out.copy(position, match.index);
			out.put(characters, match.index, end);
			needless.add(characters, match.index, end);
			position = end;
		}
		if (position === 0) return [];
		out.copy(position, text.length);
		return [{ ...out.finish(), hits: needless.hits() }];
	},
};

function meaning(decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined): string | undefined {
	if (name !== undefined) return NAMED.get(name);
	const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hexadecimal ?? "", 16);
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
	return isCharacter ? String.fromCodePoint(code) : undefined;
}
