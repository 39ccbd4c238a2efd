// What a command of `edict` is, and what all of them share: where words go, what the exit code says, wrong usage.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { SOURCES_AT_FAULT } from "./policy/inspect.ts";

/** Where a command's words go, and where it reads what comes through a pipe. */
export type Io = {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	readonly stdin: NodeJS.ReadableStream;
};

export const EXIT = {
	done: 0,
	/** It was understood and is not so, or was refused: what to do is told on standard error. */
	refused: 1,
	/** It was not understood. */
	usage: 2,
	/** The service could not be reached, or is not well: a repeat may help. */
	unavailable: 3,
} as const;

/** A file in `commands/`: how it is used, with an example, and what it does. Gives the exit code. */
export type Command = {
	readonly USAGE: string;
	readonly run: (args: readonly string[], io: Io) => Promise<number>;
};

/** A failure that the user can do something about; its message is told as it is. */
export class Refusal extends Error {
	override readonly name = "Refusal";
	readonly code: number;
	constructor(message: string, code: number = EXIT.refused) {
		super(message);
		this.code = code;
	}
}

/** Wrong usage: told with how it is meant. */
export function misused(message: string): Refusal {
	return new Refusal(message, EXIT.usage);
}

/** Options that every command takes. */
const COMMON = { help: { type: "boolean", short: "h", default: false }, json: { type: "boolean", default: false } } as const;

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<
	typeof parseArgs<{ args: string[]; options: O & typeof COMMON; allowPositionals: true }>
>;

/** Makes a command's `run` of its options and its work: help, wrong usage and refusals are the same for all. */
export function command<O extends Options>(
	usage: string,
	options: O,
	work: (values: Parsed<O>["values"], positionals: string[], io: Io) => Promise<number>,
): Command["run"] {
	return async (args, io) => {
		try {
			let parsed: Parsed<O>;
			try {
				parsed = parseArgs({ args: [...args], options: { ...options, ...COMMON }, allowPositionals: true }) as Parsed<O>;
			} catch (error) {
				throw misused((error as Error).message.split(". ")[0] ?? "");
			}
			if ((parsed.values as { help?: boolean }).help) {
				io.out(usage);
				return EXIT.done;
			}
			return await work(parsed.values, parsed.positionals, io);
		} catch (error) {
			if (error instanceof Refusal) {
				io.err(error.code === EXIT.usage ? `${error.message}\n\n${usage}` : error.message);
				return error.code;
			}
			if (error instanceof Error && error.cause === SOURCES_AT_FAULT) {
				io.err(error.message.trim());
				return EXIT.refused;
			}
			throw error;
		}
	};
}
