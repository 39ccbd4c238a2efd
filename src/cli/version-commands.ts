// What the commands about a version's life share: which version is meant, one step of it, and how its state is told.
import * as v from "valibot";
import { LIFECYCLE_ROUTES } from "../contract/api-lifecycle.ts";
import { VersionStatus } from "../contract/lifecycle.ts";
import { Digest } from "../contract/names.ts";
import { EXIT, type Io, misused } from "./command.ts";
import { openService, SERVICE_OPTIONS, type Service, type ServiceOptions } from "./service.ts";

export const STEP_OPTIONS = {
	...SERVICE_OPTIONS,
	reason: { type: "string" },
	ticket: { type: "string" },
	key: { type: "string" },
} as const;
export const STEP_USAGE = `  --reason TEXT      why; kept for good
  --ticket ID        of the change elsewhere
  --key TEXT         a repeat under the same key is carried out once`;

export type StepOptions = ServiceOptions & {
	readonly reason?: string | undefined;
	readonly ticket?: string | undefined;
	readonly key?: string | undefined;
	readonly json: boolean;
};
export type Version = { readonly policy: string; readonly digest: string };

/** The two positionals POLICY and DIGEST. */
export function versionOf(positionals: readonly string[]): Version {
	const [policy, digest, ...rest] = positionals;
	if (policy === undefined || !v.is(Digest, digest) || rest.length > 0)
		throw misused("name the policy and the digest of the version");
	return { policy, digest };
}

export function pathOf({ policy, digest }: Version): string {
	return `/v1/policies/${encodeURIComponent(policy)}/versions/${digest}`;
}

/** What every order says of itself. */
export function orderOf({ reason, ticket, key }: StepOptions): { reason: string; ticket?: string; idempotency_key?: string } {
	if (reason === undefined) throw misused("say why: --reason TEXT");
	return { reason, ...(ticket && { ticket }), ...(key && { idempotency_key: key }) };
}

export async function statusOf(service: Service, version: Version): Promise<VersionStatus> {
	return v.parse(VersionStatus, await service.call("GET", pathOf(version)));
}

/** Orders one step and tells what it made of the version. */
export async function takeStep(command: string, values: StepOptions, positionals: readonly string[], io: Io, more: object = {}) {
	const version = versionOf(positionals);
	const body = { command, ...orderOf(values), ...more };
	const service = await openService(values);
	const answered = await service.call("POST", `${pathOf(version)}/transitions`, body);
	const { state, epoch, made } = v.parse(LIFECYCLE_ROUTES.transition.response, answered);
	if (values.json) io.out(JSON.stringify(answered));
	else io.out(`${version.policy} ${version.digest} is ${state}, epoch ${epoch}${made ? "" : " (it was so already)"}`);
	return EXIT.done;
}
