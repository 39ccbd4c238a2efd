// Digests and keyed digests of text, in hexadecimal.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { utf8 } from "../../platform/bytes.ts";
import type { Builtin, Builtins } from "./builtin.ts";
import { stringOperand } from "./operand.ts";

export const HASHES: Builtins = {
	"crypto.md5": digest("md5"),
	"crypto.sha1": digest("sha1"),
	"crypto.sha256": digest("sha256"),
	"crypto.hmac.md5": hmac("md5"),
	"crypto.hmac.sha1": hmac("sha1"),
	"crypto.hmac.sha256": hmac("sha256"),
	"crypto.hmac.sha512": hmac("sha512"),
	"crypto.hmac.equal": (args) => {
		const [first, second] = [bytesOf(stringOperand(args, 1)), bytesOf(stringOperand(args, 2))];
		return first.length === second.length && timingSafeEqual(first, second);
	},
};

function bytesOf(text: string): Uint8Array {
	return utf8(text.toWellFormed());
}

function digest(algorithm: string): Builtin {
	return (args) =>
		createHash(algorithm)
			.update(bytesOf(stringOperand(args, 1)))
			.digest("hex");
}

function hmac(algorithm: string): Builtin {
	return (args) => {
		const message = bytesOf(stringOperand(args, 1));
		return createHmac(algorithm, bytesOf(stringOperand(args, 2)))
			.update(message)
			.digest("hex");
	};
}
