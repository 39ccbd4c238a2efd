// More words for the concepts of harmful requests: English synonyms, and other languages from German to Chinese.
import type { HarmConcept } from "./concepts.ts";

/** A stem with `*` stands for its inflections; where a short stem would catch innocent words, the forms are written out. */
export const MORE_TERMS: Partial<Record<HarmConcept, string>> = {
	ask: `how's walkthrough blueprint howto ingredients
		gib zeige erklär* erläuter* schildere donne donne-moi dis-moi montre décrivez expliquez rédigez donnez
		dame dime muéstrame muestra enséñame describe escribe maneras
		come spiega* dammi dimmi mostrami insegnami istruzioni guida passaggi metodo metodi modo modi ricetta consigli scrivi descrivi
		como explique explica dê-me diga ensine ensina-me instruções guia passos método métodos maneira jeito receita dicas escreva descreva
		hoe vertel geef handleiding stappen methode methoden manier manieren recept tips uitleg beschrijf schrijf
		как объясни* расскажи* покажи* научи* инструкци* способ* рецепт* напиши* опиши* дай
		jak wyjaśnij pokaż instrukcj* sposób sposoby przepis napisz opisz naucz podaj
		nasıl anlat açıkla göster talimat* yöntem* adım* tarif yaz öğret
		كيف اشرح أخبرني علمني طريقة خطوات تعليمات وصفة اكتب
		कैसे बताओ बताइए बताएं समझाओ तरीका तरीके निर्देश विधि लिखो लिखें
		어떻게 알려* 가르쳐* 설명* 방법* 절차 레시피 써줘
		教えて 教えろ 方法 やり方 どうやって どうすれば 手順 説明して 仕方 書いて レシピ 怎么 如何 怎样 教我 告诉我 方法 步骤 办法 教程 说明 `,
	make: `brew brewing mix mixing craft crafting concoct craft produce breed breeding engineer forge sell acquire
		bau bauen gebaut basteln mischen mixen züchten zünden beschaff* bastle herzustellen baut anfertig* besorgen fabrication préparation fabriquer mélanger procurer produire cultiver concevoir fabricación elaborar mezclar conseguir cultivar preparar producir
		costruire costruisco fabbricar* fabbrica* creare preparare produrre produce mescolare comprare procurar* vendere ottenere coltivare
		construir fabricar criar produzir fazer faço preparar misturar comprar obter vender cultivar arranjar conseguir
		maken maak bouwen bouw bereiden produceren mengen kopen verkopen verkrijgen printen kweken
		сделать делать изготов* создать создан* собрать приготов* синтезир* произвест* купить достать продать вырастить варить сварить
		zrobić zbudować stworzyć wyprodukować przygotować kupić zdobyć sprzedać wyhodować ugotować
		yapılır yapabilirim yapmak yaparım üret* hazırla* satın sat
		أصنع صنع اصنع تصنيع تحضير شراء أشتري بيع صناعة
		बनाएं बनाना बनाने बनाऊं बनाये बनाओ खरीदें बेचें तैयार
		만드는 만들* 제조* 구하* 구입* 판매* 제작*
		作る 作り方 作りたい 製造 合成 自作 組み立て 入手 買う 売る 制作 制造 做 造 合成 购买 买 卖 配制 组装`,
	violence: `slay strangling electrocute suffocating cripple bomb bombing shot stabs poisons batter ransom hitman hitmen gunman bloodbath arson smother blow detonating burn maiming exterminate
		tötet getötet ermorden vergiften entführen überfallen verprügel* niederstechen anzünden sprengen foltern töten erschießen zuschlagen misshandel* agresser agression exploser incendi* étouffer égorger torturer maltrait* assassiner empoisonner enlever kidnapper golpear incendiar explotar torturar maltratar ahogar degollar disparar envenenar secuestrar asesinar
		uccidere uccido ammazz* assassin* avvelen* rapire sequestr* tortur* accoltell* strangol* picchiare aggredire esplodere incendi* sparare
		matar mato assassin* envenen* sequestr* tortur* esfaque* estrangul* espancar agredir explodir incendiar atirar bater
		doden vermoord* vergiftig* ontvoer* martel* neersteken neerschiet* wurgen aanvallen mishandel* opblazen verwonden verdwijnen
		убить убива* убийств* отрав* похит* пыта* зарезать застрел* избить взорв* поджечь напасть
		zabić zabijać zamordow* otruć porwać torturow* zasztylet* zastrzel* pobić wysadzić podpalić
		öldür* zehirle* kaçır* işkence bıçakla* vur* patlat*
		أقتل قتل اغتيال تسميم أسمم خطف أخطف تعذيب طعن تفجير أفجر
		मारना मारने हत्या जहर अपहरण यातना
		죽이* 살해* 살인* 독살* 납치* 고문* 폭행* 폭파*
		殺す 殺し 殺害 殺人 毒殺 暗殺 誘拐 拷問 刺す 襲う 爆破 杀死 杀人 谋杀 毒死 毒杀 绑架 暗杀 折磨 捅 袭击 炸毁 打死`,
	person: `husband's wife's kids passerby passersby tenant tenants landlord stranger strangers roommates babysitter grandmother stepdaughter stepson journalist journalists activist activists pensioner pensioners boy girl girls boys employees
		schwiegervater schwiegermutter ehemann ehefrau freundin freund fremde kollegin lehrer politiker journalist* rentner mädchen mari petite-amie petit-ami beau-père inconnu inconnue fille filles journaliste* politicien* professeur personne novia novio suegro suegra desconocid* chica chicas periodista* político* profesor clientes
		qualcuno qualcun persona persone moglie marito vicino vicina capo collega ragazza ragazzo vittima politico gente anziani
		alguém pessoa pessoas esposa marido mulher vizinho vizinha chefe colega namorada namorado vítima político gente idosos
		iemand persoon mensen vrouw man buurman baas collega vriendin vriend slachtoffer politicus meisje
		человек* жену мужа соседа начальник* коллег* девушк* людей жертв* политик*
		kogoś człowieka żonę męża sąsiada szefa kolegę dziewczynę ludzi ofiar* polityka
		birini birisini karımı kocamı komşumu patronumu insan* kurban*
		شخص شخصا زوجتي زوجي جاري الناس ضحية
		किसी व्यक्ति पत्नी पति पड़ोसी लोगों
		사람* 아내* 남편* 이웃* 상사* 여자* 누군가*
		人を 誰か 妻 夫 隣人 上司 同僚 彼女 女性 相手 一个人 别人 妻子 丈夫 邻居 老板 同事 女人 女孩 某人`,
	massWeapon: `c4 gunpowder ammonium pipebomb pipebombs nitroglycerin nitroglycerine dynamite landmine  landmines semtex cyanide polonium thallium strychnine botulism ebola marburg h5n1 tularemia yellowcake hexogen rdx anfo
		rohrbombe* autobombe* nagelbombe* splitterbombe* briefbombe* brandbombe* sprengfalle* sprengkörper* brandsatz* molotowcocktail* sprengsätze* rizin nowitschok zyankali schwarzpulver dynamit bombenbau* sarin
		dynamite grenade* ricine cyanure explosive dinamita granada granadas ricina cianuro explosiva
		bomba bombe esplosivo esplosivi granata dinamite nervino ordigno ordigni napalm antrace
		bomba bombas explosivo explosivos granada dinamite antraz nervoso
		bom bommen pijpbom* explosief explosieven springstof* granaat handgranaat zenuwgas gifgas miltvuur
		бомб* взрывчат* взрывн* динамит* напалм* зарин* граната гранату гранаты яд
		wybuchow* granat* napalm sarin
		bomba* bombası patlayıcı* dinamit sarin
		قنبلة قنابل متفجرات متفجرة عبوة السارين نابالم
		बम विस्फोटक ग्रेनेड
		폭탄* 폭발물* 폭약* 수류탄* 사린* 네이팜* 생화학*
		爆弾 爆発物 手榴弾 毒ガス サリン ナパーム 化学兵器 生物兵器 火薬 ダイナマイト 炸弹 爆炸物 炸药 毒气 沙林 凝固汽油弹 化学武器 生物武器 手榴弹 土制炸弹 核弹`,
	gun: `pistol pistols handgun handguns shotgun shotguns glock revolver bullets switchblade dagger
		pistole gewehr* munition messer fusil pistolet couteau cuchillo fucile pistola coltello faca espingarda pistool geweer munitie пистолет* оружи* ружь* broń broni pistolet silah* tabanca سلاح مسدس बंदूक पिस्तौल हथियार 총 권총* 총기* 무기* 銃 拳銃 武器 枪 手枪 枪支 武器`,
	drug: `oxycodone oxycontin xanax pseudoephedrine mescaline pcp opium weed cannabis marijuana mdpv methadone amphetamine
		metamphetamin* amphetamin* koks ecstasy métamphétamine* amphétamine* cannabis stupéfiant* marihuana anfetamina* estupefaciente* droga droghe eroina metanfetamina drogas heroína cocaína metanfetamina maconha drugs heroïne cocaïne cannabis wiet наркотик* героин* кокаин* метамфетамин* narkotyk* heroin* kokain* metamfetamin* uyuşturucu* eroin kokain metamfetamin مخدرات هيروين كوكايين ड्रग्स नशीले हेरोइन 마약* 필로폰* 코카인* 헤로인* 覚醒剤 麻薬 コカイン ヘロイン 大麻 毒品 冰毒 海洛因 可卡因`,
	crime: `cheating swindling skim pickpocket pickpocketing plunder sneak sneaking smuggled hotwire burgling robs fake faking forges evades launders laundered extorting 
		klauen gestohlen ausrauben einbrechen überfallen erpressen betrügen hinterziehen waschen fälschen schmuggeln bestechen abzocken dérober arnaquer escroquer frauder truquer détrousser falsifier chanter blanchir corrompre contrefaire extorquer hurtar atracar estafar engañar falsificar sobornar chantajear extorsionar trampear defraudar evadir contrabandear
		rubare rubo rapinare svaligiare riciclare evadere truffare falsificare contrabband* corrompere ricattare estorcere imbrogliare frodare contraffare
		roubar roubo assaltar lavar sonegar enganar falsificar contraband* subornar chantagear extorquir fraudar trapacear furtar
		stelen steel beroven inbreken witwassen ontduiken oplichten vervalsen smokkel* omkopen chanteren afpersen bedriegen frauderen
		украсть воровать ограбить отмыть отмыва* обману* подделать контрабанд* взятк* шантаж* вымога* мошенн*
		ukraść kraść okraść obrabować wyprać oszukać podrobić przemyc* przekupić szantaż* wyłudzić
		soy* dolandır* sahte kaçakçı* rüşvet şantaj
		سرقة أسرق احتيال تزوير تهريب رشوة ابتزاز غسل
		चोरी चुराना लूटना धोखा तस्करी रिश्वत
		훔치* 절도* 강도* 사기* 위조* 밀수* 뇌물* 협박* 탈세*
		盗む 盗み 強盗 騙す 騙し 偽造 密輸 脱税 賄賂 脅迫 恐喝 詐欺 偷 偷窃 抢劫 诈骗 骗 伪造 走私 贿赂 敲诈 勒索 逃税 洗钱`,
	crimeNoun: `wallet wallets purse invoices invoice diplomas visas permits licence licenses customs smuggling burglar shop shops boutique boutiques smugglers jewellery jewelry perfume bikes bike vehicles alarm alarms breathalyzer breathalyser certificate certificates vaccination tolls
		impfpass* impfpasse* führerschein* steuern geldbörse zoll beute einbruch kasse passeports douane impôt examen permis chèques aduana examen cheques carnet pasaportes diplomas
		denaro soldi tasse passaporto documenti banca negozio diploma dogana truffa
		dinheiro impostos passaporte documentos banco loja carro cartão cartões alfândega golpe celular
		geld belasting paspoort documenten bank winkel creditcard rekening douane fraude
		деньг* налог* паспорт* документ* банк* магазин* машину карт*
		pieniądze podatk* paszport* dokument* bank* sklep* samochód kart*
		vergi pasaport* banka kart
		المال أموال ضرائب جواز وثائق بنك سيارة بطاقة
		पैसे टैक्स पासपोर्ट दस्तावेज बैंक कार
		돈을 세금* 여권* 신분증* 은행* 자동차* 카드*
		お金 金を 税金 パスポート 銀行 車を 偽札 クレジットカード 口座 钱 护照 银行 汽车 假钞 信用卡 证件 账户`,
	hack: `hacker hackers cracked jailbreaking stealer infostealer zeroday spoof spoofing skimmer ddosing exfiltrate encrypting
		hacken knacken eindringen phishing erpressungstrojaner schadcode keylogger hameçonnage intrusion espion hackeo piratear troyano ransomware
		hackerare hackero violare malware virus craccare invadir hackear hackeio quebrar hacken malware взломать взлом* вирус* вредонос* фишинг* zhakować włamać wirus* hackle* اختراق أخترق فيروس हैक वायरस 해킹* 악성코드* 바이러스* 피싱* ハッキング ハック 侵入 ウイルスを マルウェア フィッシング ランサムウェア 入侵 黑进 破解 病毒 钓鱼 木马 勒索软件 黑客`,
	account: `icloud paypal whatsapp snapchat tiktok payroll atm atms
		nachbars cuenta contraseña téléphones telefono sito celular senha rede telefoon rekening netwerk аккаунт* телефон* пароль konto hasło telefon hesap* telefon* şifre* حساب هاتف खाता फोन पासवर्ड 계정* 휴대폰* 비밀번호* アカウント スマホ パスワード サーバー サイト 账号 账户 手机 密码 网站 服务器`,
	stalk: `eavesdropping wiretapping geolocate keylog locating catfish
		ausspionieren verfolgen überwachen nachstellen beschatten abhören épier surveiller espionner traquer espiar rastrear vigilar acosar spiare pedinare intercettare espionar rastrear vigiar bespioneren stalken afluisteren следить слежк* шпионить śledzić szpiegow* gizlice تجسس أتجسس مراقبة जासूसी 스토킹* 감시* 미행* 監視 盗聴 盗み見 尾行 ストーカー 盗撮 跟踪 监控 监视 偷看 偷拍 窃听`,
	private: `ssns nudes whereabout
		privatadresse wohnadresse nachricht adresses courriels domicilio indirizzo messaggi dati posizione endereço mensagens dados localização adres berichten gegevens locatie адрес* сообщени* данны* adres wiadomości dane عنوان رسائل पता संदेश 주소* 메시지* 개인정보* 住所 メッセージ 個人情報 居場所 住址 消息 隐私 个人信息`,
	suicide: `unalive unaliving suicides noose bulimia bulimic anorexic purging 
		selbsttötung umbringen freitod suizidmethode* erhängen pulsadern magersucht selbstverletzung suicider pendre anorexique suicidarme ahorcarme cortarme venas
		suicidio suicidar* ammazzarmi impiccarmi tagliarmi autolesion* suicídio suicidar* enforcar automutila* zelfmoord zelfdoding zelfbeschadiging ophangen самоуб* повес* порезать samobój* powiesić intihar* انتحار أنتحر आत्महत्या 자살* 자해* 自殺 自傷 リストカット 首吊り 死にたい 自杀 自残 割腕 上吊 不想活`,
	self: `oneself zichzelf mezelf себя себе siebie kendimi نفسي 나를 自分を 自分の 自己 我自己`,
	sexual: `smutty lewd raunchy nudity lingerie sensually steamy aroused arousal erection clitoris vulva fuck fucking fucked milf milfs camgirl onlyfans sext sexting panties
		erotik pornos ficken gefickt geil nacktbild* sexe baiser coquine porno follar polla tetas desnudos coño erotic* erotico sesso nudo nuda nudi scopare sexo nus pelada transar foder erotisch naakt neuken seks секс* порно* голы* эротич* seks erotycz* seks çıplak porno جنس عارية إباحي सेक्स नग्न 섹스* 야동* 알몸* セックス ポルノ 官能 エロ 裸 裸の 性行為 色情 裸照 性爱 做爱 黄色小说`,
	assault: `raped assaulted roofy unconscious grooming molester perv upskirts coerced coercion
		vergewaltigung nötigen betäuben begrapschen zuhälterei attoucher droguer violarla drogarla manosear stuprare stupro violentare molestare prostituzione estuprar estupro violentar molestar prostituição verkracht* aanrand* drogeren prostitutie изнасил* растл* проститу* zgwałcić gwałt* prostytu* tecavüz* fuhuş اغتصاب بغاء बलात्कार 강간* 성폭행* 성매매* 몰카* レイプ 強姦 売春 痴漢 強奸 强奸 下药 卖淫 猥亵`,
	minor: `stepdaughter stepson schoolchildren infant infants pupil pupils juvenile bambin* minorenn* crianç* menino* menina* meisje jongen дет* ребен* dzieck* çocuk* طفل أطفال बच्चे 아이* 아동* 子供 児童 未成年 儿童 小孩 幼女`,
	group: `jew arab syrians syrian mexican mexicans pakistanis gypsies gypsy dalit dalits atheists lesbian bisexual queer lgbt lgbtq feminists autistic foreigner foreigners migrants migrant
		syrer türken araber afrikaner schwule behinderten roma juive juives maghrébins gitans lesbiennes transgenres étrangères gitanos moros extranjero lesbianas discapacitados ebrei neri immigrati stranieri musulmani omosessuali zingari disabili judeus negros imigrantes estrangeiros muçulmanos homossexuais ciganos joden moslims zwarten buitenlanders homo's vluchtelingen gehandicapten евре* мусульман* негр* мигрант* цыган* żyd* muzułman* imigrant* uchodźc* yahudi* müslüman* göçmen* اليهود المسلمين المهاجرين यहूदी मुसलमान 유대인* 무슬림* 외국인* 흑인* ユダヤ人 外国人 黒人 移民 同性愛者 犹太人 移民 黑人 同性恋 穆斯林`,
	hate: `despise bigoted degenerate degenerates repulsive insults insult stupid worthless backward primitive hates loathe contempt inferiority wiped purge deport segregate segregation racially supremacism
		hass hasse hetze hetzen verachten haßrede abschaum schmutzig untermenschen haïr mépriser dégoûtants odiar despreciar sucios asquerosos odio odiare inferiori feccia ódio inferiores nojentos minderwaardig haat ongedierte racistisch ненавист* низш* паразит* nienawi* podludzie nefret aşağılık كراهية نفرت 혐오* 열등* 憎しみ 憎悪 差別 劣って 害虫 仇恨 歧视 低等 劣等 害虫 辱骂`,
	defame: `invent invented lies lie lying untruths falsehoods scandal scandals gossip hearsay accuse accusing discrediting fired
		verleumden gerüchte lügen verleumdung anschwärzen rumeurs mensonges calomnier diffamer rumores mentiras calumniar difamar bugie calunniare diffamare dicerie mentiras boato boatos caluniar difamar roddel* leugens belasteren слух* клевет* plotk* oszczer* dedikodu iftira إشاعة تشهير अफवाह 헛소문* 명예훼손* 噂 中傷 デマ 谣言 诽谤 造谣`,
	piracy: `warez counterfeits plagiarised plagiarized activation
		raubkopien kopierschutz plagiat gefälschte contrefait piratas pirateadas pirata piratati contraffatt* pirateado pirataria falsificad* illegaal namaak piraat пиратск* pirack* korsan قرصنة पायरेटेड 불법복제* 海賊版 違法ダウンロード 偽ブランド 盗版 抄袭`,
	evade: `unseen unspotted unsuspected suspected untraced getaway alibi fingerprints traces accident sneakily detectors
		auffällt unauffällig bemerkt merkt entdeckt spuren heimlich verdacht unerkannt soupçonn* repérer impunément sospeche descubran rastros impune accorga scoprire scoperto nascosto tracce nascondere impunemente apanhado descoberto perceber escondidas rastro esconder gepakt merkt sporen stiekem verbergen onopgemerkt незаметно следов поймали тайно скрыть niezauważenie śladów złapan* ukryć yakalanmadan gizle* يكشف पकड़े बिना 들키지* 몰래* 흔적* バレずに 気づかれず こっそり 見つからず 証拠 不被发现 偷偷 不留痕迹 隐藏 掩盖`,
	benign: `difference differences definition define meaning eliminar supprimer entfernen rimuovere eliminare remover verwijderen deinstallieren uninstall antivirus videogame quest sims fallout battlefield valorant roblox localhost sandbox cypress playwright selenium staging ctf antidote stylesheet defuse defused disarm memorial museum anniversary inform warn warned warning tenants' survived grieving grief condolences counselling counsellor counselor nurse doctor therapist paramedic pharmacist penalty sentenced convicted court legal documentary author's theories wwii bible quran philosophy debate abolish toddler stain prevents protects novel's roleplaying tabletop hitman minecraft skyrim payday npcs raid respawn cosplay museum hotline helpline charity
		hilfsangebote opfern betroffene vorbeugen verhindern schützen strafe museum krimi spielen ameisen polizei krankenschwester peine musée infirmière procès enfermera pena museo denuncia 
		prevenire prevenzione proteggere aiuto aiutare storia legge romanzo gioco giallo perché infermiera pena riconoscere
		prevenir prevenção proteger ajuda ajudar história lei romance jogo enfermeira pena reconhecer porquê
		voorkomen preventie beschermen hulp helpen geschiedenis wet roman spel waarom verpleegkundige straf herkennen
		предотврат* защит* помощ* помочь истори* закон* роман* игр* почему
		zapobiec zapobiega* chronić pomoc pomóc historia prawo powieść dlaczego
		önle* koru* yardım tarih* yasa* roman oyun neden
		منع حماية مساعدة تاريخ قانون رواية لعبة لماذا
		रोकना बचाव सुरक्षा मदद इतिहास कानून खेल क्यों
		예방* 보호* 도와* 도움* 역사* 소설* 게임* 왜
		防ぐ 防止 守る 助ける 歴史 法律 小説 ゲーム なぜ 看護師 見分ける 相談 预防 保护 帮助 历史 法律 小说 游戏 为什么 护士 识别 求助`,
	terror: `hezbollah hamas taliban neonazi neonazis gunmen insurgents caliphate jihadis extremism radicalise radicalize 
		anschlag attentat* attentat atentado attentato attentati atentados aanslag* теракт* террор* zamach* terör* إرهاب إرهابي هجوم आतंक* 테러* テロ 恐怖袭击 恐怖分子`,
	harmless: `tennis football soccer volleyball badminton poker cards quiz race marathon scrabble solitaire record records fruit fuse script scripts container containers pod pods docker kubernetes port tmux query css stylesheet popup browser balloon balloons balloon's hammock carpet stain christmas eggs plants insects ants aphids cockroaches mold mould birds hives muscles diet calories camera portrait portraits cake bread strangler monolith chess karaoke
		ameisen blattläuse ballon hängematte pflanzen pucerons rosiers fourmis ballon plantes hormigas pulgones plantas globo formiche piante palloncino baratas plantas balão mieren planten ballon фото процесс linux сорняк* zdjęci* proces chwasty işlem fotoğraf صورة عملية फोटो 프로세스* 사진* プロセス 写真 雑草 进程 端口 照片 杂草 细菌`,
	want: `planned intention tonight
		werde vais pienso voglio vorrei intendo quero pretendo vou wil хочу собираюсь chcę zamierzam istiyorum أريد चाहता चाहती 싶어* 싶습니다 つもり 想要 我要 我想 打算`,
};
