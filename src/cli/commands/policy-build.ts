// `edict policy build`: compiles a folder of Rego and data into a release.
import type { ReleaseManifest } from "../../contract/bundle.ts";
import { digestOf } from "../../platform/digest.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import type { GeneralOptions } from "../policy/build-general.ts";
import { readOpaKey, signBundle } from "../policy/opa-signature.ts";
import { whyNotThere, writeRelease } from "../policy/release-folder.ts";
import { buildOf } from "../policy/release-of.ts";

export const USAGE = `edict policy build FOLDER --out FOLDER [--policy NAME] [--revision TEXT] [--entrypoint PATH]... [--opa-key FILE --opa-key-id ID]
                  [--json]
  Compiles the Rego and data of a folder into a release: WASM, the bundle for OPA agents, sources, manifest. The same sources
  give the same bytes. The folder has a .manifest with the policy's roots; tests (*_test.rego) are left out.
  -o, --out FOLDER   where the release goes: outside of the sources, new, empty or holding a release
  --policy NAME      the policy line; absent: metadata.policy of .manifest, or its only root
  --revision TEXT    absent: the file VERSION, or revision of .manifest
  --entrypoint PATH  a/b for data.a.b, repeated for several; absent: metadata.entrypoints of .manifest, and annotations
                     (entrypoint: true); where there are none, every rule
  --opa-key FILE     private key in PEM that signs the bundle for OPA agents: RSA (RS256) or P-256 (ES256); with RSA the same
                     sources still give the same bytes
  --opa-key-id ID    what the agents' configuration calls the key

  edict policy build examples/http-api -o build/http-api`;

const OPTIONS = {
	out: { type: "string", short: "o" },
	policy: { type: "string" },
	revision: { type: "string" },
	entrypoint: { type: "string", multiple: true },
	"opa-key": { type: "string" },
	"opa-key-id": { type: "string" },
} as const;

export const run = command(USAGE, OPTIONS, async (values, [folder, ...rest], io) => {
	const { out, policy, revision, entrypoint: entrypoints } = values;
	if (folder === undefined || rest.length > 0 || out === undefined) throw misused("name the folder of sources, and --out FOLDER");
	const signAgent = await agentSigner(values["opa-key"], values["opa-key-id"]);
	const reason = await whyNotThere(out, folder).catch(
		(error: NodeJS.ErrnoException) => `${out} cannot be written: ${error.code}`,
	);
	if (reason !== undefined) throw new Refusal(reason);
	const options = {
		...(policy && { policy }),
		...(revision && { revision }),
		...(entrypoints && { entrypoints }),
		...(signAgent && { signAgent }),
	};
	const files = await buildOf(folder, options);
	const written = await writeRelease(out, files);
	const manifest = JSON.parse(new TextDecoder().decode(files.manifest)) as ReleaseManifest;
	const told = { digest: await digestOf(files.manifest), policy: manifest.policy, revision: manifest.revision, folder: out };
	if (files.debug === undefined) io.err(UNTRACED);
	if (values.json) io.out(JSON.stringify({ ...told, kind: manifest.kind, entrypoints: manifest.entrypoints, files: written }));
	else
		io.out(
			`${told.policy} ${told.revision} ${told.digest}\n${out}: ${written.join(", ")}\nasked as ${manifest.entrypoints.join(", ")}`,
		);
	return EXIT.done;
});

const UNTRACED =
	"warning: a rule is called eq or internal, which the compiler keeps for itself: decisions are the same, but the release has no " +
	"debug rendition, so that they cannot be explained; give the rule another name";

/** What signs bundles for agents; `undefined`: nothing was asked for. */
async function agentSigner(path: string | undefined, kid: string | undefined): Promise<GeneralOptions["signAgent"]> {
	if (path === undefined && kid === undefined) return undefined;
	if (path === undefined || kid === undefined) throw misused("--opa-key and --opa-key-id belong together");
	const key = await readOpaKey(path, kid).catch((error: Error) => {
		throw new Refusal(error.message);
	});
	return (bundle) => signBundle(bundle, key);
}
