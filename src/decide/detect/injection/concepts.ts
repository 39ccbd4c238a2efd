// The concepts that injections are made of, as multilingual word lists.
import { compileLexicon } from "../phrases/lexicon.ts";

const NAMES = [
	"disregard",
	"prior",
	"all",
	"instruction",
	"negation",
	"follow",
	"reveal",
	"your",
	"hidden",
	"prompt",
	"secret",
	"persona",
	"unfiltered",
	"act",
	"ai",
	"ethics",
	"without",
	"refuse",
	"begin",
	"modeKind",
	"mode",
	"now",
	"fresh",
	"tool",
	"call",
	"send",
	"user",
	"talk",
	"question",
	"you",
	"task",
	"innocent",
] as const;
type Name = (typeof NAMES)[number];

/** Bit of each concept. */
export const CONCEPT = Object.fromEntries(NAMES.map((name, bit) => [name, 1 << bit])) as Record<Name, number>;

const LISTS: Record<Name, string> = {
	disregard: `schalte ausschalten éteins apaga spegni desliga オフ 끄고 scaparrati lascia olvídate dimentica olvídense tiens تغاضى تجاهلي ละเลย อย่าไปสนใจ ลืม quên
		ignore ignoring ignored disregard* forget forgetting override overriding overwrite bypass* neglect overlook circumvent
		discard dismiss deactivate disable disables unlearn erase deviate
		ignoriere* ignorier ignorieren vergiss vergesst vergessen missachte* übergehe* umgehe* verwirf überschreib* deaktivier* abweichend
		ignorez ignorer oublie oubliez oublier néglige* outrepasse* contourne* désactive* désobéi*
		ignora ignorá ignoren ignorar olvida olvide olviden olvidar omite omita descarta desactiva* desobede*
		ignori ignorate ignorare dimentica* scorda* trascura* disattiva* aggira* scavalca*
		ignorem esqueça esqueca esqueçam esquecer desconsidere* desconsidera* descarte desative* contorne*
		negeer negeren vergeet omzeil* schakel
		zignoruj* ignoruj* zapomnij* pomiń* omiń* wyłącz* obejdź*
		игнорируй* проигнорируй* игнорировать забудь* забыть отбрось* отключи* обойди* пренебреги* отмени
		yoksay* görmezden unut unutun atla boşver devre
		忽略 忽视 无视 忘记 忘掉 忘了 绕过 抛弃 关闭 不要理会 不要遵循 忽略掉 無視 忽略了 停用 解除 覆盖
		忘れ 無視し 無効に 従わない 取り消し 回避
		무시* 잊어* 잊고 우회* 비활성* 무효*
		تجاهل تجاهلي تجاهلوا انسى انس انسَ تخطى تجاوز أوقف عطل ألغ
		अनदेखा नज़रअंदाज़ नजरअंदाज भूल उपेक्षा इग्नोर अनदेखी
		abaikan lupakan bỏ ละเว้น เพิกเฉย ลืม উপেক্ষা huwag kalimutan balewalain zaboravi ignorisi ігноруй забудь zapomeň ignoruj uita ignoră ξέχασε αγνόησε`,
	prior: `dit
		previous previously prior above earlier preceding foregoing past before beforehand former initial original existing old
		vorherig* vorhergehend* bisherig* obig* vorangegangen* vorangehend* früher* vorig* davor vorher zuvor ursprünglich* gegeben*
		précédent* précède antérieur* dessus avant initiales initial anciennes
		anterior* previ* arriba antes iniciales originales original
		precedent* sopra prima iniziali originali
		acima iniciais prévias originais
		vorige eerdere bovenstaande voorgaande voorafgaande hierboven
		poprzedni* wcześniejsz* powyższ* dotychczasow* wcześniej
		предыдущ* прежн* прошл* вышеуказанн* вышеизложенн* выше ранее первоначальн* начальн*
		önceki yukarıdaki üstteki evvelki daha
		之前 以前 先前 上述 以上 前面 上面 此前 原有 之前的 之前所有
		これまで 上記 前の 今まで それまで 前述
		이전* 위의 앞의 기존* 지금까지 위에 앞서
		السابقة السابق أعلاه السابقه قبل
		पिछले पिछली पिछला पूर्व ऊपर पहले
		sebelumnya atas trước trên ก่อนหน้า ข้างต้น আগের উপরের পূর্ববর্তী nakaraang naunang prethodn* předchozí anterioare προηγούμεν*`,
	all: `todo
		all any every everything anything
		alle alles alle* sämtliche* jegliche* tout toute toutes tous todo todas todos toda tutto tutte tutti tudo wszystk* все всё всех всем
		tüm bütün hepsini her 所有 一切 全部 任何 すべて 全て 全部の あらゆる 모든 모두 전부 جميع كل كافة सभी सब सारे semua tất mọi ทั้งหมด সমস্ত সব lahat sve vše všechny toate όλες`,
	instruction: `instruction* instructed rule rules ruleset guideline* directive* command commands commandments orders prompt prompts constraints
		direction directions programming training guidance restriction restrictions limitations policy policies protocol* content
		anweisung* instruktion* befehl* vorgabe* regel regeln richtlinie* aufträge* auftrag anordnung* einschränkung* beschränkung*
		consigne* règle* directive* ordres commandes restrictions
		instruccion* regla* órdenes orden directri* indicacion* restriccion* comando* programación
		istruzion* regol* direttiv* ordini comandi restrizion*
		instruç* instruc* regra* diretriz* diretrizes ordens restriç*
		instructies richtlijn* regels opdracht* beperking*
		instrukcj* polece* zasad* wytyczn* reguł* ograniczen*
		инструкц* указан* правил* директив* команд* ограничен* распоряжен*
		talimat* kural* yönerge* komut* kısıtlama*
		指令 指示 规则 規則 命令 提示 提示词 准则 限制 约束 指引 设定 要求 说明 规定 安全过滤器 过滤器
		指示 命令 ルール 規則 プロンプト 制限 制約 ガイドライン 指令
		지시* 지침* 명령* 규칙* 프롬프트* 제한* 설정*
		التعليمات تعليمات تعليماتك الأوامر أوامر القواعد قواعد قواعدك القيود قيود قيودك التوجيهات
		निर्देश* नियम* आदेश* प्रतिबंध*
		instruksi perintah aturan hướng lệnh คำสั่ง คำแนะนำ กฎ নির্দেশ* tagubilin utos instrukcije pokyny instrucțiunile οδηγίες`,
	negation: `don't dont not never no stop without cease nicht nie niemals kein keine keinen pas jamais nunca non mai não niet geen nie nigdy не никогда
		asla değil 不 不要 不得 别 不能 不会 从不 ないで ません ない 않 마세요 말고 لا ليس بدون नहीं मत tidak jangan không đừng`,
	follow: `follow obey comply abide adhere bound limited restricted constrained respect befolge* folge* halte gehorche* suis suivez obéis sigas sigue obedece*
		segui* seguire rispetta* siga obedeça volg przestrzegaj следуй* соблюда* подчиня* uyma* uymak 遵守 遵循 听从 従 守 따르* اتبع تتبع पालन`,
	reveal: `reveal reveals print repeat output display tell disclose leak dump expose divulge share recite spell show showing list return copy echo
		give provide write summarize translate confirm verify describe
		zeig* zeige nenne gib verrate* wiederhole* ausgeben drucke sag sage nennen verraten
		montre* révèle* répète* répétez affiche* donne* dis dites divulgue*
		muestra* revela* repite* imprime* dime dame di diga comparte muéstrame enséñame
		mostra* rivela* ripeti* stampa* dimmi dammi
		mostre* revele* repita* exiba diga
		toon* onthul* herhaal* vertel geef
		pokaż* ujawnij* powtórz* wyświetl* podaj* wypisz* powiedz
		покажи* раскрой* повтори* выведи* скажи* назови* напечатай* сообщи* расскажи*
		göster* söyle* tekrarla* yazdır* açıkla* ver paylaş*
		显示 告诉 透露 输出 重复 打印 展示 说出 泄露 公开 复述 写出 给我 列出
		教えて 表示 見せて 出力 繰り返 明かし 開示 公開 示して
		보여* 알려* 말해* 출력* 반복* 공개* 밝혀* 제공*
		أظهر اكشف كرر اطبع أخبرني اعرض قل أعطني أعطني
		दिखा* बता* दोहरा* प्रकट प्रिंट साझा
		tunjukkan beritahu katakan berikan hiển tiết lộ nói cho บอก แสดง বলুন দিন sabihin ibigay ipakita`,
	your: `your yours ur deine deinen deiner deinem dein ihre ihren ihr votre vos ton tes ta tu tus su sus tuo tue tuoi tua suas seu sua teu uw je jouw
		twoje twój swoje твои твой твою ваши ваш свои свою своих senin sizin 你的 您的 あなたの 君の 너의 당신의 네 당신 बाद आपके आपकी आपका अपने अपनी तुम्हारे الخاصة الخاص لديك
		anda kamu bạn ของคุณ আপনার iyong`,
	hidden: `system systems initial original hidden secret internal confidential base underlying core configured preset exact verbatim entire full complete developer's developer openai's
		systemprompt systemnachricht* systemanweisung* systemeingabe* geheime* interne* versteckte* ursprüngliche* système cachées initiales sistema ocultas iniciales internas iniziali nascoste
		systeemprompt systeem systemow* ukryte początkow* системн* системы скрыт* секретн* внутренн* начальн* sistem gizli 系统 系統 初始 隐藏 内部 最初 原始 システム 初期 内部 最初の 시스템* 초기* 내부* 숨겨* النظام نظام الأولية الداخلية सिस्टम प्रणाली प्रारंभिक छिपे`,
	prompt: `prompt prompts instructions instruction message text words context configuration preamble sentence phrase paragraph conversation guidelines rules
		anweisungen instruktionen nachricht texte wörter text mots texte consignes palabras texto mensaje instrucciones parole testo messaggio istruzioni palavras mensagem instruções woorden tekst słowa wiadomość instrukcje
		промпт* подсказк* слова сообщение инструкции istem* metin talimatlar* 提示 提示词 指令 消息 内容 文字 プロンプト 指示 メッセージ 文章 프롬프트* 지침* 지시* 메시지* موجه التعليمات تعليمات رسالة प्रॉम्प्ट निर्देश* संदेश`,
	secret: `systemprompt system-prompt systemprompts systemnachricht* systemanweisung* systemeingabe* palavra-passe مفتاحك 密钥是什么
		password passwords passphrase passcode passwd secret secrets credential credentials apikey token flag pin
		passwort* kennwort* geheimnis* geheimschlüssel zugangsdaten passe motdepasse secrets contraseña* clave secreto segreto senha senhas segredo wachtwoord* geheim hasło hasła sekret
		пароль пароля пароли секрет* ключ parola* şifre* 密码 密碼 口令 密钥 秘密 密鑰 秘钥 パスワード 秘密の 鍵 비밀번호* 암호* 비밀* 키 السر كلمة_السر المرور السري पासवर्ड गुप्त sandi rahasia mật khẩu mậtkhẩu รหัสผ่าน รหัส পাসওয়ার্ড গোপন`,
	persona: `entwicklermodus entwickler-modus gottmodus debugmodus wartungsmodus sonder-modus
		jailbreak jailbroken betterdan evilbot evil-bot mongotom alphabreak devmode antigpt anti-dan basedgpt machiavellian chaosgpt freedomgpt darkgpt evilgpt wormgpt fraudgpt dangpt`,
	unfiltered: `unfiltered uncensored unrestricted unlimited amoral unethical immoral lawless limitless boundless unbound unhinged unaligned unshackled evil rogue
		ungefiltert* unzensiert* uneingeschränkt* unbeschränkt* unbegrenzt* unmoralisch* böse* grenzenlos*
		illimité* débridé* amoral* filtre* méchant* sinfiltro* ilimitad* malvad* illimitat* malvagi* onbeperkt* ongefilterd* nieograniczon* nieocenzurowan* неограничен* безгранич* злой нефильтрован* sınırsız* kısıtlamasız sansürsüz* 无限制 不受限制 无审查 邪恶 無制限 検閲なし 無検閲 무제한* 제한없* غير_مقيد مقيد असीमित`,
	act: `act acting pretend pretending roleplay role-play roleplaying play playing simulate simulating become behave behaving impersonate immerse imagine embody emulate transform
		spiele spiel verhalte* handle agiere* tue stell tu agis agissez joue fais comporte* prétend* deviens actúa finge compórtate simula interpreta agisci fingi fingere comportati aja finja comporte doe speel gedraag udawaj zachowuj действуй* притвори* представь* веди играй davran* rol* canlandır* 扮演 假装 充当 模拟 表现 振る舞 ふり 演じ なりき 행동* 역할* 연기* 가장 تصرف تظاهر العب अभिनय बनो ढोंग`,
	ai: `ai ais a.i chatgpt gpt gpt-3 gpt-4 gpt4 gpt3 chatbot bot llm llms assistant assistants claude gemini llama bard openai anthropic model models ki sprachmodell* modell* assistent* ia modelo modèle assistente chat-gpt
		нейросет* ассистент* бот модель yapay asistan* 人工智能 模型 助手 机器人 人工知能 アシスタント モデル 인공지능 어시스턴트 모델* الذكاء المساعد نموذج एआई सहायक मॉडल`,
	ethics: `ethic ethics ethical ethically moral morals morality filter filters filtering censor* censorship safety restrictions restriction limitations limits legality legal guidelines boundaries safeguards guardrails policies openai's
		moralisch* ethisch* ethik moral filter* sicherheit* zensur* grenzen éthique* morale filtre* censure limites sécurité ética* ético* moral filtro* censura límite* seguridad etic* filtri censura limiti sicurezza éticas filtros limites segurança ethische filters veiligheid etyczn* filtr* cenzur* bezpieczeństw* этическ* этик* морал* фильтр* цензур* безопасност* etik* ahlak* filtre* sansür* güvenlik* 道德 伦理 审查 过滤 安全 倫理 道徳 検閲 フィルター 安全 윤리* 도덕* 검열* 필터* 안전* أخلاق* الأخلاق* قيود الأمان नैतिक* सुरक्षा`,
	without: `without no free freed unbound lacks lack devoid regardless irrespective broken unburdened absent none doesn't don't not nor neither never zero ohne keine keinen frei sans aucun aucune libre sin ningún ninguna senza nessun nessuna sem nenhum nenhuma zonder geen bez żadnych без никаких olmadan 没有 不受 无 不遵守 なし ない 無し 없이 없는 بدون دون बिना`,
	refuse: `refuse refuses refusing refusal decline declines apologize apologise apologies apology sorry cannot can't unable disclaimer disclaimers warning warnings caution caveats lecture reject deny comment judgement judgment unethical illegal inappropriate
		ablehn* verweiger* weiger* entschuldig* warnung* refuse* refuser avertissement* excuse* rechazar rechaces negar* disculp* advertencia* rifiut* scus* avvertenz* recus* desculp* aviso* weiger* отказ* извин* предупрежд* reddet* özür uyarı* 拒绝 道歉 警告 抱歉 拒否 謝罪 거절* 거부* 사과* 경고* ترفض الرفض تعتذر मना माफी`,
	begin: `activate* enable enabled enabling switch enter entering unlock activa activer active ative aktivier* wechsle schalte entra entrez включи* активируй* перейди* etkinleştir* 启用 激活 进入 打开 有効 활성* فعل سक्रिय
		begin begins start starts starting prefix preface respond reply answer answers beginne* antworte* commence* réponds répondez comienza* responde* inizia* rispondi* comece responda begin antwoord zacznij odpowiadaj начни* отвечай* ответь* başla* yanıtla* cevapla* 回答 开始 开头 始め 答え 回答 대답* 시작* أجب ابدأ उत्तर`,
	modeKind: `developer dev god debug maintenance sudo root admin administrator jailbreak unrestricted evil dan opposite unsafe override safety system diagnostic nsfw emergency
		entwickler* gott* wartung* développeur développement administrateur desarrollador* depuración administrador sviluppatore amministratore desenvolvedor ontwikkelaar* programist* deweloper* разработчик* отладк* администратор* geliştirici* yönetici* 开发者 开发人员 管理员 上帝 调试 越狱 系统 開発者 管理者 デバッグ 개발자* 관리자* 디버그* المطور المسؤول डेवलपर एडमिन system-* sistema sin_filtros`,
	mode: `mode modes entwicklermodus wartungsmodus modus modo modalità modalita tryb* режим* mod modu modunu modus 模式 モード 모드* وضع الوضع मोड`,
	now: `now henceforth onwards forward jetzt nun ab maintenant désormais ahora adesso ora agora nu teraz теперь отныне сейчас artık şimdi bundan 现在 从现在 今から 今 これから 이제* 지금* الآن अब`,
	fresh: `new following updated actual real instead next different neue neuen neuer folgende* stattdessen nouvelle* nouveau suivante* plutôt nueva* nuevo siguiente* nuov* seguent* nova* novas seguinte* nieuwe volgende now nowe następując* новы* новая новую следующ* yeni aşağıdaki 新的 新 以下 新しい 次の 代わりに 새로운 다음 الجديدة التالية नए नया निम्नलिखित`,
	tool: `tool tools function functions api apis plugin plugins endpoint connector mcp werkzeug* outil* herramienta* funzion* ferramenta* инструмент* 工具 函数 ツール 도구* أداة`,
	call: `call calls invoke invokes execute run trigger use using launch aufruf* rufe verwende* führe appelle* utilise* exécute* llama usa ejecuta chiama esegui chame execute вызови* используй* запусти* 调用 使用 执行 呼び出 使って 実行 호출* 사용* 실행* استخدم`,
	send: `send sends forward email e-mail mail upload post transmit exfiltrate transfer wire delete remove drop purchase deploy wipe
		sende* schicke* leite lösche* überweise* envoie* envoyez transfère* supprime* envía* reenvía* elimina* borra invia* inoltra cancella envie* encaminhe exclua stuur verwijder wyślij usuń отправь* перешли* удали* gönder* sil 发送 转发 删除 上传 送信 転送 削除 보내* 삭제* 전송* أرسل احذف भेज*`,
	user: `user users user's human customer reader nutzer* benutzer* kunde* utilisateur* usuario* utente utenti usuário* gebruiker* użytkownik* пользовател* kullanıcı* 用户 使用者 ユーザー 利用者 사용자* المستخدم उपयोगकर्ता* pengguna dùng ผู้ใช้ ব্যবহারকারীর gumagamit`,
	talk: `injection injections attack attacks attacker attackers vulnerability vulnerabilities exploit mitigation mitigate defend defense defence detect detecting detection red-team phishing article paper lecture quiz phrase phrases wording sentence example examples called titled quote quoted angriff* attaque* ataque* attacc* atak* атак* saldırı* 攻击 攻撃 공격* هجوم हमला`,
	question: `welche* quelle* quels cuál cuáles cual quali quale qual quais welke jaki* какие какой какова каков hangi 什么是 どの 何で 어떤
		what how why explain mean means meaning define definition translate difference was wie warum bedeutet que quoi comment pourquoi signifie qué cómo significa cosa come perché o_que como wat hoe co jak dlaczego что как почему значит ne nasıl neden 什么 如何 为什么 意思 何 意味 なぜ 무엇* 왜 ما كيف لماذا क्या कैसे क्यों`,
	you: `you you're you'll u du sie tu vous tú usted ustedes te voi você vocês jij u ty ты вы sen siz 你 您 あなた 君 너 당신 أنت आप तुम anda kamu bạn`,
	task: `task tasks assignment job mission question topic subject role aufgabe* frage* thema rolle tâche* mission tarea* pregunta misión compito domanda tarefa* pergunta taak* zadani* задани* задач* görev* 任务 問題 问题 任務 タスク 質問 작업* 임무* مهمة مهمتك कार्य`,
	innocent: `email emails e-mail mail invoice line lines row rows commit error errors typo episode step steps chapter answer attempt appointment call voicemail
		rechnung zeile fehler schritt courriel facture ligne erreur étape correo factura línea errore riga passo письм* ошибк* メール 邮件 violat* breach* cross* trigger* infring* compromis* break* harm* offend* contraven* transgress* overstep* verletz* verstoß* verstoss* enfreindre violer viola* vulner* infranger* нарушая нарушать 违反 侵犯 違反 위반*`,
};

export const INJECTION_LEXICON = compileLexicon(NAMES.map((name, bit) => [bit, LISTS[name]] as const));
