// Runs in Node beside the tests in workerd: gives them files of the baked-in release, and modules compiled from Rego.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** `/file/<name>`: a file of the baked-in release; `/rego/<source>?<entrypoint>…`: the module, both parts URI-encoded. */
export async function deskAnswer(url: string): Promise<Response> {
	const { pathname, searchParams } = new URL(url);
	const [, kind, what = ""] = pathname.split("/");
	if (kind === "file") return new Response(await readFile(join(ROOT, "bundles/baseline", decodeURIComponent(what))));
	const { compileRego } = await import("../../policy/policies.ts");
	return new Response(await compileRego(decodeURIComponent(what), ...searchParams.getAll("entrypoint")));
}
