// `edict policy build`: compiles a folder of Rego and data into a release.
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { digestOf } from "../../platform/digest.ts";
import { command, EXIT, misused } from "../command.ts";
import { writeRelease } from "../policy/release-folder.ts";
import { buildOf } from "../policy/release-of.ts";

export const USAGE = `edict policy build FOLDER --out FOLDER [--policy NAME] [--revision TEXT] [--entrypoint PATH]... [--json]
  Compiles the Rego and data of a folder into a release: WASM, the bundle for OPA agents, sources, manifest. The same sources
  give the same bytes. The folder has a .manifest with the policy's roots; tests (*_test.rego) are left out.
  -o, --out FOLDER   where the release goes
  --policy NAME      the policy line; absent: metadata.policy of .manifest, or its only root
  --revision TEXT    absent: the file VERSION, or revision of .manifest
  --entrypoint PATH  a/b for data.a.b, repeated for several; absent: metadata.entrypoints of .manifest, and annotations
                     (entrypoint: true); where there are none, every package with rules

  edict policy build examples/http-api -o build/http-api`;

const OPTIONS = {
	out: { type: "string", short: "o" },
	policy: { type: "string" },
	revision: { type: "string" },
	entrypoint: { type: "string", multiple: true },
} as const;

export const run = command(USAGE, OPTIONS, async (values, [folder, ...rest], io) => {
	const { out, policy, revision, entrypoint: entrypoints } = values;
	if (folder === undefined || rest.length > 0 || out === undefined) throw misused("name the folder of sources, and --out FOLDER");
	const options = { ...(policy && { policy }), ...(revision && { revision }), ...(entrypoints && { entrypoints }) };
	const files = await buildOf(folder, options);
	const written = await writeRelease(out, files);
	const manifest = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
	const told = { digest: await digestOf(files.manifest), policy: manifest.policy, revision: manifest.revision, folder: out };
	if (values.json) io.out(JSON.stringify({ ...told, kind: manifest.kind, entrypoints: manifest.entrypoints, files: written }));
	else
		io.out(
			`${told.policy} ${told.revision} ${told.digest}\n${out}: ${written.join(", ")}\nasked as ${manifest.entrypoints.join(", ")}`,
		);
	return EXIT.done;
});
