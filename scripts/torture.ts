// Long runs that look for one failure among thousands: `npm run torture -- pack [--bytes 10000]`.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { main } from "../src/cli/edict.ts";
import { createClient } from "../src/sdk/client.ts";
import { startLocal } from "./local/server.ts";
import { flipBytes, removeEach } from "./torture/pack.ts";

const DECISIONS = 60;

/** A pack of decisions that a service of its own has made. */
async function newPack(): Promise<Uint8Array<ArrayBuffer>> {
	const folder = await mkdtemp(join(tmpdir(), "edict-torture-"));
	const local = await startLocal({ port: 0, state: join(folder, "state") });
	const io = { out: () => {}, err: console.error, stdin: process.stdin };
	const at = (name: string) => join(folder, name);
	try {
		const app = createClient({ url: local.url, key: local.keys.app });
		for (let n = 0; n < DECISIONS; n++) {
			await app.decide({
				stage: "output",
				app: "support-bot",
				content: [{ role: "assistant", text: `Write to ana${n}@example.com` }],
			});
		}
		await new Promise((done) => setTimeout(done, 5_000));
		await writeFile(at("key"), local.keys.auditor);
		await main(["keys", "new", "--out", at("evidence.json")], io);
		const service = ["--url", local.url, "--key-file", at("key"), "--signing-key", at("evidence.json")];
		const code = await main(["audit", "export", "-o", at("pack.zip"), "--purpose", "torture", ...service], io);
		if (code !== 0) throw new Error("the pack could not be made");
		return new Uint8Array(await readFile(at("pack.zip")));
	} finally {
		await local.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function run(): Promise<number> {
	const { values, positionals } = parseArgs({ allowPositionals: true, options: { bytes: { type: "string", default: "10000" } } });
	if (positionals[0] !== "pack") {
		console.error("usage: npm run torture -- pack [--bytes 10000]");
		return 2;
	}
	const pack = await newPack();
	const began = performance.now();
	const unseen = [
		...(await flipBytes(pack, Number(values.bytes), (done) => {
			if (done % 500 === 0) console.log(`${done} bytes flipped`);
		})),
		...(await removeEach(pack)),
	];
	const seconds = ((performance.now() - began) / 1000).toFixed(0);
	console.log(
		`${pack.length} bytes; ${values.bytes} flipped and every file taken away in ${seconds} s; not seen: ${unseen.length}`,
	);
	for (const change of unseen) console.error(change);
	return unseen.length === 0 ? 0 : 1;
}

process.exitCode = await run();
