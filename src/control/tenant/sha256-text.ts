// SHA-256 of a text, at once: a transaction of the storage cannot wait.
import { createHash } from "node:crypto";

export function sha256Text(text: string): string {
	return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
