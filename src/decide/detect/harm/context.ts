// Turns of phrase that make harmful words harmless: how others act, what was, what is one's own, and a model's own refusal.

const OTHERS =
	/\bhow (?:(?:do|does|did|can|could|would|will|might|are|is) )?(?:the |a |an |our |most |some |many |your )?(?:[\w-]{2,20} ){0,2}(?:police|officers?|detectives?|investigators?|prosecutors?|banks?|customs|dogs?|firefighters?|auditors?|insurers?|schools?|teachers?|parents|hospitals?|doctors|nurses|airports?|airlines|courts?|juries|judges|regulators|moderators|platforms|shops|stores|museums|historians|scientists|archaeologists|governments|soldiers|veterans|victims|survivors|antivirus)\b/i;

/** True for "how do customs officers find …": the asker is not the one who acts. */
export function asksHowOthersAct(sentence: string): boolean {
	return OTHERS.test(sentence);
}

const PAST =
	/\b(?:how|why|when|where|what|which)(?: [\w'-]{2,20}){0,3} (?:did|was|were) (?!i\b|you\b|he\b|she\b)|\bwho (?:killed|murdered|shot|assassinated|poisoned|betrayed|bombed|invented)\b/i;

/** True for questions about what happened: history is told, not planned. */
export function asksWhatWas(sentence: string): boolean {
	return PAST.test(sentence);
}

const OWN =
	/\b(?:my|our) own (?:[\w-]{1,20} ){0,2}(?:web ?)?(?:sites?|pages?|apps?|servers?|routers?|networks?|wi-?fi|code|api|devices?|computers?|machines?|laptops?|phones?|accounts?|systems?|labs?|passwords?|software|games?)\b|\blocalhost\b|\b(?:in|during|for) (?:my |our |the )?(?:unit |integration |automated |end-to-end |e2e )?tests\b|\b(?:test|staging|lab) environment\b/i;

/** True where systems are the asker's own: what would be intrusion elsewhere is work there. */
export function speaksOfOwn(sentence: string): boolean {
	return OWN.test(sentence);
}

const REFUSAL =
	/\b(?:can(?:no|['’])t|cannot|can not|won['’]t|will not|unable to|not able to|must decline|refuse to|not comfortable)\b(?! but\b)[^.!?\n]{0,60}\b(?:help|assist|provide|give|share|support|offer|write|create|explain|discuss|comply|encourage|generate|fulfil)|\bkann (?:ich )?[^.!?\n]{0,40}nicht (?:helfen|unterstützen|beantworten|erklären)|\bne (?:peux|puis) pas [^.!?\n]{0,30}(?:aider|fournir|expliquer|répondre)|\bno puedo [^.!?\n]{0,30}(?:ayudar|proporcionar|explicar)|\bnon posso [^.!?\n]{0,30}(?:aiutar|fornire|spiegare)|\bnão posso [^.!?\n]{0,30}(?:ajudar|fornecer|explicar)/i;

/** True for a sentence in which a model declines. Whether a model speaks is for the caller to know. */
export function refuses(sentence: string): boolean {
	return REFUSAL.test(sentence);
}
