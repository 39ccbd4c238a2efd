// `edict policy diff`: what differs between two versions, in releases, sources or the service.

import { diffMarkdown } from "../../eval/diff/render.ts";
import { type Compared, versionDiff } from "../../eval/diff/version-diff.ts";
import { digestOf } from "../../platform/digest.ts";
import { fileFault, RELEASE_FILES, readManifest } from "../../policy/bundle.ts";
import { command, EXIT, misused, Refusal } from "../command.ts";
import { releaseOf } from "../policy/release-of.ts";
import { isDigest } from "../replay/options.ts";
import { openService, SERVICE_OPTIONS, SERVICE_USAGE, type Service, type ServiceOptions } from "../service.ts";

export const USAGE = `edict policy diff FROM TO [--exit-code] [--url URL] [--key-file FILE] [--json]
  Rules added, removed and changed (metadata, shipped strictness, logic), entrypoints, builtins, capabilities, data, and the Rego
  itself as a unified difference. FROM and TO are folders of releases or sources, or digests of published versions. Markdown.
  --exit-code        1 when they differ, as git has it
${SERVICE_USAGE}

  edict policy diff bundles/baseline rego`;

const OPTIONS = { "exit-code": { type: "boolean", default: false }, ...SERVICE_OPTIONS } as const;

export const run = command(USAGE, OPTIONS, async (values, [from, to, ...rest], io) => {
	if (from === undefined || to === undefined || rest.length > 0) throw misused("name two versions: folders or digests");
	const service = [from, to].some(isDigest) ? await openService(values as ServiceOptions) : undefined;
	const diff = versionDiff(await comparedOf(from, service), await comparedOf(to, service));
	io.out(values.json ? JSON.stringify(diff) : diffMarkdown(diff));
	return values["exit-code"] && !diff.same ? EXIT.refused : EXIT.done;
});

async function comparedOf(named: string, service: Service | undefined): Promise<Compared> {
	const { manifest, data, sources } =
		service !== undefined && isDigest(named) ? await stored(named, service) : await releaseOf(named);
	const read = readManifest(manifest);
	if (!read.ok) throw new Refusal(`${named} has no manifest that this program reads: ${read.error.reason}`);
	for (const [file, bytes] of [
		["data", data],
		["sources", sources],
	] as const) {
		if ((await fileFault(read.value, file, bytes)) !== undefined)
			throw new Refusal(`${named}: ${RELEASE_FILES[file]} is not what its manifest says`);
	}
	const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;
	const { files } = json(sources) as { files: Compared["sources"] };
	return { digest: await digestOf(manifest), manifest: read.value, data: json(data), sources: files };
}

async function stored(digest: string, service: Service) {
	const file = async (name: "manifest" | "data" | "sources") => {
		const bytes = await service.find(`/v1/policies/${digest}/files/${RELEASE_FILES[name]}`);
		if (bytes === undefined) throw new Refusal(`the service gives no ${RELEASE_FILES[name]} of ${digest}`);
		return bytes;
	};
	const [manifest, data, sources] = [await file("manifest"), await file("data"), await file("sources")];
	if ((await digestOf(manifest)) !== digest) throw new Refusal(`the service gave another version than ${digest}`);
	return { manifest, data, sources };
}
