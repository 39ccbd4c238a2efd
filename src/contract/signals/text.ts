// Signal types about the text itself: hidden characters, encodings, language, size, what could not be read.
import type { SignalTypes } from "./type.ts";

export const TEXT_SIGNALS = {
	"text.invisible": { title: "Invisible characters", severity: "low", mask: "" },
	"text.bidi": { title: "Bidirectional control characters", severity: "medium", mask: "" },
	"text.tag_smuggling": { title: "Text hidden in Unicode tag characters", severity: "high", mask: "" },
	"text.variation_smuggling": { title: "Bytes hidden in variation selectors", severity: "high", mask: "" },
	"text.confusables": { title: "Words that mix look-alike letters of several scripts", severity: "medium", mask: "" },
	"text.encoded": { title: "Encoded text that decodes to readable text", severity: "low", mask: "[ENCODED]" },
	"text.letter_spacing": { title: "Words spelled with separated letters", severity: "low", mask: "" },
	"text.repetition": { title: "Excessive repetition", severity: "low", mask: "" },
	"text.oversized": { title: "Unusually long text", severity: "low", mask: "" },
	"text.high_entropy": { title: "Long run of random-looking text", severity: "low", mask: "" },
	"text.language_mix": { title: "The text changes language", severity: "low", mask: "" },
	"text.unsupported_part": { title: "A part that is not text and was not read", severity: "medium", mask: "" },
	"limit.work_exhausted": { title: "Detection stopped: the work budget ran out", severity: "high", mask: "" },
	"limit.views_truncated": { title: "Not every decoding of the text was followed", severity: "medium", mask: "" },
	"limit.arguments_truncated": { title: "Not every argument of the tool call was described", severity: "high", mask: "" },
	"limit.signals_truncated": { title: "More signals than a record holds", severity: "high", mask: "" },
	"limit.detector_failed": { title: "A detector failed", severity: "critical", mask: "" },
} as const satisfies SignalTypes;
