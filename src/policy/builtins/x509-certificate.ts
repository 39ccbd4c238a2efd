// Certificates and signing requests (RFC 5280, RFC 2986) read from DER.
import { numberOf } from "../decimal.ts";
import type { Value } from "../value.ts";
import { builtinError } from "./builtin.ts";
import { bitString, type Der, integer, objectId, parts, readDer, time } from "./der.ts";
import { type Extensions, readExtensions } from "./x509-extensions.ts";
import { distinguishedName, ipText, orNull, uriValue } from "./x509-name.ts";
import { publicKeyValue } from "./x509-public-key.ts";

export type Extension = { readonly id: readonly number[]; readonly critical: boolean; readonly value: Uint8Array<ArrayBuffer> };

export type Certificate = {
	readonly raw: Uint8Array<ArrayBuffer>;
	readonly signed: Uint8Array<ArrayBuffer>;
	readonly signature: Uint8Array<ArrayBuffer>;
	readonly signatureAlgorithm: Der;
	readonly publicKeyInfo: Uint8Array<ArrayBuffer>;
	readonly issuer: Der;
	readonly subject: Der;
	readonly serialNumber: bigint;
	readonly version: number;
	/** Milliseconds since 1970. */
	readonly notBefore: number;
	readonly notAfter: number;
	readonly extensions: readonly Extension[];
	readonly known: Extensions;
};

/** Certificates one behind the other, as Go reads them. */
export function parseCertificates(bytes: Uint8Array<ArrayBuffer>): Certificate[] {
	const certificates: Certificate[] = [];
	let rest = bytes;
	while (rest.length > 0) {
		const next = readDer(rest);
		if (next === undefined || next.value.tag !== 0x30) throw builtinError("x509: malformed certificate");
		certificates.push(parseCertificate(next.value));
		rest = next.rest;
	}
	return certificates;
}

function parseCertificate(value: Der): Certificate {
	const [signed, signatureAlgorithm, signature] = parts(value, "certificate");
	const fields = parts(signed, "tbs certificate");
	const hasVersion = fields[0]?.tag === 0xa0;
	const version = hasVersion ? Number(integer(parts(fields.shift(), "version")[0] as Der)) + 1 : 1;
	const [serial, , issuer, validity, subject, publicKeyInfo, ...others] = fields;
	const [notBefore, notAfter] = parts(validity, "validity");
	if (
		!signed ||
		!signatureAlgorithm ||
		!signature ||
		!serial ||
		!issuer ||
		!subject ||
		!publicKeyInfo ||
		!notBefore ||
		!notAfter
	) {
		throw builtinError("x509: malformed certificate");
	}
	const wrapped = others.find(({ tag }) => tag === 0xa3);
	const extensions = wrapped === undefined ? [] : extensionList(parts(wrapped, "extensions")[0]);
	return {
		raw: value.whole,
		signed: signed.whole,
		signature: bitString(signature),
		signatureAlgorithm,
		publicKeyInfo: publicKeyInfo.whole,
		...{ issuer, subject, version, extensions },
		serialNumber: integer(serial),
		notBefore: time(notBefore),
		notAfter: time(notAfter),
		known: readExtensions(extensions),
	};
}

export function extensionList(value: Der | undefined): Extension[] {
	return parts(value, "extensions").map((extension) => {
		const fields = parts(extension, "extension");
		const [id] = fields;
		const content = fields.at(-1);
		if (id === undefined || content === undefined || fields.length < 2) throw builtinError("x509: malformed extension");
		return { id: objectId(id), critical: fields.length === 3 && fields[1]?.content[0] === 0xff, value: content.content };
	});
}

export function base64(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}

/** `SHA256-RSA` and the rest by their identifiers: Go's numbers. */
const SIGNATURES: Readonly<Record<string, number>> = {
	"1.2.840.113549.1.1.2": 1,
	"1.2.840.113549.1.1.4": 2,
	"1.2.840.113549.1.1.5": 3,
	"1.3.14.3.2.29": 3,
	"1.2.840.113549.1.1.11": 4,
	"1.2.840.113549.1.1.12": 5,
	"1.2.840.113549.1.1.13": 6,
	"1.2.840.10040.4.3": 7,
	"2.16.840.1.101.3.4.3.2": 8,
	"1.2.840.10045.4.1": 9,
	"1.2.840.10045.4.3.2": 10,
	"1.2.840.10045.4.3.3": 11,
	"1.2.840.10045.4.3.4": 12,
	"1.3.101.112": 16,
};
/** RSA-PSS names its digest in the parameters. */
const PSS: Readonly<Record<string, number>> = {
	"2.16.840.1.101.3.4.2.1": 13,
	"2.16.840.1.101.3.4.2.2": 14,
	"2.16.840.1.101.3.4.2.3": 15,
};

export function signatureNumber(algorithm: Der): number {
	const [id, parameters] = parts(algorithm, "algorithm identifier");
	const name = id === undefined ? "" : objectId(id).join(".");
	if (name !== "1.2.840.113549.1.1.10" || parameters === undefined) return SIGNATURES[name] ?? 0;
	const hash = parts(
		parts(parameters, "algorithm identifier").find(({ tag }) => tag === 0xa0),
		"algorithm identifier",
	)[0];
	const [digest] = parts(hash, "algorithm identifier");
	return (digest && PSS[objectId(digest).join(".")]) ?? 0;
}

function goTime(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

/** The shape of Go's `x509.Certificate` as JSON; OPA adds the URIs as text where it says so. */
export function certificateValue(certificate: Certificate, withUris = true): Value {
	const { known, extensions } = certificate;
	const { algorithm, value: publicKey } = publicKeyValue(certificate.publicKeyInfo);
	const fields: Record<string, Value> = {
		Raw: base64(certificate.raw),
		RawTBSCertificate: base64(certificate.signed),
		RawSubjectPublicKeyInfo: base64(certificate.publicKeyInfo),
		RawSubject: base64(certificate.subject.whole),
		RawIssuer: base64(certificate.issuer.whole),
		Signature: base64(certificate.signature),
		SignatureAlgorithm: signatureNumber(certificate.signatureAlgorithm),
		PublicKeyAlgorithm: algorithm,
		PublicKey: publicKey,
		Version: certificate.version,
		SerialNumber: numberOf(certificate.serialNumber),
		Issuer: distinguishedName(certificate.issuer),
		Subject: distinguishedName(certificate.subject),
		NotBefore: goTime(certificate.notBefore),
		NotAfter: goTime(certificate.notAfter),
		Extensions: orNull(extensions.map(extensionValue)),
		ExtraExtensions: null,
		...known.fields,
		...namesValue(known.names),
	};
	if (withUris) fields.URIStrings = orNull(known.names.uris);
	return new Map(Object.entries(fields));
}

function namesValue({ dns, emails, addresses, uris }: Extensions["names"]): Record<string, Value> {
	return {
		DNSNames: orNull(dns),
		EmailAddresses: orNull(emails),
		IPAddresses: orNull(addresses.map(ipText)),
		URIs: orNull(uris.map(uriValue)),
	};
}

function extensionValue({ id, critical, value }: Extension): Value {
	return new Map<Value, Value>([
		["Id", id],
		["Critical", critical],
		["Value", base64(value)],
	]);
}

/** The identifier of the attribute that carries requested extensions. */
const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

/** The shape of Go's `x509.CertificateRequest` as JSON. */
export function requestValue(bytes: Uint8Array<ArrayBuffer>): Value {
	const read = readDer(bytes);
	if (read === undefined || read.value.tag !== 0x30) throw builtinError("asn1: structure error: tags don't match");
	const [signed, signatureAlgorithm, signature] = parts(read.value, "certificate request");
	const [version, subject, publicKeyInfo, attributes] = parts(signed, "certificate request");
	if (!signed || !signatureAlgorithm || !signature || !version || !subject || !publicKeyInfo)
		throw builtinError("asn1: structure error");
	const listed =
		attributes === undefined ? [] : parts(attributes, "attributes").map((attribute) => parts(attribute, "attribute"));
	const requested = listed.find(([id]) => id !== undefined && objectId(id).join(".") === EXTENSION_REQUEST)?.[1];
	const extensions = requested === undefined ? [] : extensionList(parts(requested, "attribute")[0]);
	const { algorithm, value: publicKey } = publicKeyValue(publicKeyInfo.whole);
	const fields: Record<string, Value> = {
		Raw: base64(read.value.whole),
		RawTBSCertificateRequest: base64(signed.whole),
		RawSubjectPublicKeyInfo: base64(publicKeyInfo.whole),
		RawSubject: base64(subject.whole),
		Version: Number(integer(version)),
		Signature: base64(bitString(signature)),
		SignatureAlgorithm: signatureNumber(signatureAlgorithm),
		PublicKeyAlgorithm: algorithm,
		PublicKey: publicKey,
		Subject: distinguishedName(subject),
		Attributes: null,
		Extensions: orNull(extensions.map(extensionValue)),
		ExtraExtensions: null,
		...namesValue(readExtensions(extensions).names),
	};
	return new Map(Object.entries(fields));
}
