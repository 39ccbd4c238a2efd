// Public keys of certificates in the shape of Go's structures.
import { numberOf } from "../decimal.ts";
import type { Value } from "../value.ts";
import { bitString, integer, objectId, parts, readDer } from "./der.ts";

/** Go's number of the algorithm, and the key as JSON shows it. */
export type PublicKeyValue = { readonly algorithm: number; readonly value: Value };

/** Curves whose points Go reads, with the length of a coordinate. */
const CURVES: Readonly<Record<string, number>> = {
	"1.3.132.0.33": 28,
	"1.2.840.10045.3.1.7": 32,
	"1.3.132.0.34": 48,
	"1.3.132.0.35": 66,
};

export function publicKeyValue(info: Uint8Array<ArrayBuffer>): PublicKeyValue {
	const [algorithm, key] = parts(readDer(info)?.value, "public key");
	const [id, parameters] = parts(algorithm, "public key");
	const name = id === undefined ? "" : objectId(id).join(".");
	const bytes = key === undefined ? new Uint8Array(0) : bitString(key);
	if (name === "1.2.840.113549.1.1.1") return { algorithm: 1, value: rsa(bytes) };
	if (name === "1.2.840.10045.2.1") {
		const length = parameters === undefined ? undefined : CURVES[objectId(parameters).join(".")];
		return { algorithm: 3, value: length === undefined ? null : point(bytes, length) };
	}
	if (name === "1.3.101.112") return { algorithm: 4, value: btoa(String.fromCharCode(...bytes)) };
	return { algorithm: 0, value: null };
}

function rsa(bytes: Uint8Array<ArrayBuffer>): Value {
	const [modulus, exponent] = parts(readDer(bytes)?.value, "RSA public key");
	return new Map<Value, Value>([
		["N", modulus === undefined ? null : numberOf(integer(modulus))],
		["E", exponent === undefined ? null : numberOf(integer(exponent))],
	]);
}

function point(bytes: Uint8Array, length: number): Value {
	const coordinate = (from: number) => {
		const hex = [...bytes.subarray(from, from + length)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
		return numberOf(BigInt(`0x${hex || "0"}`));
	};
	return new Map<Value, Value>([
		["Curve", new Map()],
		["X", coordinate(1)],
		["Y", coordinate(1 + length)],
	]);
}
