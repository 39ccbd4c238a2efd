// What the sources name: words of the policy's input, documents, parameters, calls. Judged by rego/checks.
import type { RuleDefaults } from "./defaults.ts";
import type { Source } from "./sources.ts";
import { type Term, termsOf } from "./terms.ts";
import { nearest, type Vocabulary } from "./vocabulary.ts";

type Place = { readonly file: string; readonly row: number };
/** A word that is compared with a field, or that has the form of a signal type. `prefix`: with its beginning. */
export type Word = Place & {
	readonly field: string;
	readonly value: string;
	readonly prefix?: boolean;
	/** The list that `data.guard.signals.<family>` is walked for the signal that is compared. */
	readonly family?: string;
	/** The default that names it. */
	readonly param?: string;
	readonly near?: string;
};
export type SourceFacts = {
	readonly words: Word[];
	/** References into `data.guard`, imports resolved. */
	readonly refs: (Place & { path: string })[];
	readonly params: (Place & { rule: string; name: string })[];
	readonly calls: (Place & { name: string })[];
	/** Families of signals that a source takes whole: it asks no signal for being of one type. */
	readonly whole: (Place & { family: string })[];
	readonly tests: (Place & { count: number })[];
};

type Reading = Place & { readonly terms: readonly Term[]; readonly aliases: ReadonlyMap<string, string> };

/** Facts of all sources, tests included. */
export function sourceFacts(
	sources: readonly Source[],
	words: Vocabulary,
	defaults: Readonly<Record<string, RuleDefaults>>,
): SourceFacts {
	const facts: SourceFacts = { words: [], refs: [], params: [], calls: [], whole: [], tests: [] };
	const families = new Set((words.signal_type ?? []).map((type) => type.slice(0, type.indexOf("."))));
	for (const { path: file, text } of sources) {
		if (!file.endsWith(".rego")) continue;
		const terms = termsOf(text);
		const reading: Reading = { file, row: 1, terms, aliases: aliasesOf(terms) };
		if (file.endsWith("_test.rego")) {
			facts.words.push(...givenWords(reading));
			facts.tests.push({ file, row: 1, count: text.match(/^test_\w+/gm)?.length ?? 0 });
			continue;
		}
		facts.words.push(...typeWords(reading, families), ...comparedWords(reading, defaults));
		facts.refs.push(...guardRefs(reading));
		facts.params.push(...paramCalls(reading));
		facts.calls.push(...callsOf(reading));
		facts.whole.push(...wholeFamilies(reading));
	}
	return { ...facts, words: facts.words.map((word) => withNearest(word, words)) };
}

function withNearest(word: Word, words: Vocabulary): Word {
	const list = words[word.field] ?? [];
	const near = word.prefix || list.includes(word.value) ? undefined : nearest(word.value, list);
	return near === undefined ? word : { ...word, near };
}

/** Local names of what is imported. */
function aliasesOf(terms: readonly Term[]): Map<string, string> {
	const aliases = new Map<string, string>();
	terms.forEach((term, at) => {
		const target = terms[at + 1];
		if (dotted(term) !== "import" || target?.kind !== "ref" || target.path[0] !== "data") return;
		const renamed = dotted(terms[at + 2]) === "as" ? terms[at + 3] : undefined;
		aliases.set(dotted(renamed) ?? (target.path.at(-1) as string), target.path.join("."));
	});
	return aliases;
}

function dotted(term: Term | undefined): string | undefined {
	return term?.kind === "ref" ? term.path.join(".") : undefined;
}

function isSign(term: Term | undefined, ...values: string[]): boolean {
	return term?.kind === "sign" && values.includes(term.value);
}

/** The reference with its import resolved: `signals.pii` is `data.guard.signals.pii`. */
function resolved({ aliases }: Reading, term: Term | undefined): string | undefined {
	if (term?.kind !== "ref") return undefined;
	const [head = "", ...rest] = term.path;
	return [aliases.get(head) ?? head, ...rest].join(".");
}

/** Strings of the form of a signal type, wherever they stand. Facts that findings name (`"type": "tool.schema"`) are none. */
function typeWords({ file, terms }: Reading, families: ReadonlySet<string>): Word[] {
	return terms.flatMap((term, at) => {
		if (term.kind !== "string" || !/^[a-z]+\.[a-z0-9_]+$/.test(term.value)) return [];
		const key = terms[at - 2];
		const named = isSign(terms[at - 1], ":") && key?.kind === "string" && key.value === "type";
		const known = families.has(term.value.slice(0, term.value.indexOf(".")));
		return named || !known ? [] : [{ file, row: term.row, field: "signal_type", value: term.value }];
	});
}

const GIVEN_FIELDS = ["stage", "trust", "class", "shape", "path_class", "age_class", "role"];

/** What tests give: `given.signal("…", …)` and members such as `"stage": "…"`. */
function givenWords({ file, terms }: Reading): Word[] {
	return terms.flatMap((term, at): Word[] => {
		if (term.kind !== "string") return [];
		const place = { file, row: term.row, value: term.value };
		if (isSign(terms[at - 1], "(") && dotted(terms[at - 2]) === "given.signal") return [{ ...place, field: "signal_type" }];
		const key = terms[at - 2];
		const member = isSign(terms[at - 1], ":") && key?.kind === "string" && GIVEN_FIELDS.includes(key.value);
		return member ? [{ ...place, field: key.value }] : [];
	});
}

/** What a source compares fields with: `x.stage == "…"`, `x.type in {…}`, `x.type in types`, `startswith(x.type, "…")`. */
function comparedWords(reading: Reading, defaults: Readonly<Record<string, RuleDefaults>>): Word[] {
	const { file, terms } = reading;
	const lists = listsOf(reading, defaults);
	const families = new Map<string, string>();
	return terms.flatMap((term, at): Word[] => {
		noteFamily(reading, at, families);
		if (term.kind !== "ref" || !isField(term.path)) return [];
		const [first = ""] = term.path;
		const family = families.get(first);
		const last = term.path.at(-1) as string;
		const typed = last === "type" && (family !== undefined || first === "signal");
		const field = typed ? "signal_type" : last;
		const words = (values: readonly string[], more: Partial<Word> = {}) =>
			values.map((value) => ({ file, row: term.row, field, value, ...more, ...(typed && family ? { family } : {}) }));
		const before = terms[at - 1];
		const [next, other] = [terms[at + 1], terms[at + 2]];
		const reversed = terms[at - 2];
		if (isSign(next, "==", "!=") && other?.kind === "string") return words([other.value]);
		if (isSign(before, "==", "!=") && reversed?.kind === "string") return words([reversed.value]);
		if (isSign(before, "(") && dotted(reversed) === "startswith" && isSign(next, ",") && other?.kind === "string") {
			return words([other.value], { prefix: true });
		}
		if (dotted(next) !== "in") return [];
		if (isSign(other, "{", "[")) return words(stringsFrom(terms, at + 2));
		const list = lists.get(dotted(other) ?? "");
		return list === undefined ? [] : words(list.values, list.param === undefined ? {} : { param: list.param });
	});
}

/** A member of something local, or any part of the input: what lies deeper in something local is not the input's. */
function isField(path: readonly string[]): boolean {
	return path.length === 2 || (path.length > 2 && path[0] === "input");
}

type List = { readonly values: readonly string[]; readonly param?: string };

/** Lists that a source gives a name: written out, or a parameter's default. The last of a name counts from where it stands. */
function listsOf(reading: Reading, defaults: Readonly<Record<string, RuleDefaults>>): Map<string, List> {
	const lists = new Map<string, List>();
	reading.terms.forEach((term, at) => {
		const name = dotted(term);
		if (name === undefined || !isSign(reading.terms[at + 1], ":=")) return;
		if (isSign(reading.terms[at + 2], "{", "[")) lists.set(name, { values: stringsFrom(reading.terms, at + 2) });
		const call = paramAt(reading, at + 2);
		const value = call && defaults[call.rule]?.params?.[call.name]?.value;
		if (call && Array.isArray(value)) lists.set(name, { values: value, param: call.name });
	});
	return lists;
}

/** Strings of a written list; none when it holds anything else. */
function stringsFrom(terms: readonly Term[], open: number): string[] {
	const strings: string[] = [];
	for (let at = open + 1; at < terms.length; at += 2) {
		const item = terms[at];
		if (item?.kind !== "string" || !isSign(terms[at + 1], ",", "}", "]")) return [];
		strings.push(item.value);
		if (!isSign(terms[at + 1], ",") || isSign(terms[at + 2], "}", "]")) return strings;
	}
	return [];
}

const SIGNALS = "data.guard.signals.";

/** `some signal in signals.pii`: from here on `signal` is one of that family. */
function noteFamily(reading: Reading, at: number, families: Map<string, string>): void {
	const { terms } = reading;
	if (dotted(terms[at]) !== "some" || dotted(terms[at + 2]) !== "in") return;
	const name = dotted(terms[at + 1]);
	const list = resolved(reading, terms[at + 3]);
	if (name === undefined) return;
	if (list?.startsWith(SIGNALS)) families.set(name, list.slice(SIGNALS.length).split(".")[0] as string);
	else families.delete(name);
}

/** `not x.type in passing` leaves the rest of the family in; any other question for a type picks some of it. */
function wholeFamilies(reading: Reading): (Place & { family: string })[] {
	const { file, terms } = reading;
	const families = new Map<string, string>();
	const walked = new Map<string, number>();
	const picked = new Set<string>();
	terms.forEach((term, at) => {
		noteFamily(reading, at, families);
		if (term.kind !== "ref") return;
		const list = resolved(reading, term);
		// Handed on as it is, neither walked nor only counted.
		const handed = dotted(terms[at - 1]) !== "in" && dotted(terms[at - 2]) !== "count";
		if (handed && list?.startsWith(SIGNALS)) walked.set(list.slice(SIGNALS.length), term.row);
		const family = families.get(term.path[0] ?? "");
		if (family === undefined) return;
		if (!walked.has(family)) walked.set(family, term.row);
		if (term.path[1] === "type" && dotted(terms[at - 1]) !== "not") picked.add(family);
	});
	return [...walked].filter(([family]) => !picked.has(family)).map(([family, row]) => ({ file, row, family }));
}

function guardRefs(reading: Reading): (Place & { path: string })[] {
	const { file, terms } = reading;
	return terms.flatMap((term, at) => {
		const path = resolved(reading, term);
		if (!path?.startsWith("data.guard.") || dotted(terms[at - 1]) === "package") return [];
		return [{ file, row: term.row, path: path.split(".[]")[0] as string }];
	});
}

function paramCalls(reading: Reading): (Place & { rule: string; name: string })[] {
	return reading.terms.flatMap((term, at) => {
		const call = paramAt(reading, at);
		return call === undefined ? [] : [{ file: reading.file, row: term.row, ...call }];
	});
}

/** `config.param("<rule>", "<name>")` at this term. */
function paramAt(reading: Reading, at: number): { rule: string; name: string } | undefined {
	const [rule, name] = [reading.terms[at + 2], reading.terms[at + 4]];
	if (resolved(reading, reading.terms[at]) !== "data.guard.config.param") return undefined;
	return rule?.kind === "string" && name?.kind === "string" ? { rule: rule.value, name: name.value } : undefined;
}

const OPERATORS: Readonly<Record<string, string>> = { "/": "div", "%": "rem" };

function callsOf({ file, terms }: Reading): (Place & { name: string })[] {
	return terms.flatMap((term, at) => {
		const name = term.kind === "sign" ? OPERATORS[term.value] : isSign(terms[at + 1], "(") ? dotted(term) : undefined;
		return name === undefined ? [] : [{ file, row: term.row, name }];
	});
}
