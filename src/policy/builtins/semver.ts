// Semantic versions 2.0.0, with an optional leading `v`.
import { type Builtins, builtinError } from "./builtin.ts";
import { stringOperand } from "./operand.ts";
import { quoted } from "./text.ts";

type Version = { readonly numbers: readonly bigint[]; readonly pre: readonly string[] };

const PARTS = /^v?([0-9]+)\.([0-9]+)\.([0-9]+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const MAX = 2n ** 63n - 1n;

export const SEMVER: Builtins = {
	"semver.is_valid": ([value]) => typeof value === "string" && parse(value) !== undefined,
	"semver.compare": (args) => {
		const texts = [stringOperand(args, 1), stringOperand(args, 2)];
		const [first, second] = texts.map((text, index) => {
			const version = parse(text);
			if (version === undefined) throw builtinError(`operand ${index + 1}: string ${quoted(text)} is not a valid SemVer`);
			return version;
		}) as [Version, Version];
		return compareVersions(first, second);
	},
};

function parse(text: string): Version | undefined {
	const [, major, minor, patch, pre] = PARTS.exec(text) ?? [];
	const parts = [major, minor, patch];
	if (parts.some((part) => part === undefined || /^0[0-9]/.test(part) || BigInt(part) > MAX)) return undefined;
	const identifiers = pre?.split(".") ?? [];
	if (identifiers.some((identifier) => /^0[0-9]+$/.test(identifier))) return undefined;
	return { numbers: parts.map((part) => BigInt(part ?? 0)), pre: identifiers };
}

function compareVersions(a: Version, b: Version): number {
	for (let i = 0; i < 3; i++) {
		const order = compareBy(a.numbers[i] ?? 0n, b.numbers[i] ?? 0n);
		if (order !== 0) return order;
	}
	// A release comes after its pre-releases.
	if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
	for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
		const order = compareIdentifiers(a.pre[i] ?? "", b.pre[i] ?? "");
		if (order !== 0) return order;
	}
	return Math.sign(a.pre.length - b.pre.length);
}

function compareIdentifiers(a: string, b: string): number {
	const [numberA, numberB] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
	if (numberA !== numberB) return numberA ? -1 : 1;
	return numberA ? compareBy(BigInt(a), BigInt(b)) : compareBy(a, b);
}

function compareBy<T extends string | bigint>(a: T, b: T): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
