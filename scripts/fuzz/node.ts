// A program as a tree of texts, so that a difference can be made smaller without knowing Rego.

export type Kind = "program" | "rule" | "body" | "expression" | "term";
export type Node = { readonly kind: Kind; readonly parts: readonly (string | Node)[] };

export function node(kind: Kind, ...parts: (string | Node)[]): Node {
	return { kind, parts };
}

export function term(...parts: (string | Node)[]): Node {
	return node("term", ...parts);
}

/** `parts` with a separator between them. */
export function joined(parts: readonly Node[], separator: string): (string | Node)[] {
	return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

export function print({ parts }: Node): string {
	return parts.map((part) => (typeof part === "string" ? part : print(part))).join("");
}

const SIMPLEST = ["null", "0", '""', "[]", "input", "true"] as const;

/** Smaller trees, the much smaller first: without a rule or an expression, with a term replaced by a part of it or by a plain one. */
export function* smaller(root: Node): Generator<Node> {
	yield* withoutChildren(root, "rule", 1);
	yield* withoutChildren(root, "expression", 1);
	yield* replaced(root);
}

/** A list of children of one kind, each left out in turn while more than `least` of them stay. */
function* withoutChildren(tree: Node, kind: Kind, least: number): Generator<Node> {
	const children = tree.parts.filter((part) => typeof part !== "string" && part.kind === kind);
	for (const [index, part] of tree.parts.entries()) {
		if (typeof part === "string") continue;
		if (part.kind === kind && children.length > least) yield { ...tree, parts: tree.parts.toSpliced(index, 1) };
		for (const made of withoutChildren(part, kind, least)) yield { ...tree, parts: tree.parts.with(index, made) };
	}
}

function* replaced(tree: Node): Generator<Node> {
	for (const [index, part] of tree.parts.entries()) {
		if (typeof part === "string") continue;
		const put = (made: Node): Node => ({ ...tree, parts: tree.parts.with(index, made) });
		if (part.kind === "term") {
			const text = print(part);
			for (const inner of terms(part)) yield put(inner);
			for (const simple of SIMPLEST) if (text.length > simple.length) yield put(term(simple));
		}
		for (const made of replaced(part)) yield put(made);
	}
}

function* terms(tree: Node): Generator<Node> {
	for (const part of tree.parts) {
		if (typeof part === "string") continue;
		if (part.kind === "term") yield part;
		yield* terms(part);
	}
}
