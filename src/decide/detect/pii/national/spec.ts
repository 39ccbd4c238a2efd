// How one national identifier is described: where it can start, how it is written, what must hold, what names it.
import type { SignalTypeName } from "../../../../contract/signal.ts";
import type { Words } from "../context.ts";

export type NationalSpec = {
	/** ISO 3166 country, lower case. */
	readonly country: string;
	readonly type: SignalTypeName;
	/** Lengths that its first run of digits can have (the gate), or `letter` when it starts with letters. */
	readonly first: readonly number[] | "letter";
	/** How it is written; sticky, case-insensitive where letters occur. */
	readonly pattern: RegExp;
	/** Whether the identifier, upper case without separators, obeys its rules. */
	readonly valid: (id: string) => boolean;
	/** Score as bare digits, without a word that names it. Chance hits of the check decide. */
	readonly bare: number;
	/** Score when written with its usual separators. */
	readonly formatted: number;
	/** Words of its own country that name it, besides the general ones. */
	readonly words: Words;
	/** `checksum` when a check digit is part of `valid`, else `format`. */
	readonly evidence: "checksum" | "format";
};
