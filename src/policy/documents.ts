// From the documents that a record names to what the policy sees of them: the same when it decides and when it is replayed.
import type { ExceptionFact, KillFact, PolicyInput, ScopedExceptionFact } from "../contract/input.ts";
import type { ExceptionItem } from "../contract/pointer.ts";

type Permissions = Pick<PolicyInput, "exceptions" | "scoped_exceptions">;

/** Exceptions as the input has them: those for some subjects or sources in a list of their own. */
export function exceptionFacts(items: readonly ExceptionItem[]): Permissions {
	const scoped = items.filter((item): item is ScopedExceptionFact => "roles" in item);
	const exceptions = items.filter((item): item is ExceptionFact => !("roles" in item));
	return { exceptions, ...(scoped.length === 0 ? {} : { scoped_exceptions: scoped }) };
}

/** Kill switches as the input has them: the operator's over all tenants first. */
export function killFacts(global: readonly KillFact[], own: readonly KillFact[]): KillFact[] {
	return [...global, ...own];
}
