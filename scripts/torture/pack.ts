// Changes an evidence pack in every way that one byte or one file allows; gives each change that its verifier did not see.
import { randomInt } from "node:crypto";
import { verifyPack } from "../../src/cli/audit/verify-pack.ts";
import { readZip, writeZip } from "../../src/cli/audit/zip.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Flips one random bit of each of so many random bytes, one at a time. Throws when the pack as it is does not hold. */
export async function flipBytes(pack: Bytes, count: number, onProgress: (done: number) => void = () => {}): Promise<string[]> {
	if ((await verifyPack(pack)).findings.length > 0) throw new Error("the pack does not hold to begin with");
	const unseen: string[] = [];
	const copy = new Uint8Array(pack);
	for (let done = 0; done < count; done++) {
		const [at, bit] = [randomInt(pack.length), 1 << randomInt(8)];
		copy[at] = (copy[at] as number) ^ bit;
		if ((await verifyPack(copy, { sample: 0 })).findings.length === 0) unseen.push(`byte ${at}, bit ${bit}`);
		copy[at] = pack[at] as number;
		onProgress(done + 1);
	}
	return unseen;
}

/** Takes away each file, one at a time, and writes the archive anew: what is left is a good zip. */
export async function removeEach(pack: Bytes): Promise<string[]> {
	const files = readZip(pack);
	if (!files.ok) throw new Error("the pack is no zip");
	const unseen: string[] = [];
	for (const gone of files.value.keys()) {
		const rest = [...files.value].filter(([path]) => path !== gone).map(([path, bytes]) => ({ path, bytes }));
		if ((await verifyPack(writeZip(rest), { sample: 0 })).findings.length === 0) unseen.push(gone);
	}
	return unseen;
}
