// What OPA tells of itself: its policies, its configuration, its status; here of the tenant's versions in force.
import type { ChannelTarget } from "../../../contract/pointer.ts";
import type { ApiRequest, Handler } from "../../../platform/api.ts";
import { err, ok, type Result } from "../../../platform/result.ts";
import { HOST_VERSION } from "../../../platform/version.ts";
import { failureResponse, plainResponse } from "./answer.ts";
import { contextOf, type Failure, unavailable } from "./decide-data.ts";
import type { OpaDeps } from "./deps.ts";
import { parametersOf } from "./query.ts";
import { digestOn, STABLE } from "./served.ts";

type Policy = { readonly id: string; readonly raw: string; readonly ast: null };

export function policiesHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const policies = await policiesOf(call, deps);
		if (!policies.ok) return failureResponse(call.raw, policies.error);
		return plainResponse(parametersOf(call.raw.url), JSON.stringify({ result: policies.value }));
	};
}

export function policyHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const id = idOf(call.raw);
		const policies = await policiesOf(call, deps, id);
		if (!policies.ok) return failureResponse(call.raw, policies.error);
		const policy = policies.value.find((one) => one.id === id);
		if (policy !== undefined) return plainResponse(parametersOf(call.raw.url), JSON.stringify({ result: policy }));
		const message = `storage_not_found_error: policy id ${JSON.stringify(id)}`;
		return failureResponse(call.raw, { status: 404, error: { code: "resource_not_found", message } });
	};
}

function idOf(request: Request): string {
	const path = new URL(request.url).pathname.replace(/^\/opa\/v1\/policies\//, "");
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/**
 * Sources of the versions in force, as `<policy>/<path>`, whether they can serve or not; of all, or of the policy that an id
 * names. Their syntax trees are not kept: `ast` is null, as OPA has it then.
 */
async function policiesOf(call: ApiRequest, deps: OpaDeps, id?: string): Promise<Result<Policy[], Failure>> {
	const loaded = await contextOf(call, deps);
	if (!loaded.ok) return loaded;
	const policies: Policy[] = [];
	for (const [name, { channels }] of Object.entries(loaded.value.context.pointer.policies)) {
		const target = channels[STABLE];
		if (target === undefined || (id !== undefined && !id.startsWith(`${name}/`))) continue;
		const sources = await deps.sources(call.caller.tenant, { digest: digestOn(name, target, deps) });
		// A list has no place for a fault: whoever asks for the one alone is told.
		if (sources === undefined && id === undefined) continue;
		if (sources === undefined) return err(unavailable(`the sources of policy ${name} could not be read`));
		const rego = sources.filter(({ path }) => path.endsWith(".rego"));
		policies.push(...rego.map(({ path, text }): Policy => ({ id: `${name}/${path}`, raw: text, ast: null })));
	}
	return ok(policies.sort((a, b) => (a.id < b.id ? -1 : 1)));
}

export function configHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const loaded = await contextOf(call, deps);
		if (!loaded.ok) return failureResponse(call.raw, loaded.error);
		const { context } = loaded.value;
		const result = {
			bundles: Object.fromEntries(Object.keys(context.pointer.policies).map((name) => [name, { service: "edict" }])),
			decision_logs: { service: "edict" },
			default_authorization_decision: "/system/authz/allow",
			default_decision: `/${deps.defaultDecision(context)}`,
			labels: labelsOf(context.tenant),
		};
		return plainResponse(parametersOf(call.raw.url), JSON.stringify({ result }));
	};
}

export function statusHandler(deps: OpaDeps): Handler {
	return async (call) => {
		const loaded = await contextOf(call, deps);
		if (!loaded.ok) return failureResponse(call.raw, loaded.error);
		const { context } = loaded.value;
		const { plugins } = await deps.health();
		const bundles = await Promise.all(
			Object.entries(context.pointer.policies).map(async ([name, { channels }]) => {
				const target = channels[STABLE];
				return target === undefined ? [] : [[name, await bundleStatus(name, target, context.tenant, deps)]];
			}),
		);
		const result = {
			labels: labelsOf(context.tenant),
			bundles: Object.fromEntries(bundles.flat()),
			plugins: Object.fromEntries(Object.entries(plugins).map(([name, well]) => [name, { state: well ? "OK" : "ERROR" }])),
		};
		return plainResponse(parametersOf(call.raw.url), JSON.stringify({ result }));
	};
}

/** As OPA tells of a bundle; one that cannot serve has a code and says why. */
async function bundleStatus(name: string, target: ChannelTarget, tenant: string, deps: OpaDeps) {
	const digest = digestOn(name, target, deps);
	const found = await deps.versions.find(tenant, digest);
	return {
		...{ name, active_revision: target.revision, digest },
		last_successful_activation: new Date(target.since).toISOString(),
		...(found.ok ? {} : { code: "bundle_error", message: `the version cannot serve: ${found.error}` }),
	};
}

function labelsOf(tenant: string) {
	return { id: tenant, version: HOST_VERSION };
}
