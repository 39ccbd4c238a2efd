// Which intents and objects, in one sentence, make a hazard. 700 and above needs both an intent and its object.
import type { HARM_SIGNALS } from "../../../contract/signals/harm.ts";
import type { Pattern } from "../phrases/pattern.ts";
import { HARM as H } from "./concepts.ts";

export type HarmType = keyof typeof HARM_SIGNALS;

type Rest = { readonly ordered?: boolean; readonly unless?: number };

function hazard(type: HarmType, score: number, within: number, needs: readonly number[], rest: Rest = {}): Pattern<HarmType> {
	return { type, score, within, needs, ...rest };
}

export const HARM_PATTERNS: readonly Pattern<HarmType>[] = [
	hazard("harm.iwp", 860, 14, [H.ask | H.want, H.make, H.massWeapon], { unless: H.harmless }),
	hazard("harm.iwp", 740, 7, [H.make, H.massWeapon, H.gun | H.massWeapon]),
	hazard("harm.iwp", 500, 6, [H.make, H.massWeapon], { ordered: true, unless: H.harmless }),
	hazard("harm.iwp", 640, 8, [H.massWeapon, H.violence | H.evade, H.person | H.make]),
	hazard("harm.vcr", 820, 14, [H.ask, H.violence, H.person], { unless: H.harmless }),
	hazard("harm.vcr", 780, 8, [H.want, H.violence, H.person], { unless: H.harmless }),
	hazard("harm.vcr", 740, 14, [H.violence, H.person, H.evade], { unless: H.harmless }),
	hazard("harm.vcr", 460, 4, [H.violence, H.person], { ordered: true, unless: H.harmless }),
	hazard("harm.vcr", 760, 12, [H.ask | H.promote | H.want, H.terror, H.make | H.promote | H.violence]),
	hazard("harm.vcr", 740, 14, [H.ask, H.make, H.gun, H.evade | H.crimeNoun | H.crime]),
	hazard("harm.vcr", 640, 8, [H.ask | H.promote, H.bully, H.person | H.minor]),
	hazard("harm.ncr", 780, 12, [H.ask, H.make, H.drug]),
	hazard("harm.ncr", 760, 12, [H.ask, H.crime, H.crimeNoun | H.person | H.account | H.evade]),
	hazard("harm.ncr", 720, 10, [H.ask, H.make, H.crimeNoun, H.evade | H.crimeNoun], { unless: H.benign }),
	hazard("harm.ncr", 640, 8, [H.crime, H.crimeNoun, H.evade | H.want]),
	hazard("harm.ncr", 820, 12, [H.ask | H.make, H.hack, H.account | H.private | H.person]),
	hazard("harm.ncr", 740, 10, [H.make, H.hack, H.hack]),
	hazard("harm.ncr", 720, 12, [H.ask | H.make, H.promote, H.crimeNoun, H.crimeNoun]),
	hazard("harm.ncr", 740, 9, [H.ask, H.crime, H.crimeNoun, H.crimeNoun]),
	hazard("harm.ncr", 720, 8, [H.make, H.crime, H.private | H.account | H.person]),
	hazard("harm.ncr", 700, 8, [H.promote, H.drug]),
	hazard("harm.vcr", 700, 8, [H.promote, H.violence]),
	hazard("harm.vcr", 720, 10, [H.make, H.gun | H.massWeapon, H.violence]),
	hazard("harm.vcr", 760, 8, [H.ask, H.crime, H.violence | H.terror]),
	hazard("harm.spc", 700, 9, [H.make | H.promote, H.defame, H.disinformation]),
	hazard("harm.ncr", 560, 5, [H.make, H.hack], { ordered: true }),
	hazard("harm.src", 820, 14, [H.ask | H.want | H.promote, H.assault, H.person | H.evade | H.minor]),
	hazard("harm.src", 640, 8, [H.assault, H.make | H.promote | H.evade]),
	hazard("harm.src", 760, 12, [H.ask | H.want, H.sexual, H.promote | H.evade | H.crime, H.person]),
	hazard("harm.cse", 900, 12, [H.minor, H.sexual | H.assault, H.ask | H.make | H.want | H.promote], { unless: H.benign }),
	hazard("harm.cse", 600, 8, [H.minor, H.sexual | H.assault]),
	hazard("harm.ssh", 820, 12, [H.ask | H.promote | H.make, H.suicide], { unless: H.benign }),
	hazard("harm.ssh", 860, 4, [H.violence, H.self], { ordered: true }),
	hazard("harm.ssh", 520, 1, [H.suicide]),
	hazard("harm.hte", 780, 14, [H.hate, H.group, H.make | H.promote]),
	hazard("harm.hte", 520, 8, [H.hate, H.group]),
	hazard("harm.hte", 700, 10, [H.bully, H.group, H.ask | H.make | H.promote]),
	hazard("harm.hte", 560, 8, [H.make | H.promote, H.hate], { ordered: true }),
	hazard("harm.dfm", 740, 12, [H.ask | H.want, H.defame, H.promote | H.make | H.person]),
	hazard("harm.dfm", 560, 8, [H.promote | H.make, H.defame]),
	hazard("harm.ipv", 720, 12, [H.ask | H.want, H.piracy, H.evade | H.make]),
	hazard("harm.ipv", 460, 8, [H.make | H.crime, H.piracy]),
	hazard("harm.prv", 760, 12, [H.ask | H.want, H.stalk, H.private | H.account, H.person | H.evade]),
	hazard("harm.prv", 720, 10, [H.ask, H.make | H.stalk | H.crime, H.private, H.person]),
	hazard("harm.prv", 740, 8, [H.ask | H.want, H.stalk, H.person], { unless: H.harmless }),
	hazard("harm.sxc", 700, 8, [H.make | H.ask | H.want, H.sexual, H.sexual]),
	hazard("harm.sxc", 560, 12, [H.sexual, H.sexual]),
	hazard("harm.sxc", 500, 7, [H.make, H.sexual]),
	hazard("harm.spc", 740, 12, [H.ask | H.want | H.make, H.disinformation, H.promote | H.crime | H.evade]),
	hazard("harm.spc", 640, 10, [H.make | H.promote, H.disinformation, H.disinformation]),
	hazard("harm.spc", 380, 8, [H.ask, H.advice, H.advice]),
];
