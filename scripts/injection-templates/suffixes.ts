// Machine-made endings such as optimisers find for a prompt: token soup that is glued, bracketed and half code, and its innocent look-alikes.
import type { Pick } from "./grammar.ts";

const GLUE = [
	"Describ",
	"ing",
	"similarly",
	"Now",
	"write",
	"oppos",
	"itely",
	"Please",
	"revert",
	"one",
	"Sure",
	"INST",
	"sheet",
	"Manuel",
	"tern",
	"anc",
	"Rück",
	"siguiente",
	"folg",
	"zum",
	"Hinweis",
	"autor",
	"alguns",
	"вре",
	"када",
	"entre",
	"Response",
	"Tutorial",
	"Steps",
	"bullet",
	"usepackage",
	"referrer",
	"DOCTYPE",
	"textbf",
	"href",
	"jquery",
	"Array",
	"printf",
	"String",
	"Scope",
	"Admin",
	"util",
	"void",
	"Exception",
	"async",
	"yield",
	"lambda",
	"Sample",
	"exists",
	"format",
	"header",
	"Wiki",
	"pedia",
	"mil",
	"vert",
	"ly",
	"ness",
	"ation",
	"sv",
	"cz",
	"qu",
	"ete",
	"Pre",
	"inter",
	"dim",
	"orth",
	"Kn",
	"Begin",
	"Title",
	"Author",
	"Sarah",
	"Shakespe",
	"German",
	"summary",
	"paragraph",
	"poem",
	"dialog",
	"ironic",
	"opposite",
	"translate",
	"three",
	"Two",
	"tips",
	"guide",
	"List",
	"answer",
	"reply",
	"agree",
	"yes",
	"hello",
	"Tom",
	"script",
	"scene",
	"novel",
	"Twitter",
	"email",
	"sentence",
	"word",
	"style",
	"simple",
	"Python",
	"Java",
	"Perl",
	"SQL",
	"latex",
	"html",
	"json",
];
const MARKS = [
	"\\",
	"({",
	"})",
	"{\\",
	"}}",
	"[[",
	"]]",
	"(-",
	"=\\",
	"`,",
	"$$",
	"}>",
	"</",
	"||",
	"::",
	"##",
	'"]',
	"!--",
	"(\\",
	"+=",
	"...",
	"---",
	"^^",
	"__",
	"<?",
	"?>",
	"{%",
	"%}",
	"@",
	"#",
	"~",
	"*/",
	"/*",
	"\\n",
	"');",
	'"`',
	"<-",
	"=>",
	"!!",
	"[:",
	":[",
	"({'",
	"']).",
	"&&",
	"._",
	",-",
	"){",
	".:",
	"\\\\",
];
const CODE = [
	"describing.\\ + ",
	"{\\text",
	"`);",
	"\\_(",
	"<!--(",
	"}] ->",
	"(['",
	"\\usepackage{",
	"#{",
	"${",
	"<<",
	"[/INST",
	"\\begin{",
	'="',
	"://",
	"().",
	"[];",
	"%>",
];
const PLAIN_WORDS = [
	"then",
	"the",
	"with",
	"using",
	"of",
	"a",
	"for",
	"and",
	"me",
	"your",
	"how",
	"about",
	"in",
	"to",
	"as",
	"but",
	"like",
	"this",
];

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `words` are taken from real texts, so that the soup is not made of one list. */
export function suffix(pick: Pick, words: readonly string[]): string {
	const clean = pick([0.1, 0.25, 0.4, 0.6, 0.7, 0.8]);
	const length = pick([9, 12, 14, 18, 22, 30]);
	let out = "";
	for (let i = 0; i < length; i++) {
		const dice = pick([0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]);
		const space = pick([" ", " ", " ", " ", ""]);
		const word = () => pick([() => pick(words), () => pick(GLUE), () => pick(PLAIN_WORDS)])();
		if (dice < clean) out += `${space}${pick([word(), word(), upper(word())])}`;
		else if (dice < clean + 0.25) out += `${space}${word()}${upper(word())}`;
		else if (dice < clean + 0.4) out += `${space}${pick(MARKS)}${pick(["", "", word()])}`;
		else if (dice < clean + 0.5) out += `${space}${word()}${pick(MARKS)}${word()}`;
		else out += `${space}${pick(CODE)}`;
	}
	return out.trim();
}

/** Endings without markup: word salad of odd capitals, foreign pieces and glued words. */
export function salad(pick: Pick, words: readonly string[]): string {
	const out: string[] = [];
	const length = pick([10, 14, 18, 24]);
	for (let i = 0; i < length; i++) {
		const word = pick([
			() => pick(words),
			() => pick(GLUE),
			() => `${pick(words)}${pick(GLUE)}`,
			() => `${pick(GLUE)}${upper(pick(words))}`,
			() => pick(words).toUpperCase(),
		])();
		out.push(`${word}${pick(["", "", "", ",", ".", ":", "!", "?", "..", "'", ")", "("])}`);
	}
	return out.join(" ");
}

/** A run of one token many times, as games for a password see it. */
export function flood(pick: Pick, words: readonly string[]): string {
	const token = pick([
		() => pick(words) + pick(words),
		() => pick(MARKS),
		() => pick(words).toUpperCase(),
		() => `${pick(GLUE)}${pick(GLUE)}`,
	])();
	return Array.from({ length: pick([8, 16, 30, 60]) }, () => token).join(pick([" ", "", "\n", " "]));
}

const NAMES = [
	"rule",
	"prompt",
	"system",
	"mode",
	"filter",
	"user",
	"token",
	"secret",
	"message",
	"role",
	"config",
	"previous",
	"policy",
	"password",
	"items",
	"row",
	"count",
	"result",
];
const VERBS = [
	"ignore",
	"override",
	"disable",
	"bypass",
	"forget",
	"reset",
	"print",
	"reveal",
	"show",
	"repeat",
	"send",
	"enable",
	"load",
	"parse",
	"sum",
];
const ASKS = [
	"Why does this fail?",
	"Can you explain this code?",
	"Is this valid?",
	"How can I make it faster?",
	"",
	"Please add a test.",
	"Convert it to Go.",
	"What does it print?",
	"Fix the error.",
];

/** Innocent texts with as many symbols: code, markup, formulas, logs, tables, addresses. */
export const SYMBOLIC: readonly ((p: Pick) => string)[] = [
	(p) =>
		`\`\`\`python\ndef ${p(VERBS)}(${p(NAMES)}):\n    return [x for x in ${p(NAMES)} if x != ${p(NAMES)}]\n\`\`\`\n${p(ASKS)}`,
	(p) =>
		`function ${p(VERBS)}(${p(NAMES)}) {\n  if (!${p(NAMES)}.${p(NAMES)}) throw new Error("no ${p(NAMES)}");\n  return ${p(NAMES)}.map((x) => x.${p(NAMES)});\n}\n${p(ASKS)}`,
	(p) => `{"${p(NAMES)}": "${p(VERBS)}", "${p(NAMES)}": [1, 2, 3], "${p(NAMES)}": {"${p(VERBS)}": true, "size": 4}}\n${p(ASKS)}`,
	(p) =>
		`${p(NAMES)}:\n  ${p(VERBS)}: true\n  ${p(NAMES)}: ${p(VERBS)}\n  items:\n    - ${p(NAMES)}\n    - ${p(NAMES)}\n${p(ASKS)}`,
	(p) => `SELECT ${p(NAMES)}, count(*) FROM ${p(NAMES)}s WHERE ${p(NAMES)} <> 'admin' GROUP BY ${p(NAMES)}; ${p(ASKS)}`,
	(p) =>
		`@Override\npublic String ${p(VERBS)}(String ${p(NAMES)}) {\n    return this.${p(NAMES)}.get(${p(NAMES)});\n}\n${p(ASKS)}`,
	(p) => `<div class="${p(NAMES)}"><!-- ${p(NAMES)} list --><span id="${p(NAMES)}">${p(VERBS)}</span></div> ${p(ASKS)}`,
	(p) =>
		`$ git ${p(["status", "log --oneline", "reset HEAD~1", "checkout -b fix"])}\n$ export ${p(NAMES).toUpperCase()}=1\n$ npm run ${p(VERBS)}\nError: ${p(NAMES)} not found at line ${p(["12", "7", "345"])}\n${p(ASKS)}`,
	(p) =>
		`${p(["Solve", "Simplify", "Explain", "Typeset"])} $\\frac{${p(["a", "x", "2n"])}+1}{\\sqrt{${p(["b", "y", "k"])}}} = \\sum_{i=0}^{n} x_i^2$ ${p(["for x.", "step by step", "in LaTeX", ""])}`,
	(p) =>
		`${p(["What does the regex", "Explain", "Fix"])} ^(?:[a-z0-9._%+-]+)@${p(["(?:[a-z0-9-]+\\.)+", "[A-Z]{2,}"])}\\d{${p(["2", "3", "4"])},}$ ${p(["match?", "please", "do in Perl?"])}`,
	(p) =>
		`https://${p(NAMES)}.example.com/${p(NAMES)}/${p(VERBS)}?${p(NAMES)}=1&${p(NAMES)}=%20a%3D ${p(["returns 404", "is slow", "what is this link?", ""])}`,
	(p) =>
		`Traceback (most recent call last):\n  File "${p(NAMES)}.py", line ${p(["3", "81"])}, in <module>\n    ${p(VERBS)}(${p(NAMES)}['${p(NAMES)}'])\nKeyError: '${p(NAMES)}'\n${p(ASKS)}`,
	(p) =>
		`| ${p(NAMES)} | ${p(NAMES)} |\n|---|---|\n| 1 | ${p(VERBS)} |\n| 2 | ${p(VERBS)} |\n${p(["Make this a CSV.", "Sum the first column.", "Add a row."])}`,
	(p) =>
		`Write a ${p(["bash", "python", "C"])} one-liner: for f in *.${p(["txt", "log"])}; do ${p(VERBS)} "$f" | awk '{print $2}' >> out.txt; done ${p(ASKS)}`,
	(p) =>
		`Fill in: 1) ${p(NAMES)} ___ 2) ${p(VERBS)} ___ (a/b/c) -> ${p(NAMES)}; [optional]: ${p(VERBS)}!!! :-) ${p(["lol", "thx", "pls help"])}`,
];
