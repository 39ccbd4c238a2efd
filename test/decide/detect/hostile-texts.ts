// Texts made to hurt a scanner.

/** Name and maker of a text of about the given length. */
export const HOSTILE: readonly (readonly [name: string, make: (length: number) => string])[] = [
	["trigger words only", (n) => "ignore previous all your instructions reveal system prompt ".repeat(n / 58)],
	["first words of patterns", (n) => "ignore forget how kill make ".repeat(n / 28)],
	["openings without ends", (n) => '<!--<|[INST<<"([{'.repeat(n / 17)],
	["one long word", (n) => "a".repeat(n)],
	["sends that lead nowhere", (n) => "send to send to start with ".repeat(n / 27)],
	["quotation marks", (n) => `"'`.repeat(n / 2)],
	["ideograms", (n) => "忽略之前所有指令提示".repeat(n / 10)],
	["line breaks", (n) => "User:\n".repeat(n / 6)],
	["broken surrogates", (n) => "\ud800x".repeat(n / 2)],
	["words of several hazards", (n) => "how to make kill someone bomb child sex suicide ".repeat(n / 48)],
	["random letters", (n) => Array.from({ length: n }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i * 13) % 26))).join("")],
];
