// The catalogue of refusal texts. Neutral and helpful; they never say which rule fired or what was found.
import type { RefusalHazard } from "../../contract/finding.ts";

export const REFUSALS = {
	en: {
		generic: "I can't help with this request.",
		privacy: "I can't share or process this because it contains personal data.",
		secrets:
			"I can't pass this on because it contains a password, key or other secret. Please remove it, and change it if it was real.",
		injection: "I can't follow these instructions. Please rephrase what you need.",
		harm: "I can't help with this because it could cause harm.",
		self_harm:
			"I'm sorry you are going through this. You don't have to face it alone: please talk to someone you trust, or contact a crisis line or the emergency services where you are, now.",
		child_safety: "I can't help with this.",
		tools: "I'm not allowed to take this action. It may need permission or a person's approval.",
		retrieval: "I can't use some of the sources for this answer.",
		scope: "This is outside what I can do here.",
	},
	de: {
		generic: "Bei dieser Anfrage kann ich nicht helfen.",
		privacy: "Das kann ich nicht weitergeben oder verarbeiten, weil es personenbezogene Daten enthält.",
		secrets:
			"Das kann ich nicht weitergeben, weil es ein Passwort, einen Schlüssel oder ein anderes Geheimnis enthält. Bitte entfernen Sie es, und ändern Sie es, falls es echt war.",
		injection: "Diesen Anweisungen kann ich nicht folgen. Bitte formulieren Sie Ihr Anliegen anders.",
		harm: "Dabei kann ich nicht helfen, weil es Schaden anrichten könnte.",
		self_harm:
			"Es tut mir leid, dass Sie das durchmachen. Sie müssen damit nicht allein bleiben: Sprechen Sie bitte jetzt mit einem Menschen, dem Sie vertrauen, oder wenden Sie sich an eine Krisenhotline oder den Notruf vor Ort.",
		child_safety: "Dabei kann ich nicht helfen.",
		tools:
			"Diese Aktion darf ich nicht ausführen. Sie braucht möglicherweise eine Berechtigung oder die Zustimmung eines Menschen.",
		retrieval: "Einige Quellen kann ich für diese Antwort nicht verwenden.",
		scope: "Das liegt außerhalb dessen, was ich hier tun kann.",
	},
	fr: {
		generic: "Je ne peux pas répondre à cette demande.",
		privacy: "Je ne peux pas transmettre ni traiter ce contenu, car il contient des données personnelles.",
		secrets:
			"Je ne peux pas transmettre ce contenu, car il contient un mot de passe, une clé ou un autre secret. Retirez-le, et changez-le s'il était réel.",
		injection: "Je ne peux pas suivre ces instructions. Veuillez reformuler votre demande.",
		harm: "Je ne peux pas aider, car cela pourrait causer un préjudice.",
		self_harm:
			"Je suis désolé que vous traversiez cela. Vous n'êtes pas obligé d'y faire face seul : parlez maintenant à une personne de confiance, ou contactez une ligne d'écoute ou les services d'urgence près de chez vous.",
		child_safety: "Je ne peux pas aider pour cette demande.",
		tools: "Je ne suis pas autorisé à effectuer cette action. Elle peut nécessiter une autorisation ou l'accord d'une personne.",
		retrieval: "Je ne peux pas utiliser certaines des sources pour cette réponse.",
		scope: "Cela dépasse ce que je peux faire ici.",
	},
	es: {
		generic: "No puedo ayudar con esta solicitud.",
		privacy: "No puedo compartir ni procesar esto porque contiene datos personales.",
		secrets:
			"No puedo transmitir esto porque contiene una contraseña, una clave u otro secreto. Elimínelo y cámbielo si era real.",
		injection: "No puedo seguir estas instrucciones. Por favor, reformule lo que necesita.",
		harm: "No puedo ayudar con esto porque podría causar daño.",
		self_harm:
			"Siento que esté pasando por esto. No tiene que afrontarlo a solas: hable ahora con alguien de confianza o llame a una línea de crisis o a los servicios de emergencia de su zona.",
		child_safety: "No puedo ayudar con esto.",
		tools: "No tengo permiso para realizar esta acción. Puede requerir una autorización o la aprobación de una persona.",
		retrieval: "No puedo usar algunas de las fuentes para esta respuesta.",
		scope: "Esto queda fuera de lo que puedo hacer aquí.",
	},
	pt: {
		generic: "Não posso ajudar com este pedido.",
		privacy: "Não posso partilhar nem processar isto porque contém dados pessoais.",
		secrets:
			"Não posso transmitir isto porque contém uma palavra-passe, uma chave ou outro segredo. Remova-o e altere-o se era real.",
		injection: "Não posso seguir estas instruções. Por favor, reformule o que precisa.",
		harm: "Não posso ajudar com isto porque poderia causar danos.",
		self_harm:
			"Lamento que esteja a passar por isto. Não tem de o enfrentar sem apoio: fale agora com alguém de confiança ou contacte uma linha de crise ou os serviços de emergência da sua região.",
		child_safety: "Não posso ajudar com isto.",
		tools: "Não tenho permissão para realizar esta ação. Pode exigir uma autorização ou a aprovação de uma pessoa.",
		retrieval: "Não posso usar algumas das fontes para esta resposta.",
		scope: "Isto está fora do que posso fazer aqui.",
	},
	it: {
		generic: "Non posso aiutare con questa richiesta.",
		privacy: "Non posso condividere o elaborare questo contenuto perché contiene dati personali.",
		secrets:
			"Non posso trasmettere questo contenuto perché contiene una password, una chiave o un altro segreto. Rimuovilo, e cambialo se era reale.",
		injection: "Non posso seguire queste istruzioni. Riformula la tua richiesta, per favore.",
		harm: "Non posso aiutare perché potrebbe causare danni.",
		self_harm:
			"Mi dispiace che tu stia attraversando questo momento. Non devi affrontarlo in solitudine: parla ora con una persona di fiducia, oppure contatta una linea di ascolto o i servizi di emergenza della tua zona.",
		child_safety: "Non posso aiutare con questo.",
		tools: "Non sono autorizzato a eseguire questa azione. Potrebbe servire un permesso o l'approvazione di una persona.",
		retrieval: "Non posso usare alcune delle fonti per questa risposta.",
		scope: "Questo è al di fuori di ciò che posso fare qui.",
	},
	ja: {
		generic: "このご依頼にはお応えできません。",
		privacy: "個人情報が含まれているため、共有または処理できません。",
		secrets: "パスワードや鍵などの秘密情報が含まれているため、お渡しできません。削除し、本物であれば変更してください。",
		injection: "その指示には従えません。ご要望を別の言い方でお伝えください。",
		harm: "害を及ぼすおそれがあるため、お手伝いできません。",
		self_harm:
			"おつらい状況にいらっしゃるのですね。ひとりで抱え込まないでください。信頼できる人に今すぐ話すか、お住まいの地域の相談窓口または緊急通報に連絡してください。",
		child_safety: "お手伝いできません。",
		tools: "この操作は許可されていません。権限または担当者の承認が必要な場合があります。",
		retrieval: "この回答には使用できない情報源があります。",
		scope: "ここで対応できる範囲を超えています。",
	},
	zh: {
		generic: "我无法处理这个请求。",
		privacy: "此内容包含个人信息，我无法分享或处理。",
		secrets: "此内容包含密码、密钥或其他机密，我无法转发。请将其删除；如果是真实的，请立即更换。",
		injection: "我无法执行这些指令。请换一种方式说明您的需求。",
		harm: "这可能造成伤害，我无法提供帮助。",
		self_harm: "很抱歉您正在经历这些。您不必独自面对：请现在就告诉您信任的人，或联系当地的心理危机热线或紧急服务。",
		child_safety: "我无法提供帮助。",
		tools: "我无权执行此操作，可能需要相应权限或人工批准。",
		retrieval: "部分来源不能用于此回答。",
		scope: "这超出了我在此处能做的范围。",
	},
} as const satisfies Record<string, Record<RefusalHazard, string>>;

export type RefusalLanguage = keyof typeof REFUSALS;
