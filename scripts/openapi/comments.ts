// Reads the doc comments of the contract's schemas, so that the API documents its fields with the words of the source.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Schema name, or `Name.field.inner`, → the comment above it. */
export type Comments = ReadonlyMap<string, string>;

const EXPORT = /^export const ([A-Z]\w*) = v\./;
const FIELD = /^(\t+)([a-z]\w*): (?:v\.|[A-Z])/;

/** Comments of every schema that a contract file exports. The formatter's indentation tells what is inside what. */
export async function readComments(folder: string): Promise<Comments> {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
	const found = new Map<string, string>();
	for (const file of files) collect(await readFile(join(folder, file), "utf8"), found);
	return found;
}

function collect(source: string, found: Map<string, string>): void {
	let comment: string[] = [];
	let open = false;
	let path: string[] = [];
	for (const line of source.split("\n")) {
		const text = line.trim();
		if (open || text.startsWith("/**")) {
			if (!open) comment = [];
			comment.push(text.replace(/^\/?\*+\/?\s?|\s*\*\/$/g, ""));
			open = !text.endsWith("*/");
			continue;
		}
		const root = EXPORT.exec(line);
		const field = FIELD.exec(line);
		if (root) path = [root[1] ?? ""];
		else if (field && path.length > 0) path = [...path.slice(0, field[1]?.length), field[2] ?? ""];
		if ((root || field) && comment.length > 0) found.set(path.join("."), comment.join(" ").trim());
		comment = [];
	}
}
