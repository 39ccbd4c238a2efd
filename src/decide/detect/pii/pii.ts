// Personal data: structured identifiers by their checks and rules, the rest only where the words around them say so.

import type { SignalTypeName } from "../../../contract/signal.ts";
import { PII_SIGNALS } from "../../../contract/signals/pii.ts";
import type { Detector, Hit, ScanContext } from "../detector.ts";
import { addresses } from "./address.ts";
import { type Candidate, settle } from "./candidate.ts";
import { cards } from "./card.ts";
import { cryptoAddresses } from "./crypto-address.ts";
import { datesOfBirth } from "./date-of-birth.ts";
import { documentNumbers } from "./document-number.ts";
import { emails } from "./email.ts";
import { ibans } from "./iban.ts";
import { names } from "./name.ts";
import { nationalIds } from "./national-id.ts";
import { networkAddresses } from "./network.ts";
import { phones } from "./phone.ts";
import { regionOf } from "./region.ts";
import { socialSecurityNumbers } from "./ssn.ts";
import { digitGroups, fold, type Reading } from "./tokens.ts";

/** In a decoded view only what stands by itself counts. */
const MIN_DECODED_SCORE = 700;

/** From here on a claim is certain enough that its digits need not be tried as a telephone number. */
const CERTAIN = 900;

function numbers(reading: Reading): Candidate[] {
	const checked = [...nationalIds(reading), ...cards(reading), ...ibans(reading)];
	const certain = settle(checked.filter((candidate) => candidate.score >= CERTAIN));
	return [
		...checked,
		...phones(reading, certain),
		...socialSecurityNumbers(reading),
		...documentNumbers(reading),
		...cryptoAddresses(reading),
		...(reading.decoded ? [] : [...addresses(reading), ...datesOfBirth(reading)]),
	];
}

function candidates(reading: Reading): Candidate[] {
	return [
		...emails(reading),
		...networkAddresses(reading),
		...(reading.groups.length > 0 ? numbers(reading) : []),
		...(reading.decoded ? [] : names(reading)),
	];
}

function scan(original: string, context: ScanContext): Hit[] {
	const text = fold(original);
	const reading: Reading = {
		text,
		groups: digitGroups(text),
		region: regionOf(context.locale),
		decoded: context.decoded,
	};
	const settled = settle(candidates(reading));
	return context.decoded ? settled.filter((hit) => hit.score >= MIN_DECODED_SCORE) : settled;
}

/** The personal data detector. Reads every view: data hidden in base64 is data all the same. */
export const piiDetector: Detector = {
	name: "pii",
	version: "2",
	types: Object.keys(PII_SIGNALS) as SignalTypeName[],
	reads: "all",
	cost: 20,
	scan,
};
