// Function words of the languages written in Latin and Cyrillic letters: what a text of that language cannot do without.
import { fold } from "../phrases/fold.ts";

/** Languages told apart by words; the position is the language's number. */
export const WORD_LANGUAGES = [
	"en",
	"de",
	"fr",
	"es",
	"pt",
	"it",
	"nl",
	"pl",
	"tr",
	"sv",
	"da",
	"nb",
	"fi",
	"cs",
	"ro",
	"hu",
	"vi",
	"id",
	"sw",
	"ru",
	"uk",
	"bg",
	"tl",
] as const;
type WordLanguage = (typeof WORD_LANGUAGES)[number];

const WORDS: Record<WordLanguage, string> = {
	en: "a an the of and to in is you that it he was for on are as with his they at be this have from or had by not but what some we can out other were all there when up use your how said an each she which do their if will would about than them these so her make like has look more write see could people my who its now did get i me what's how's please should describe explain write create give list generate name find identify tell suggest provide between following sentence words using used three five two best most any does been after before because where why here",
	de: "der die das und ist nicht ein eine einen einem einer ich du er sie es wir ihr mit den dem des von zu auf für im sich auch als an nach wie bei oder wenn aber dass daß hat haben wird werden kann können sind war um aus am so noch nur über zum zur was wer wo wann warum bitte mir mich dir dich ihn sein seine ihre mein meine mehr sehr hier jetzt diese dieser dieses welche kannst wurde durch jede alle beschreibe erkläre schreibe nenne gib habe möchte würde ohne gegen vom",
	fr: "le la les de des du et est un une dans que qui pour pas sur avec ce cette ces il elle nous vous ils je tu ne se au aux par plus ou mais comme son sa ses leur leurs mon ma mes ton tes votre vos être avoir fait sont ont été quel quelle comment où quand peut puis-je puis y en très aussi bien c'est qu'il d'un d'une l'on s'il moi tout tous j'ai n'est",
	es: "el la los las de del y es un una en que por para con no se su sus al lo como más pero o este esta estos estas ser hay fue son tiene yo tú él ella nosotros me te le les mi mis tu tus qué cómo cuál cuándo dónde quién muy también ya si sí hasta entre cuando todo todos sobre porque puede puedo está están",
	pt: "o a os as de do da dos das e é um uma em no na nos nas que por para com não se seu sua seus suas ao mais mas ou como este esta ser foi são tem eu você ele ela nós me te meu minha qual quando onde quem muito também já até entre todo todos sobre porque pode posso está estão isso isto pelo pela",
	it: "il lo la i gli le di del della dei delle e è un una uno in che per con non si su al alla come più ma o questo questa questi essere ha hanno sono era io tu lui lei noi voi mi ti ci mio mia suo sua cosa quale quando dove chi perché molto anche già fino tra tutto tutti nel nella sul dal può puoi posso stato c'è dell",
	nl: "de het een en van is in op dat die niet te zijn met voor aan er om ook als maar bij of uit naar dan nog wel geen ik je jij hij zij ze wij we u mijn jouw zijn haar hun ons wat wie waar wanneer waarom hoe kan kunnen heeft hebben wordt worden was deze dit door over meer zeer moet zou",
	pl: "i w na z do nie się jest że to co jak o po za od dla przez przy czy ale oraz lub jego jej ich mój twój ten ta te tego tej są był była było być mam masz ma może można jako tylko już bardzo więcej kiedy gdzie dlaczego kto który która które tak też pod nad bez u mi ci mnie",
	tr: "ve bir bu da de için ile ne mi mı mu ben sen biz siz onlar var yok olan olarak gibi daha çok en ama veya ya nasıl neden kim nerede şu her kadar sonra önce değil olduğunu ki bana sana onu eden etmek olan içinde üzerinde tarafından misiniz mısınız bütün tüm hangi",
	sv: "och att det som en ett på är av för med den till inte jag du han hon vi de har kan om men var från sig så ett när vad hur varför eller också efter vid nu ska skulle mycket min din sin mig dig där här detta denna dessa vill bli blev alla",
	da: "og at det som en et på er af for med den til ikke jeg du han hun vi de har kan om men var fra sig så når hvad hvordan hvorfor eller også efter ved nu skal ville meget min din sin mig dig der her dette denne disse vil blive blev alle",
	nb: "og at det som en et på er av for med den til ikke jeg du han hun vi de har kan om men var fra seg så når hva hvordan hvorfor eller også etter ved nå skal ville mye min din sin meg deg der her dette denne disse vil bli ble alle",
	fi: "ja on ei että se hän ovat oli mutta kun niin kuin tai jos myös minä sinä me te he tämä nämä mitä miten miksi missä joka jotka olla ole vain nyt voi voin minun sinun sen sitä siitä ennen jälkeen kanssa hyvin paljon",
	cs: "a v na je se že to s z do o i k pro ale jako za by co jak po od při nebo jeho její jsem jsi jsou byl byla bylo být mám máš má může který která které tak také už velmi více kdy kde proč kdo tento tato této nás vás mi ti mě",
	ro: "și în de la cu pe este un o nu că din pentru care mai sau dar ce cum când unde cine se sunt are au fost fi al ai ale lui ei meu mea tău sa acest această aceste foarte prin după până între dacă poate pot toate",
	hu: "a az és hogy nem is egy ez de van volt meg mint csak már ha vagy még ki mi én te ő mert el kell lehet amely aki ami hogyan miért hol mikor nagyon után között minden vannak lesz szerint azt ezt",
	vi: "và là của có không được cho một những các trong này đó với người để khi đã sẽ tôi bạn anh chị như thế nào gì ở đến từ về ra vào cũng rất nhiều hơn nếu thì mà hay hoặc tại sao cái phải",
	id: "dan yang di ke dari untuk dengan adalah ini itu tidak pada saya anda kamu dia mereka kami kita akan bisa dapat ada juga atau oleh sebagai dalam karena apa bagaimana mengapa kapan di mana siapa lebih sangat sudah telah belum seorang sebuah jika seperti",
	sw: "na ya wa kwa ni katika la za ambao hii hiyo yake yao kama si au lakini pia hapa sana kila baada kabla mimi wewe yeye sisi wao nini vipi kwa nini wapi nani watu mtu siku alikuwa ana wana ina cha vya",
	ru: "и в не на что с он как это по но из у за то все так его к о же от бы для мне ты вы мы она они был была было быть есть или если когда где кто почему какой какие уже только еще очень мой твой свой ее их нас вас меня тебя можно при до",
	uk: "і в не на що з він як це по але із у за то все так його до о ж від би для мені ти ви ми вона вони був була було бути є або якщо коли де хто чому який які вже тільки ще дуже мій твій свій її їх нас вас мене тебе можна при та",
	bg: "и в не на че с той как това по но от за то всички така го до се да са бе би ми ти вие ние тя те беше бъде е или ако кога къде кой защо какво вече само още много мой твой свой ги нас вас мен теб може при",
	tl: "ang ng sa na mga ay at ito ko mo siya ka niya kung hindi para may mayroon ako ikaw kami tayo sila ano paano bakit kailan saan sino isang lang din rin po ba nang pag maaari bang aking iyong",
};

/** FNV-1a over folded code units. */
export const WORD_SEED = 0x811c9dc5;
export function wordStep(hash: number, unit: number): number {
	return Math.imul(hash ^ unit, 0x01000193);
}

/** Words longer than this are in no list. */
export const LONGEST_WORD = 12;

/** Bit mask of languages by word hash; letters with marks are folded, as in texts typed without them. */
export const WORD_MASKS: ReadonlyMap<number, number> = buildMasks();

function buildMasks(): Map<number, number> {
	const masks = new Map<number, number>();
	for (const [number, language] of WORD_LANGUAGES.entries()) {
		for (const word of WORDS[language].split(" ")) {
			let hash = WORD_SEED;
			for (let i = 0; i < word.length; i++) hash = wordStep(hash, fold(word.charCodeAt(i)));
			masks.set(hash, (masks.get(hash) ?? 0) | (1 << number));
		}
	}
	return masks;
}
