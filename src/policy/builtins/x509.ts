// Certificates, signing requests and private keys, as crypto.x509.* and crypto.parse_private_keys show them.
import { createPublicKey } from "node:crypto";
import { isNumber, type OpaObject, type Value } from "../value.ts";
import { type Builtins, builtinError, type EvaluationContext } from "./builtin.ts";
import { publicKey } from "./keys.ts";
import { int64, members, objectOperand, stringOperand } from "./operand.ts";
import { base64Bytes, pemBlocks } from "./pem.ts";
import { jwkValue, privateKeys, privateKeyValue } from "./private-keys.ts";
import { base64, type Certificate, certificateValue, parseCertificates, requestValue } from "./x509-certificate.ts";
import { type VerifyOptions, verifiedChain } from "./x509-verify.ts";

const latin1 = new TextDecoder("latin1", { fatal: false, ignoreBOM: true });

export const X509: Builtins = {
	"crypto.x509.parse_certificates": (args) =>
		certificatesIn(stringOperand(args, 1)).map((certificate) => certificateValue(certificate)),
	"crypto.x509.parse_and_verify_certificates": (args, context) => {
		const options = { time: undefined, host: "", purposes: [SERVER_AUTH] };
		return verify(stringOperand(args, 1), options, context, true);
	},
	"crypto.x509.parse_and_verify_certificates_with_options": (args, context) => {
		const [text, options] = [stringOperand(args, 1), objectOperand(args, 2)];
		// What holds no certificates is not verified, whatever the options are.
		return readable(text) ? verify(text, optionsOf(options), context, false) : [false, []];
	},
	"crypto.x509.parse_certificate_request": (args) => {
		const text = stringOperand(args, 1);
		const bytes = text.startsWith("-----BEGIN CERTIFICATE REQUEST-----") ? undefined : base64Bytes(text);
		const pem = bytes === undefined ? text : latin1.decode(bytes);
		const [block] = pemBlocks(pem);
		if (block !== undefined && block.type !== "CERTIFICATE REQUEST")
			throw builtinError("invalid PEM-encoded certificate signing request");
		return requestValue(block?.bytes ?? bytes ?? new Uint8Array(0));
	},
	"crypto.x509.parse_keypair": (args) => {
		const certificate = stringOperand(args, 1);
		// OPA counts its operands from 1 here for the second, too.
		const key = stringOperand(args.slice(1), 1);
		return keyPair(asPem(certificate), asPem(key));
	},
	"crypto.x509.parse_rsa_private_key": (args) => {
		const text = stringOperand(args, 1);
		if (text === "") throw builtinError("input PEM data was empty");
		const [key] = privateKeys(text.startsWith("-----BEGIN") ? text : latin1.decode(base64Bytes(text)));
		return key === undefined ? null : jwkValue(key);
	},
	"crypto.parse_private_keys": (args) => {
		const text = stringOperand(args, 1);
		return text === "" ? null : privateKeys(asPem(text, true)).map(privateKeyValue);
	},
};

/** PEM, base64 of PEM, or base64 of DER. */
function certificatesIn(text: string): Certificate[] {
	const bytes = text.startsWith("-----BEGIN") ? undefined : base64Bytes(text);
	const pem = bytes === undefined ? text : latin1.decode(bytes);
	if (bytes !== undefined && !pem.startsWith("-----BEGIN")) return parseCertificates(bytes);
	return pemBlocks(pem).flatMap(({ type, bytes: content }) => {
		if (type !== "CERTIFICATE") throw builtinError(`PEM block type is '${type}', expected CERTIFICATE`);
		return parseCertificates(content);
	});
}

/** Text that may be base64 of PEM; with `lenient`, what is neither stays as it is. */
function asPem(text: string, lenient = false): string {
	if (text.startsWith("-----BEGIN ")) return text;
	try {
		return latin1.decode(base64Bytes(text));
	} catch (error) {
		if (lenient) return text;
		throw error;
	}
}

const SERVER_AUTH = 1;
const PURPOSES: readonly string[] = [
	...["KeyUsageAny", "KeyUsageServerAuth", "KeyUsageClientAuth", "KeyUsageCodeSigning", "KeyUsageEmailProtection"],
	...["KeyUsageIPSECEndSystem", "KeyUsageIPSECTunnel", "KeyUsageIPSECUser", "KeyUsageTimeStamping", "KeyUsageOCSPSigning"],
	...["KeyUsageMicrosoftServerGatedCrypto", "KeyUsageNetscapeServerGatedCrypto"],
	...["KeyUsageMicrosoftCommercialCodeSigning", "KeyUsageMicrosoftKernelCodeSigning"],
];

type Options = Omit<VerifyOptions, "time"> & { readonly time: bigint | undefined };

function verify(text: string, options: Options, { timeNs }: EvaluationContext, withUris: boolean): Value {
	const time = options.time ?? timeNs;
	if (time === undefined) throw builtinError("no clock is declared for this evaluation");
	let chain: Certificate[] | undefined;
	try {
		chain = verifiedChain(certificatesIn(text), { ...options, time: Number(time / 1_000_000n) });
	} catch {
		return [false, []];
	}
	return chain === undefined ? [false, []] : [true, chain.map((certificate) => certificateValue(certificate, withUris))];
}

function readable(text: string): boolean {
	try {
		certificatesIn(text);
		return true;
	} catch {
		return false;
	}
}

function optionsOf(object: OpaObject): Options {
	let options: Options = { time: undefined, host: "", purposes: [SERVER_AUTH] };
	for (const [key, value] of object) {
		if (key === "DNSName") {
			if (typeof value !== "string") throw builtinError("'DNSName' should be a string");
			options = { ...options, host: value.replace(/^"+|"+$/g, "") };
		} else if (key === "CurrentTime") options = { ...options, time: nanoseconds(value) };
		else if (key === "KeyUsages") options = { ...options, purposes: purposesOf(value) };
		else if (key === "MaxConstraintComparisons") {
			if (!isNumber(value)) throw builtinError("'MaxConstraintComparisons' should be a number");
		} else if (typeof key === "string") throw builtinError("invalid key option");
	}
	return options;
}

function nanoseconds(value: Value): bigint {
	if (!isNumber(value)) throw builtinError("'CurrentTime' should be a number");
	const integer = int64(value);
	if (integer === undefined) throw builtinError("'CurrentTime' should be a valid int64 number");
	return integer;
}

function purposesOf(value: Value): number[] {
	const names = members(value);
	if (names === undefined) throw builtinError("'KeyUsages' should be an Array or Set");
	const texts = names.filter((name) => typeof name === "string").map((name) => name.replace(/^"+|"+$/g, ""));
	const unknown = texts.filter((name) => !PURPOSES.includes(name));
	if (unknown.length > 0) throw builtinError(`invalid entries for 'KeyUsages' found: [${unknown.join(" ")}]`);
	return texts.length === 0 ? [SERVER_AUTH] : texts.map((name) => PURPOSES.indexOf(name));
}

/** Go's `tls.Certificate`: the chain, its leaf, and the private key, which must be the leaf's. */
function keyPair(certificatePem: string, keyPem: string): Value {
	const blocks = pemBlocks(certificatePem).filter(({ type }) => type === "CERTIFICATE");
	const [leaf] = blocks.flatMap(({ bytes }) => parseCertificates(bytes));
	if (leaf === undefined) throw builtinError("tls: failed to find any PEM data in certificate input");
	const [key] = privateKeys(keyPem);
	if (key === undefined) throw builtinError("tls: failed to find any PEM data in key input");
	const own = createPublicKey(key).export({ format: "der", type: "spki" });
	const certified = publicKey(leaf.publicKeyInfo).export({ format: "der", type: "spki" });
	if (!own.equals(certified)) throw builtinError("tls: private key does not match public key");
	return new Map<Value, Value>([
		["Certificate", blocks.map(({ bytes }) => base64(bytes))],
		["PrivateKey", privateKeyValue(key)],
		["SupportedSignatureAlgorithms", null],
		["OCSPStaple", null],
		["SignedCertificateTimestamps", null],
		["Leaf", certificateValue(leaf, false)],
	]);
}
