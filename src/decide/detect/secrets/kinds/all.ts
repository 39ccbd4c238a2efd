// All kinds of secrets that have a shape of their own.
import type { ContextKind, KindFamily, MarkedKind, TokenKind } from "../kind.ts";
import { AI_KINDS } from "./ai.ts";
import { CLOUD_KINDS } from "./cloud.ts";
import { INFRASTRUCTURE_KINDS } from "./infrastructure.ts";
import { MESSAGING_KINDS } from "./messaging.ts";
import { PAYMENT_KINDS } from "./payment.ts";
import { SAAS_KINDS } from "./saas.ts";
import { SOURCE_KINDS } from "./source.ts";

const FAMILIES: readonly KindFamily[] = [
	CLOUD_KINDS,
	AI_KINDS,
	SOURCE_KINDS,
	PAYMENT_KINDS,
	MESSAGING_KINDS,
	SAAS_KINDS,
	...INFRASTRUCTURE_KINDS,
];

export const TOKEN_KINDS: readonly TokenKind[] = FAMILIES.flatMap((family) => family.tokens ?? []);
export const CONTEXT_KINDS: readonly ContextKind[] = FAMILIES.flatMap((family) => family.contexts ?? []);
export const MARKED_KINDS: readonly MarkedKind[] = FAMILIES.flatMap((family) => family.marks ?? []);
