// The concepts that harmful requests are made of: intents, objects, and what makes the same words harmless.
import { compileLexicon } from "../phrases/lexicon.ts";
import { MORE_TERMS } from "./concepts-languages.ts";

const NAMES = [
	"ask",
	"make",
	"violence",
	"person",
	"massWeapon",
	"gun",
	"drug",
	"crime",
	"crimeNoun",
	"hack",
	"account",
	"stalk",
	"private",
	"suicide",
	"self",
	"sexual",
	"assault",
	"minor",
	"group",
	"hate",
	"defame",
	"piracy",
	"evade",
	"benign",
	"promote",
	"terror",
	"bully",
	"harmless",
	"advice",
	"disinformation",
	"want",
	"work",
] as const;
export type HarmConcept = (typeof NAMES)[number];

/** Bit of each concept. */
export const HARM = Object.fromEntries(NAMES.map((name, bit) => [name, 1 << bit])) as Record<HarmConcept, number>;

const LISTS: Record<HarmConcept, string> = {
	ask: `meilleure meilleures façon façons manière manières astuces méthode techniques tactiques instructions peux-tu décris rédige écris fournis fournissez instrucciones beste wege möglichkeit* schreib*
		how ways way method methods steps guide tutorial instructions instruct recipe plan tips tactics strategies strategy techniques trick tricks script manual teach teaches demonstrate outline
		explain show list develop describe devise detailed step-by-step easiest best
		wie anleitung* schritte methode* tipps plan zeig* erkläre* comment méthode* moyens étapes guide recette conseils stratégie* techniques explique* cómo pasos guía receta consejos método* técnicas explica*`,
	make: `make making build building create creating construct constructing synthesize synthesise synthesizing manufacture manufacturing cook cooking produce producing assemble assembling develop developing design designing prepare grow growing
		acquire acquiring obtain obtaining buy buying purchase get order find sell selling distribute write writing generate modify convert weaponize weaponise enrich culture extract detonate plant use using
		baue* bauen herstell* mache* machen koche* kaufe* besorg* erzeug* synthetisier* verkauf* fabriqu* construi* créer crée créez créant synthéti* prépar* achet* obten* vend* produi* hacer hago fabric* constru* crear sintetiz* prepar* comprar conseguir vender produc*`,
	violence: `kills attack attacks attacking assault assaulting violent violence harm harms harming damage destroy destroying infect infects beat beating crash disrupt sabotage hurting gewalt angreif* verletz* attaquer violence violences blesser atacar violencia herir dañar
		kill killing kills murder murdering assassinate assassinating assassination poison poisoning stab stabbing strangle strangling torture torturing kidnap kidnapping abduct abducting shoot shooting massacre behead dismember
		maim mutilate slaughter lynch ambush drown suffocate bludgeon injure hurt behead execute carjack
		töte* töten umbring* ermord* vergift* entführ* folter* erschieß* ersteche* erwürg* tuer tue assassin* empoisonn* poignard* étrangl* tortur* kidnapp* enlev* matar mato asesin* envenen* apuñal* estrangul* secuestr*`,
	person: `user users user's group community vulnerable populations elderly readers pedestrians animals animal voters
		someone somebody person people wife husband neighbor neighbour boss coworker colleague girlfriend boyfriend ex ex-wife ex-husband him her them family families mother father parents brother sister roommate teacher
		victim victims crowd crowds kid children politician politicians president celebrity celebrities official officials officer officers police woman women man men individual individuals civilians humans witness judge friend enemy rival students high-profile figure
		jemand* person* frau mann nachbar* chef kollege* leute menschen familie opfer mutter vater ihn sie quelqu'un personne* gens femme mari voisin* patron collègue famille victime* mère père homme foule alguien persona* gente esposa esposo marido vecin* jefe familia víctima* madre padre hombre mujer`,
	massWeapon: `bomb bombs explosive explosives grenade grenades ied ieds sarin ricin anthrax novichok vx tabun soman botulinum smallpox nuke nukes uranium plutonium molotov detonator thermite napalm tatp petn semtex bioweapon bioweapons nerve-agent
		warhead pathogen* bioterror* phosgene weaponized dirty-bomb pipe-bomb
		bombe* bomben sprengstoff* sprengsatz giftgas* nervengift* milzbrand chemiewaffe* biowaffe* atombombe* explosif* gaz bombes nucléaire* bacille bomba bombas explosivo* ántrax `,
	gun: `gun guns firearm firearms silencer silencers suppressor weapon weapons rifle ammunition ammo ghost-gun machete knife
		waffe* waffen schusswaffe* pistole* schalldämpfer arme arma armas pistolet* fusil* silencieux pistola* silenciador`,
	drug: `meth methamphetamine crystal-meth heroin cocaine fentanyl lsd mdma ecstasy crack ghb ketamine drug drugs narcotics opioids amphetamine* roofies rohypnol steroids dmt psilocybin
		droge* drogen kokain heroin drogue* cocaïne héroïne droga* cocaína heroína metanfetamina*`,
	crime: `tricher frauder détourner corrompre usurper trafiquer falsifier truquer
		steals stolen robs commit commits committing forges smuggles bribes blackmails scams launders violate tampers falsifies harvests harvest deletes trespass begehen commettre cometer
		steal stealing rob robbing burglarize burgle launder laundering forge forging counterfeit counterfeiting smuggle smuggling embezzle embezzling shoplift shoplifting bribe bribing blackmail blackmailing extort extorting scam scamming defraud
		defrauding swindle vandalize hijack hijacking trafficking evade evading cheat cheating falsify falsifying tamper tampering poach loot deceive illegally rig rigging sabotage sabotaging impersonate
		stehle* stehlen raub* fälsche* schmuggel* bestech* erpress* betrüg* wasche hinterzieh* voler volez vole cambriol* blanchi* falsifi* contrefai* soudoy* escroqu* extorqu* fraud* robar robo lavar falsific* contraband* soborn* chantaj* estaf* extorsion* evadir`,
	crimeNoun: `identité organes diplômes documents papiers vol arnaque arnaques cartes bancaires impôts fiscale drogue argent contrebande identidad documentos tarjetas dokumente identität
		prices market markets stock stocks goods weapons contraband funds assets products documents murder kidnapping crime crimes criminal felony theft hacking piracy
		fraud theft robbery burglary heist bribery extortion arson vandalism ponzi pyramid embezzlement forgery laundering insider-trading counterfeit fake stolen illegal illicit tax taxes money bank banks credit cards cash passport passports id ids documents
		diploma prescription prescriptions trafficking organ organs evidence insider trading identity insurance cars car store stores atm jewelry
		betrug diebstahl raub* falschgeld* geldwäsche steuer* ausweis* pass einbruch kreditkart* geld escroquerie* faux fausse* vol fraude* blanchiment argent fisc* impôt* passeport* carte* cambriolage illégal* fraude robo dinero falso falsa falsos impuestos pasaporte* tarjeta* ilegal*`,
	hack: `malicious denial vulnerabilities hacker's infect steals
		hack hacking hacks malware virus viruses ransomware keylogger keyloggers trojan trojans botnet ddos phishing phish exploit exploits exploiting spyware rootkit worm worms backdoor backdoors crack cracking bruteforce brute-force breach infiltrate
		bypass cyberattack cyber-attack cyberattacks cryptojacking hijack intrusion unauthorized
		hacke* hacken schadsoftware schadprogramm* virus trojaner erpressungssoftware pirater pirate* piratage maliciel* rançongiciel* hameçonn* logiciel* hackear hacke* malware virus troyano* piratear`,
	account: `account accounts network networks system systems database databases computer computers email password passwords website websites phone phones facebook instagram gmail wifi wi-fi server servers router webcam bank government software
		devices files users security infrastructure grid victim victim's corporation company
		konto konten netzwerk* datenbank* rechner computer passwort* passwörter website handy compte comptes réseau* ordinateur* téléphone site système* cuenta cuentas sistema* ordenador* contraseña* teléfono sitio`,
	stalk: `usurper localiser pirater divulguer usurpar localizar
		dox doxx doxxing doxing stalk stalking spy spying track tracking surveil eavesdrop wiretap locate snoop monitor secretly peek uncover record deanonymize
		ausspionier* verfolg* stalken überwach* espionn* traqu* suivre surveill* espi* rastre* acos* vigilar`,
	private: `coordonnées bancaires identifiants privée privées confidentielles personnelle bancaria bankdaten telefonnummer kontodaten
		addresses location whereabouts ssn medical records private personal identity information messages texts data emails browsing
		adresse* standort wohnort nachrichten daten privat* adresse localisation messages données personnelles privé* dirección ubicación mensajes datos personales privad*`,
	suicide: `suicide automutilation scarifications anorexie anorexia suicidaire* autolesión
		suicide suicidal self-harm selfharm self-injury self-mutilation anorexia pro-ana overdose thinspo
		suizid* selbstmord* selbstverletz* ritzen suicid* automutil* autoléz* scarif* suicidi* autoles*`,
	self: `myself my-self mich selbst moi-même mí yo-mismo m'en`,
	sexual: `cybersexe sensuel* érotiques pornographi* coquin* sexuelles sexuels sensual sensuelle
		porn porno pornography pornographic erotic erotica sex sexual sexually nude nudes naked orgasm orgasms masturbat* hentai nsfw blowjob fetish bdsm cum cock pussy horny slut dildo cybersex threesome kinky smut escort stripper genitals penis vagina
		sexuell* nackt* erotisch* porno* sexe sexuel* érotique* nu nue nues nus orgasme* sexo sexual* desnud* erótic* orgasmo*`,
	assault: `rape raping rapist molest molesting grope groping roofie roofies roofied upskirt upskirting voyeur voyeurism prostitution prostitute prostitutes pimp pimps pimping sextortion incest bestiality non-consensual nonconsensual date-rape brothel
		vergewaltig* belästig* prostitu* zuhälter* viol violer violée violées violés viols proxén* pédoph* harcèlement attouchement* violar violación* prostitu* proxenet* abus*`,
	minor: `child children minor minors kid kids underage under-age preteen preteens toddler toddlers schoolgirl schoolgirls schoolboy pedophile pedophiles paedophile pedophilia teen teens teenager teenagers
		kind kinder minderjährig* enfant enfants mineur* fillette* ado ados niño* niña* menor menores`,
	group: `handicapées musulmanes noires étrangers minorités religion ethnie ethnique minorías extranjeros étnic* minderheiten
		jews jewish muslims muslim blacks black asians asian africans mexicans immigrants immigrant refugees gays gay lesbians homosexuals transgender trans women disabled disabilities hindus christians arabs roma latinos whites minorities minority ethnic racial religion religious race races
		juden muslime schwarze ausländer* flüchtling* migranten homosexuell* frauen behinderte* juifs musulman* noirs arabes immigré* immigrants migrants homosexuels femmes handicap* judíos musulmanes negros inmigrantes homosexuales mujeres discapacit*`,
	hate: `péjoratif* haineux insultes dégradant* inférieures discriminer stéréotyp* mépris parasites beleidig* abwert* insultos despectiv*
		inferior subhuman vermin parasites parasite exterminate exterminated exterminating eradicate genocide dehumanize dehumanizing dehumanising racist sexist homophobic xenophobic antisemitic anti-semitic supremacy supremacist slur slurs hate hateful hatred savages filthy cleansing
		discriminate discriminates discriminatory derogatory stereotypes superior disgusting animals
		minderwertig* ungeziefer ausrotten rassist* untermensch* inférieur* vermine extermin* racist* sexist* déshumanis* haine haineux inferiores exterminar racista* odio alimañas`,
	defame: `fake false falsely fabricated untrue
		rumor rumors rumour rumours defame defaming defamation defamatory slander slanderous libel libelous smear smearing discredit discrediting allegations accusation accusations reputation testimonials
		gerücht* verleumd* rufmord rumeur* diffam* calomni* accusations réputation rumor* difam* calumni* acusaciones reputación`,
	piracy: `pirate pirated pirating torrent torrents torrenting cracked keygen keygens copyrighted copyright copyrights plagiarize plagiarise plagiarizing plagiarism bootleg bootlegs drm paywall paywalls watermark watermarks licensing knockoff knockoffs deepfake deepfakes patent patents trademark trademarks
		raubkopie* raubkopier* urheberrecht* plagi* piratage droits contrefaçon* brevet* piratería derechos plagi* patente*`,
	evade: `repérer attraper éviter prouver laisser traces discret discrets indétectable* contourner échapper soupçons secrètement insu consentement levantar sospechas rastro heimlich unauffällig ertappt spuren einwilligung
		consent knowledge unnoticed getting-away
		undetected detection caught detected untraceable traceable tracks discreetly secretly covertly anonymously noticed notice noticing suspicion suspicious bypass bypassing circumvent circumventing evade evading loophole loopholes disguise conceal concealing hide hiding cover police authorities law-enforcement
		unbemerkt unentdeckt erwischt spurlos heimlich umgehen vertuschen verstecken discrètement détecté* détection contourn* attrap* prendre cach* dissimul* repéré* secretamente detectad* descubr* atrap* evadir ocult* encubr*`,
	benign: `permission permissions safeguard safeguarding guardian guardians challenging dismantling dismantle topic perspectives gender
		prevent preventing prevention protect protecting protection stop stopping help support supporting report reporting recover recovery detect detecting defend defense defence treat treatment therapy therapist history historical law laws awareness hotline
		educate education safe safely safety counter combat fight warning signs symptoms victims' survivor survivors novel fiction fictional story movie film game games minecraft fortnite gta npc chess documentary statistics research regulations regulate legally penetration ethical ethically remove removing
		cope coping avoid avoiding prevention's consequences dangers risks why punished against rehabilitation deter overcome identify diagnose
		verhinder* schütz* schutz hilfe helfen vorbeug* erkennen geschichte gesetz* beratung verteidig* roman film spiel* gefahren warum prévenir prévention protéger protection aider aide soutien signaler histoire loi lois roman jeu défendre lutter contre dangers pourquoi combattre prevenir prevención proteger protección ayudar ayuda apoyo denunciar historia ley leyes novela juego peligros porqué`,
	promote: `promoting manipulation misleads encourage glorifying inciting normalize normalizes endorse recommends
		encourage encourages encouraging promote promotes promoting incite incites inciting convince convinces persuade persuades manipulate manipulates manipulating trick tricks glorify glorifies justify justifies recruit recruits radicalize radicalizes advocate advocates spread spreads spreading coerce groom grooming exploit exploits lure luring pressure argue argues
		ermutig* überred* anwerb* verherrlich* verbreit* aufhetz* encourag* promouvoir incit* convainc* persuad* manipul* recrut* glorifi* propag* répand* fomentar incitar convencer persuadir manipular reclutar difundir glorific*`,
	terror: `terrorism terrorist terrorists isis al-qaeda jihad jihadist nazi nazis neo-nazi extremist extremists militia supremacist supremacists kkk insurrection
		terroris* dschihad* terrorist* djihad* terrorist* yihad*`,
	bully: `bully bullying harass harassing intimidate intimidating threaten threatening humiliate humiliating ridicule ridiculing degrade degrading belittle belittling shame shaming cyberbullying
		mobbe* mobben bedroh* demütig* schikanier* harcel* intimid* menac* humili* ridiculis* acosar amenaz* intimidar humill*`,
	harmless: `process processes thread threads task server daemon job pid python linux windows terminal email photo photos picture film video hoops basketball enemy enemies moon arrow free-throw throw lights engine weeds mosquito mosquitoes bacteria germs virus time joke jokes boredom coke cola soda bath party cherry metal body
		prozess* unkraut bakterien foto* processus photo* bactéries proceso* foto* bacterias`,
	advice: `dosage diagnose medication antibiotics invest investing stocks retirement bankruptcy lawsuit sue custody vote voting ballot election candidate candidates mortgage loan prescription vaccine vaccines cure lawyer attorney
		dosis medikament* investier* aktien wahl klage dosage médicament* investir actions élection* vote candidat* avocat dosis medicamento* invertir acciones elección* votar abogado`,
	disinformation: `news reviews review information candidate election elections pandemic vaccine vaccines
		fake-news misinformation disinformation conspiracy propaganda hoax hoaxes voters voter voting ballots elections election electoral misleading mislead
		falschnachricht* desinformation propaganda verschwörung* wahl* désinformation complot* propagande électeur* élection* desinformación conspiración propaganda votantes elecciones`,
	want: `want wanna going gonna plan planning intend intending thinking need decided i'll i'm
		will möchte plane vorhabe veux vais voudrais envie quiero voy planeo deseo`,
	work: `workplace essay article class lesson lecture poem paper report news author writer actor character`,
};

export const HARM_LEXICON = compileLexicon(NAMES.map((name, bit) => [bit, `${LISTS[name]} ${MORE_TERMS[name] ?? ""}`] as const));
