// Addresses of an organisation's desk, not of a person: support@, info@, noreply@ and their kin in other languages.

const ROLES = new Set(
	`abuse accessibility accounts admin administration administrator advertising affiliates alerts analytics api apply appointments
	backoffice billing booking bookings bounce bounces business care career careers charity claims comments community compliance concierge
	contact contactus contracts copyright customer customercare customerservice customersupport desk dev developer developers dispatch
	dmca donations donotreply dpo editor editorial education emergency enquiries enquiry events everyone facilities faq feedback finance
	frontdesk ftp general gdpr grants hello help helpdesk hi hostmaster hq hr info information inquiries inquiry international investor
	investors invoice invoices it jobs legal letters library license licensing list mail mailbox mailer mailerdaemon maintenance marketing
	media membership members moderator news newsdesk newsletter newsletters noc noreply notification notifications notify office online
	operations ops order orders parking partner partners partnerships payments payroll permissions postmaster pr press pressoffice privacy
	procurement purchasing queries reception recruiting recruitment refunds registrar registration renewals reply reservation
	reservations returns root sales scholarships secretary security service services shipping shop speakers sponsors sponsorship staff
	statistics studio submissions subscribe support survey surveys sysadmin team tech technical techsupport ticket tickets training
	travel unsubscribe updates volunteer volunteering warranty webmaster website welcome wholesale
	anfrage anfragen auskunft beratung beschwerde bestellung bestellungen bewerbung bewerbungen buchhaltung buchung buero datenschutz
	einkauf empfang frage fragen hallo hilfe impressum karriere kasse kontakt kundendienst kundenservice kundensupport leitung personal
	post poststelle presse pressestelle rechnung rechnungen redaktion reklamation reservierung rezeption sekretariat servicecenter
	verein verkauf vertrieb verwaltung vorstand werbung widerruf zentrale
	accueil achats administratif aide billetterie bonjour candidature comptabilite commande commandes commercial communication
	contentieux courrier direction facturation formation inscription mairie reclamation reclamations recrutement redaction
	rh sav secretariat serviceclient serviceclients standard vente ventes
	administracion atencion atencionalcliente ayuda clientes comercial compras comunicacion consultas contabilidad contacto contrataciones
	correo empleo facturacion hola informacion informes pedidos prensa privacidad quejas reclamos recepcion recursoshumanos reservas
	secretaria soporte ventas
	ajuda atendimento cliente comunicacao contato contatos faturamento financeiro imprensa informacoes ola ouvidoria pedido privacidade
	reserva sac suporte vendas
	acquisti amministrazione assistenza assistenzaclienti biglietteria ciao clienti commerciale contatti informazioni lavoro ordini posta
	prenotazioni redazione risorseumane segreteria servizioclienti stampa supporto ufficio ufficiostampa vendite
	administratie algemeen bestellingen boekhouding inkoop inschrijving klantenservice klachten onthaal pers receptie redactie
	secretariaat vacatures verkoop
	biuro bok handel kadry ksiegowosc marketing ofis pomoc praca reklamacje rezerwacje sekretariat sklep sprzedaz zamowienia
	dotazy fakturace info objednavky podpora prodej reklamace
	asiakaspalvelu bestilling hei hej kundeservice kundservice kundtjanst myynti order ordrer palaute post salg styrelsen support toimisto
	bilgi destek iletisim musterihizmetleri satis siparis
	iroda kapcsolat rendeles segitseg ugyfelszolgalat
	comenzi contact vanzari relatii
	pochta prodazhi zakaz zakazy otdel rabota reklama podderzhka`.split(/\s+/),
);

/** Where everybody gets a mailbox: there the name before the sign is a person's choice. */
const FREE_MAIL =
	/(?:^|\.)(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|aol|icloud|me|mac|gmx|web|t-online|freenet|mail|bk|inbox|list|yandex|ya|rambler|proton|protonmail|pm|tutanota|tuta|zoho|fastmail|hey|orange|wanadoo|free|sfr|laposte|libero|virgilio|tiscali|alice|terra|uol|bol|ig|qq|163|126|sina|naver|daum|hanmail|rediffmail|seznam|wp|o2|onet|interia|comcast|verizon|att|sbcglobal|btinternet|sky|shaw|rogers|bigpond)\.(?:com|net|org|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2,4})$/i;
/** A country, a language, a number or a word of the like behind the role: `support-de`, `info2`, `sales.emea`. */
const SUFFIX = /(?:[._-]?(?:[a-z]{2}|emea|apac|latam|global|intl|europe|international|team|desk|office|group|[0-9]{1,3}))$/;

/** Whether an address is a desk's. `local` and `domain` stand before and after the sign. */
export function isRoleAddress(local: string, domain: string): boolean {
	const name = (local.split("+")[0] ?? local)
		.toLowerCase()
		.normalize("NFD")
		.replace(/[\u0300-\u036f]/g, "");
	if (FREE_MAIL.test(domain)) return false;
	const bare = name.replace(/[._-]/g, "");
	if (ROLES.has(name) || ROLES.has(bare)) return true;
	return ROLES.has(name.replace(SUFFIX, "").replace(/[._-]/g, ""));
}
