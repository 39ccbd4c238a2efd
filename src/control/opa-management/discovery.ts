// Discovery: a bundle whose data is an agent's configuration, made of the pointer, so that new policies reach running agents.
import type { Pointer } from "../../contract/pointer.ts";
import type { ApiRequest } from "../../platform/api.ts";
import { utf8 } from "../../platform/bytes.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { documentDigest } from "../../platform/digest.ts";
import { gzip } from "../../platform/gzip.ts";
import { MAX_AGENT_WAIT_S } from "../../platform/limits.ts";
import { ok, type Result } from "../../platform/result.ts";
import { writeTar } from "../../policy/tar.ts";
import type { VersionFault } from "../../policy/version.ts";
import { boundedMap } from "../bounded-map.ts";
import { AGENT_CHANNEL } from "./bundle.ts";
import type { AgentDeps } from "./deps.ts";
import { answerPoll } from "./poll.ts";
import { signerOf } from "./signer.ts";

/** Versions whose signer an isolate remembers. */
const MAX_SIGNERS = 1_024;

/** Serves configurations; remembers which key signed a version, since that never changes. */
export function createDiscovery(deps: AgentDeps): (request: ApiRequest) => Promise<Response> {
	const signers = boundedMap<{ readonly kid: string | undefined }>(MAX_SIGNERS);
	const signer = async (tenant: string, digest: string): Promise<Result<string | undefined, VersionFault>> => {
		const key = `${tenant} ${digest}`;
		const known = signers.get(key);
		if (known !== undefined) return ok(known.kid);
		const bundle = await deps.bundle(tenant, digest);
		if (!bundle.ok) return bundle;
		const kid = await signerOf(bundle.value);
		if (kid.ok) signers.set(key, { kid: kid.value });
		return kid;
	};
	return (request) =>
		answerPoll(deps, request, async (pointer) => {
			const { tenant } = request.caller;
			const config = await agentConfig(pointer, request.params.service, (digest) => signer(tenant, digest));
			// Without knowing who signed a bundle no configuration is given: it would lift the demand for a signature.
			if (!config.ok) return { tag: "", read: async () => config };
			const tag = await documentDigest(config.value);
			return { tag, read: async () => ok(await discoveryBundle(config.value, tag)) };
		});
}

/**
 * What an agent is to do: pull every policy of the tenant, wait for changes, report decisions and status. A signed bundle names
 * its key, so that the agent, which must know the key by its own configuration, takes no other and none without a signature.
 */
export async function agentConfig(
	pointer: Pointer,
	service: string | undefined,
	signer: (digest: string) => Promise<Result<string | undefined, VersionFault>>,
): Promise<Result<Record<string, unknown>, VersionFault>> {
	const named = service === undefined ? {} : { service };
	const bundles: Record<string, unknown> = {};
	for (const [policy, { channels }] of Object.entries(pointer.policies)) {
		const target = channels[AGENT_CHANNEL];
		if (target === undefined) continue;
		const signed = await signer(target.digest);
		if (!signed.ok) return signed;
		const keyid = signed.value;
		bundles[policy] = {
			...named,
			resource: `bundles/${policy}`,
			polling: { min_delay_seconds: 5, max_delay_seconds: 15, long_polling_timeout_seconds: MAX_AGENT_WAIT_S },
			...(keyid === undefined ? {} : { signing: { keyid } }),
		};
	}
	return ok({
		bundles,
		decision_logs: {
			...named,
			reporting: { min_delay_seconds: 5, max_delay_seconds: 15, upload_size_limit_bytes: 131_072 },
		},
		status: named,
	});
}

async function discoveryBundle(config: Record<string, unknown>, revision: string) {
	return gzip(
		writeTar([
			{ path: ".manifest", bytes: utf8(canonicalJson({ revision, roots: [""] })) },
			{ path: "data.json", bytes: utf8(canonicalJson(config)) },
		]),
	);
}
