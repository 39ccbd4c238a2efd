// The commonest English words and those of instructions: enough to tell that letters are language and where words begin.

/** Lower case. */
export const VOCABULARY = new Set(
	`a about above access account act action activate address admin after again against agree all allow allowed always am an and
	another answer any anything api are as ask assistant at attack away bank be because been before below best block bomb both
	but by bypass call can cannot card change chat code command commands complete confidential content context continue
	conversation convert could create credential credentials credit current data database day decode delete describe detail
	details developer did direct directive directives disable disclose discard disregard do does done dont down drug drugs each
	else email enable end enter every everything execute explain explosive export fact false file files filter filters final
	find first follow following for forget form free from full function get give given go good guide guideline guidelines guard
	hack had has have he hello help her here hidden high him his how human i if ignore illegal immediately in inform information
	initial input inside instead instruct instruction instructions internal into is it its jailbreak just keep key keys kill
	know language last leak let like limit limits list load longer look made make malicious malware many may me mean message
	messages method mode model more most must my name need never new next no normal not nothing now number obey of off on once
	one only open or order other our out output over override own parameter password passwords people phish phishing plan play
	please poison policies policy post pretend previous previously print prior private prompt prompts protocol provide put
	question read real reason refuse remember remove repeat replace reply report request respond response restrict restricted
	restriction restrictions return reveal role root rule rules run safe safety same say says secret secrets security see send
	sensitive set share she should show simulate since so some speak start state step steps still stop story such system take
	talk task tasks tell text than that the their them then there these they thing this those through time to token tokens tool
	tools top translate true trust turn two under understand unlimited unrestricted until up upon url us use used user users
	using very virus want warning was way we weapon weapons website well were what when where which while who why will with
	without word words work world would write written year yes you your yourself`.split(/\s+/),
);

/** Share of the letters of a text that belong to known words of three letters or more; shorter ones mean too much elsewhere. */
export function knownShare(text: string): number {
	let letters = 0;
	let known = 0;
	for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
		letters += word.length;
		if (word.length >= 3 && VOCABULARY.has(word)) known += word.length;
	}
	return letters === 0 ? 0 : known / letters;
}
