// The agent rendition of the release that is baked into this Worker: what OPA agents get where it is in force.
import bytes from "../bundles/baseline/agent.tar.gz";
import type { Bytes } from "./platform/bytes.ts";

/** A module of data is an ArrayBuffer to the runtime and bytes to the local bundler. */
export function baselineAgent(): Bytes {
	return new Uint8Array(bytes);
}
