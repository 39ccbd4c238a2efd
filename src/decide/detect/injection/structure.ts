// Forged turns, delimiters and set wordings: what is recognised by its form rather than by its words.
import type { Hit, ScanContext } from "../detector.ts";
import type { InjectionType } from "./patterns.ts";
import { isContent } from "./payload.ts";

type Form = {
	readonly type: InjectionType;
	readonly pattern: RegExp;
	/** Score in a message of a user. */
	readonly score: number;
	/** Score in a document or a tool's result, where nobody should address the model. */
	readonly inContent?: number;
	readonly evidence: "structure" | "phrase";
	/** One of these stands in every match, in lower case: texts without them are not searched. */
	readonly hints: readonly string[];
};

/** Hits per form: more of the same says nothing new. */
const MAX_PER_FORM = 16;

// Every gap is bounded, so that each form is linear in the text.
const FORMS: readonly Form[] = [
	{
		type: "injection.role_spoof",
		pattern:
			/<\|(?:im_start|im_end|im_sep|system|user|assistant|start_header_id|end_header_id|eot_id|begin_of_text|endoftext|endofprompt|end_of_turn|channel|message|start|end)\|>/gi,
		score: 920,
		evidence: "structure",
		hints: ["<|"],
	},
	{
		type: "injection.role_spoof",
		pattern: /\[\/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>|<\/?(?:start|end)_of_turn>/g,
		score: 900,
		evidence: "structure",
		hints: ["inst]", "sys", "tool", "of_turn>"],
	},
	{
		type: "injection.role_spoof",
		pattern:
			/^[ \t]{0,8}#{1,6}[ \t]{0,4}(?:new[ \t])?(?:system|assistant|developer)(?:[ \t](?:prompt|message|override|instructions?|update|note))?[ \t]{0,4}(?::|$)/gim,
		score: 720,
		inContent: 820,
		evidence: "structure",
		hints: ["#"],
	},
	{
		type: "injection.role_spoof",
		pattern:
			/(?:^|[.!?]\s)[ \t]{0,8}(?:\[|\()?(?:SYSTEM|System)(?:[ \t](?:prompt|message|override|instructions?|update|note|PROMPT|MESSAGE|OVERRIDE|INSTRUCTIONS?|UPDATE|NOTE|ALERT))?(?:\]|\))?[ \t]{0,2}:[ \t]?(?=\S{0,20}[ \t\n])/gm,
		score: 520,
		inContent: 640,
		evidence: "structure",
		hints: ["system"],
	},
	{
		type: "injection.role_spoof",
		pattern:
			/\[(?:system|assistant|developer|admin)(?:[ _](?:message|prompt|override|note|instructions?))?\](?!\()|<\/?(?:system|assistant|developer|sys|system[_-]prompt|system[_-]message|assistant[_-]response)>/gi,
		score: 620,
		inContent: 760,
		evidence: "structure",
		hints: ["[sys", "[ass", "[dev", "[adm", "<sys", "<ass", "<dev", "</"],
	},
	{
		type: "injection.delimiter_spoof",
		pattern:
			/(?:(?<![-=#*<])[-=#*<]{2,16}|[-=#*<]{2})[ \t]{0,4}(?:end|begin|start|stop)[ \t]{1,4}(?:of[ \t]{1,4})?(?:the[ \t])?(?:user|system|document|input|prompt|context|instructions?|conversation|data|email|text|query)\b[^\n]{0,24}[-=#*>]{2,}/gi,
		score: 640,
		inContent: 760,
		evidence: "structure",
		hints: ["---", "--", "==", "##", "**", "<<"],
	},
	{
		type: "injection.delimiter_spoof",
		pattern:
			/<\/(?:context|document|documents|user[_-]?input|user[_-]?query|user[_-]?message|untrusted|data|retrieved|search[_-]?results?|tool[_-]?results?|instructions?)>/gi,
		score: 380,
		inContent: 540,
		evidence: "structure",
		hints: ["</"],
	},
	{
		type: "injection.refusal_suppression",
		pattern:
			/\b(?:start|begin|respond|reply|answer|prefix|open)(?:s|ing)?\b[^.\n]{0,60}["'“‘«](?:sure|absolutely|of course|certainly|yes|okay|ok|i can|here(?:'s| is| are))\b/gi,
		score: 620,
		evidence: "phrase",
		hints: ["sure", "absolutely", "of course", "certainly", "yes", "ok", "i can", "here"],
	},
	{
		type: "injection.refusal_suppression",
		pattern:
			/\b(?:never|do not|don't|not|without|avoid)\b[^.\n]{0,30}\b(?:say(?:ing)?|use|using|write|writing|include|including)\b[^.\n]{0,24}\b(?:i cannot|i can't|i can not|cannot|can't|as an ai|i'm sorry|unable|unfortunately|however)\b/gi,
		score: 760,
		evidence: "phrase",
		hints: ["cannot", "can't", "can not", "as an ai", "sorry", "unable", "unfortunately", "however"],
	},
	{
		type: "injection.persona",
		pattern:
			/\bdo(?:es)? anything now\b|\bstrive to avoid norms\b|\bstay(?:s)? a dan\b|\b(?:has|have) broken free (?:of|from) the (?:typical )?(?:confines|limits)/gi,
		score: 960,
		evidence: "phrase",
		hints: ["anything now", "avoid norms", "a dan", "broken free"],
	},
	{
		type: "injection.persona",
		pattern:
			/(?:\[(?:DAN|STAN|DUDE|AIM|JAILBREAK|GPT|CLASSIC|🔒CLASSIC|🔓JAILBREAK|Developer Mode Output|Normal Output)\])|\((?:🔓|🔒)|\b(?:named|called|as|now|act like|bist(?: jetzt)?|es ahora|eres|ты|sen) (?:DAN|STAN|DUDE|AIM|BetterDAN|JailBreak|EvilBot|BasedGPT|DevMode)\b|[是は] ?DAN|DAN (?:mode|Mode|模式)/g,
		score: 880,
		evidence: "phrase",
		hints: ["[", "(", "dan", "stan", "aim", "dude", "gpt", "bot", "devmode", "jailbreak"],
	},
	{
		type: "injection.persona",
		pattern: /(?<![A-Z] )\bDAN\b(?! [A-Z]{2})/g,
		score: 560,
		evidence: "phrase",
		hints: ["dan"],
	},
	{
		type: "injection.persona",
		pattern:
			/\b(?:stay|remain) in character\b|\bbreak(?:ing)? character\b|\b(?:two|both) (?:different )?(?:ways|responses|outputs)\b[^\n]{0,80}\b(?:normal|standard|classic)\b|\bevil (?:twin|confidant|trusted)\b|\bopposite mode\b/gi,
		score: 460,
		evidence: "phrase",
		hints: ["character", "normal", "standard", "classic", "evil ", "opposite mode"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:ai|llm|language models?|assistants?|agents?|chatbots?|copilots?|crawlers?)\s{1,3}(?:that (?:is|are) )?(?:reading|processing|summari[sz]ing|parsing|viewing|analy[sz]ing|scraping)\s{1,3}th(?:is|ese)\b/gi,
		score: 700,
		inContent: 860,
		evidence: "phrase",
		hints: ["this", "these"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:if you(?:'re| are)|dear|attention|note (?:to|for)|messages? (?:to|for)|instructions? (?:to|for)|important for)[ ,:]{1,3}(?:an? |any |all |the |our )?(?:ai|llm|language models?|(?:ai |virtual )?assistants?|chatbots?|gpt|chatgpt|claude|copilot|ai agents?|ai models?)\b/gi,
		score: 420,
		inContent: 780,
		evidence: "phrase",
		hints: ["ai", "llm", "language model", "assistant", "bot", "gpt", "claude", "copilot"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:do not|don't|never|without)\s{1,3}(?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|reveal(?:ing)?|alert(?:ing)?|notify(?:ing)?|show(?:ing)?)\b[^.\n]{0,40}\b(?:the )?users?\b/gi,
		score: 560,
		inContent: 840,
		evidence: "phrase",
		hints: ["user"],
	},
	{
		type: "injection.payload_instruction",
		pattern: /<!--(?=[^>]{0,400}?(?:\bignore\b|\bassistant\b|instruction|\byou must\b|\bsystem\b|\bAI\b|\bLLM\b|\bsend\b))/g,
		score: 640,
		inContent: 820,
		evidence: "structure",
		hints: ["<!--"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/<[a-z]{1,12}\b[^<>]{0,160}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0|opacity\s{0,3}:\s{0,3}0|color\s{0,3}:\s{0,3}(?:white|#fff)|\shidden\b)[^<>]{0,160}>(?=[^<]{0,400}?(?:\bignore\b|\bassistant\b|instruction|\byou must\b|\bsystem\b|\bAI\b|\bLLM\b|\bsend\b|\bcall\b|\bforward\b|\breply\b))/gi,
		score: 620,
		inContent: 860,
		evidence: "structure",
		hints: ["none", "hidden", "font-size", "opacity", "color"],
	},
	{
		type: "injection.prompt_leak",
		pattern:
			/\bwhat\s(?:were|was|have|did)\s(?:you|they|your developers)\s(?:been\s)?(?:told|tell you|given|give you|instructed|shown|asked to do)\b[^.?\n]{0,60}\b(?:before|at the (?:start|beginning)|initially|originally)\b/gi,
		score: 760,
		evidence: "phrase",
		hints: ["what were", "what was", "what have", "what did"],
	},
	{
		type: "injection.payload_instruction",
		pattern: /<(?:important|system-?reminder|admin|override|hidden|secret|priority)>/gi,
		score: 420,
		inContent: 720,
		evidence: "structure",
		hints: ["<"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:before|when|after|while)\s(?:you\s)?(?:answer(?:ing)?|respond(?:ing)?|reply(?:ing)?|summari[sz](?:e|ing)|us(?:e|ing) this tool|call(?:ing)? this tool|finish(?:ing)?)\b[^.\n]{0,60}\b(?:you must|always|first|make sure|be sure to|also|include|append|add)\b/gi,
		score: 0,
		inContent: 620,
		evidence: "phrase",
		hints: ["answer", "respond", "reply", "summar", "this tool", "finish"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:forward|send|e-?mail|upload|post|copy)\b[^.\n]{0,60}\bto\b[^.\n]{0,24}(?:[\w.+-]{1,40}@[\w.-]{3,60}|https?:\/\/)/gi,
		score: 0,
		inContent: 560,
		evidence: "phrase",
		hints: ["@", "://"],
	},
	{
		type: "injection.payload_instruction",
		pattern:
			/\b(?:append|add|include|insert|modify|incorporate|weave|begin|end|conclude)\b[^.\n]{0,40}\b(?:your|the|its)\s(?:final |next )?(?:answer|response|reply|output|summary|solution)s?\b/gi,
		score: 0,
		inContent: 600,
		evidence: "phrase",
		hints: ["answer", "response", "reply", "output", "summary", "solution"],
	},
	{
		type: "injection.tool_coercion",
		pattern:
			/\b(?:call|invoke|execute|run|use|trigger)\b[^.\n]{0,24}\b(?:the |your )(?:[\w.-]{2,40}\s)?(?:tool|function|api|plugin)s?\b[^.\n]{0,40}\b(?:to|with|and)\b/gi,
		score: 260,
		inContent: 660,
		evidence: "phrase",
		hints: ["tool", "function", "api", "plugin"],
	},
	{
		type: "injection.prompt_leak",
		pattern:
			/\b(?:repeat|print|output|copy|write|say|return|show)\b[^.\n]{0,30}\b(?:everything|all|the (?:words|text|sentences?|instructions?|lines?|paragraphs?|contents?))\b[^.\n]{0,20}\b(?:above|before this|prior to this|preceding)\b/gi,
		score: 800,
		evidence: "phrase",
		hints: ["above", "before this", "prior to", "preceding"],
	},
	{
		type: "injection.task_hijack",
		pattern:
			/\b(?:stop|halt|achtung|stopp)\b[.!,: -]{1,6}(?:now |jetzt |instead |new )|\b(?:new|updated|real|actual|neue|nouvelle|nueva|nuova)s? (?:task|instructions?|objective|goal|aufgaben?|anweisung(?:en)?|instrucci[oó]n(?:es)?|consignes?)[ \t]{0,2}[:：]/gi,
		score: 660,
		inContent: 760,
		evidence: "phrase",
		hints: ["stop", "halt", "achtung", ":", "："],
	},
];

/** Every form found. Offsets are those of the text. */
export function structureHits(text: string, context: ScanContext): Hit[] {
	const content = isContent(context);
	const hits: Hit[] = [];
	const lower = text.toLowerCase();
	for (const { type, pattern, score: inMessage, inContent, evidence, hints } of FORMS) {
		const score = content ? (inContent ?? inMessage) : inMessage;
		if (score === 0 || !hints.some((hint) => lower.includes(hint))) continue;
		pattern.lastIndex = 0;
		for (let found = 0; found < MAX_PER_FORM; found++) {
			const match = pattern.exec(text);
			if (match === null) break;
			hits.push({ type, start: match.index, end: match.index + Math.max(1, match[0].length), score, evidence });
			if (match[0].length === 0) pattern.lastIndex++;
		}
		pattern.lastIndex = 0;
	}
	return hits;
}

const TURN =
	/^[ \t>*#-]{0,8}(?:user|human|q|question|assistant|ai|a|answer|bot|chatbot|model|system|customer|frage|antwort|pregunta|respuesta|usuario|asistente)[ \t*]{0,4}\d{0,3}[ \t]{0,2}[:：]/gim;
/** From here on the turns of a dialogue in one text look like shots; honest few-shot prompts have fewer. */
const MANY_TURNS = 16;

/** Dialogue turns written into one text; `null` below the bound. */
export function manyShotHit(text: string): Hit | null {
	TURN.lastIndex = 0;
	let turns = 0;
	while (TURN.exec(text) !== null && turns < 256) turns++;
	TURN.lastIndex = 0;
	if (turns < MANY_TURNS) return null;
	return { type: "injection.many_shot", score: Math.min(800, 420 + turns * 6), evidence: "structure" };
}
