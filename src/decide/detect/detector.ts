// The interface every detector implements: text of one view in, hits out. Pure, synchronous, linear in the text.
import type { MessageRole, Stage, Trust } from "../../contract/names.ts";
import type { Evidence, SignalTypeName } from "../../contract/signal.ts";

/** What a detector may know besides the text. No clock, no randomness, no I/O. */
export type ScanContext = {
	readonly stage: Stage;
	/** What kind of text this is. */
	readonly kind: "message" | "document" | "argument" | "result";
	readonly role: MessageRole | "document";
	readonly trust: Trust;
	/** Declared language of the conversation, e.g. `de-CH`. */
	readonly locale?: string;
	/** Links to these registrable domains are the application's own. */
	readonly hosts: readonly string[];
	/** True when the text is a decoded view: patterns that need surrounding prose can stand back. */
	readonly decoded: boolean;
};

/** One thing seen. Offsets are UTF-16 code units of the scanned text, end exclusive; absent: about the whole text. */
export type Hit = {
	readonly type: SignalTypeName;
	readonly start?: number;
	readonly end?: number;
	/** 0–1000: how sure, as a calibrated probability where `evidence` is `model`. Integer. */
	readonly score: number;
	readonly evidence: Evidence;
};

export type Detector = {
	/** Folder name and the `detector` of its signals. */
	readonly name: string;
	/** Changes whenever the same text may give another hit. */
	readonly version: string;
	/** Signal types it can emit. */
	readonly types: readonly SignalTypeName[];
	/** `original`: only the text as it stands; `canonical`: that and the cleaned text; `all`: every decoded view too. */
	readonly reads: "original" | "canonical" | "all";
	/** Units of work a character costs (1 ≈ 5 ns on a 2026 server core, measured by the bench). */
	readonly cost: number;
	/** Never throws on any string; never returns a slice of the text. */
	readonly scan: (text: string, context: ScanContext) => Hit[];
};
