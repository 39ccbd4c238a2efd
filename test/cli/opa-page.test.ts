// The configuration of agents on docs/opa.md, followed to the letter: its commands make a key that its YAML can hold.
import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";

it("holds the public key that its commands make", async () => {
	const page = await readFile("docs/opa.md", "utf8");
	const block = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";
	const folder = await mkdtemp(join(tmpdir(), "edict-opa-page-"));
	try {
		const script = `${block("sh")}\nprintf %s "$PUBLISHER_PUBLIC_KEY"`;
		const variable = execFileSync("sh", ["-ec", script], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
		// As OPA does: the text goes in before YAML is read.
		const config = parse(block("yaml").replace(/\$\{PUBLISHER_PUBLIC_KEY\}/, () => variable)) as {
			keys: Record<string, { key: string }>;
		};
		const made = await readFile(join(folder, "opa-rsa.pub"), "utf8");
		expect(config.keys["publisher-1"]?.key).toBe(made);
		expect(createPublicKey(made).asymmetricKeyType).toBe("rsa");
	} finally {
		await rm(folder, { recursive: true });
	}
});
