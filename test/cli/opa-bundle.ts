// A bundle whose files are hard to hash, and the hashes that `opa sign` of OPA 1.22.2 gave for them.
import { type Bytes, utf8 } from "../../src/platform/bytes.ts";

const DATA = String.raw`{
 "z": 1.0, "a": 1e3, "neg": -0.0, "big": 123456789012345678901234567890, "e": 1.5E+10,
 "str": "quote \" back \\ slash \/ <html>&amp; \u2028 \u2029 \u0000 \u001f \u007f \b \f \n \r \t é 😀 \ud83d\ude00",
 "\ud800lone": "\udc00",
 "￮": 1, "😀": 2, "é": 3, "": 4, "A": 5,
 "dup": 1, "dup": {"x": [ ]},
 "arr": [ 1 , 2.50 , "x" , null , true , false, {} , [ [ ] ] , {"b":2,"a":1} ]
}
`;

export function bundleFiles(): { path: string; bytes: Bytes }[] {
	return [
		{ path: ".manifest", bytes: utf8('{"revision":"2026.11.1","roots":["authz"], "metadata": {"n": 1.10}}') },
		{ path: "data.json", bytes: utf8(DATA) },
		{ path: "policy.rego", bytes: utf8("package authz\n\nallow := true\n") },
		{ path: "sub/data.json", bytes: utf8(" [1,2] ") },
	];
}

export const OPA_HASHES = {
	".manifest": "56e2a78447e94ce7724a8046027d9163c4d714a9b0cac49d522b6eabf386b7a0",
	"data.json": "7fb90861437497b393e38b1c2d7d73a6c717c480add9a48b57a43cb01c1df384",
	"policy.rego": "6e1e454be82d6a0fb76a1c8ef9c34f528c349b7bd760db2a28ea85729e44fecd",
	"sub/data.json": "49a64717d5d4cb19952e6eac2946415cf6879adacf9908e7d872332d32c6e684",
};
