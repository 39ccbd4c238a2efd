// The detectors that run, in order. Order matters for ties only: the first to see a thing names it.
import { NORMALISER_VERSION } from "../normalise/text.ts";
import { anomalyDetector } from "./anomaly/anomaly.ts";
import type { Detector } from "./detector.ts";
import { exfiltrationDetector } from "./exfiltration/exfiltration.ts";
import { harmDetector } from "./harm/harm.ts";
import { injectionDetector } from "./injection/injection.ts";
import { languageDetector } from "./language/language.ts";
import { piiDetector } from "./pii/pii.ts";
import { secretsDetector } from "./secrets/secrets.ts";
import { toolArgumentsDetector } from "./tool-arguments/tool-arguments.ts";

export const DETECTORS: readonly Detector[] = [
	secretsDetector,
	piiDetector,
	exfiltrationDetector,
	injectionDetector,
	harmDetector,
	languageDetector,
	anomalyDetector,
	toolArgumentsDetector,
];

/** Names every reader that took part, with its version: what a record says about detection. */
export function detectorSet(detectors: readonly Detector[] = DETECTORS): string {
	return [`normaliser@${NORMALISER_VERSION}`, ...detectors.map((detector) => `${detector.name}@${detector.version}`)].join(",");
}
