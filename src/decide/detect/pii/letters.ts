// Regular expressions over the letters of all scripts, with short tables instead of Unicode's long ones.
// Classes like \p{Lu} hold hundreds of ranges each time they occur: compiling them cost the first texts of an isolate
// tens of milliseconds.

const LETTERS = "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2c00-\\u2dff\\u3005-\\u3007\\u3040-\\ud7ff\\uf900-\\ufdff";
// Latin Extended-A and -B and Extended Additional alternate between the cases: their small letters count as well.
const CAPITALS =
	"A-Z\\u00c0-\\u00d6\\u00d8-\\u00de\\u0100-\\u024f\\u0386-\\u03ab\\u0400-\\u042f\\u0490\\u04d0\\u0531-\\u0556\\u1e00-\\u1eff";
const PUNCTUATION = "!-#%-*,-\\/:;?@\\[-\\]_{}\\u00a1-\\u00bf\\u2010-\\u2027\\u2030-\\u205e\\u3001-\\u3003\\u3008-\\u3011";
const CLASSES: Record<string, string> = { L: LETTERS, Lu: CAPITALS, M: "\\u0300-\\u036f", N: "0-9", P: PUNCTUATION };

/**
 * Compiles a pattern in which `\p{L}`, `\p{Lu}`, `\p{M}`, `\p{N}` and `\p{P}` stand for approximations of those
 * classes within the basic plane. The flag `u` must not be given.
 */
export function compile(pattern: string, flags = ""): RegExp {
	let source = "";
	let inClass = false;
	for (let i = 0; i < pattern.length; i++) {
		const named = /^\\p\{(L|Lu|M|N|P)\}/.exec(pattern.slice(i, i + 6));
		if (named !== null) {
			const ranges = CLASSES[named[1] as string] as string;
			source += inClass ? ranges : `[${ranges}]`;
			i += named[0].length - 1;
			continue;
		}
		const char = pattern.charAt(i);
		if (char === "[") inClass = true;
		else if (char === "]") inClass = false;
		source += char === "\\" ? char + pattern.charAt(++i) : char;
	}
	return new RegExp(source, flags);
}
