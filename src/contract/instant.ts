// How an instant may be written: in milliseconds, or as RFC 3339 says.
import * as v from "valibot";
import { Millis } from "./names.ts";

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Milliseconds, or an RFC 3339 instant with its offset (`2026-11-24T12:00:00Z`). */
export const Instant = v.union(
	[
		Millis,
		v.pipe(
			v.string(),
			v.regex(RFC_3339),
			v.transform((text) => Date.parse(text.toUpperCase())),
			Millis,
		),
	],
	"must be milliseconds or an RFC 3339 instant",
);
