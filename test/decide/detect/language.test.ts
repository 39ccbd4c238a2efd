// Language: short sentences of many languages, texts without one, the change of language, linear time.
import { describe, expect, it } from "vitest";
import { detectLanguage, languageDetector } from "../../../src/decide/detect/language/language.ts";
import { MAX_LANGUAGE_CHARS } from "../../../src/platform/limits.ts";
import { expectLinear } from "../../linear-time.ts";
import { GOLDEN_CONTEXT, runGolden } from "./golden.ts";
import { HOSTILE } from "./hostile-texts.ts";

runGolden(languageDetector);

describe("detectLanguage", () => {
	it.each([
		["en", "Where is the nearest station and when does the next train leave?"],
		["de", "Wo ist der nächste Bahnhof und wann fährt der nächste Zug?"],
		["fr", "Où est la gare la plus proche et quand part le prochain train ?"],
		["es", "¿Dónde está la estación más cercana y cuándo sale el próximo tren?"],
		["pt", "Onde fica a estação mais próxima e quando sai o próximo comboio?"],
		["it", "Dove si trova la stazione più vicina e quando parte il prossimo treno?"],
		["nl", "Waar is het dichtstbijzijnde station en wanneer vertrekt de volgende trein?"],
		["pl", "Gdzie jest najbliższy dworzec i kiedy odjeżdża następny pociąg?"],
		["tr", "En yakın istasyon nerede ve bir sonraki tren ne zaman kalkıyor?"],
		["sv", "Var är närmaste station och när går nästa tåg från den?"],
		["fi", "Missä on lähin asema ja milloin seuraava juna lähtee, jos se on vielä täällä?"],
		["cs", "Kde je nejbližší nádraží a kdy odjíždí další vlak, který jede do Prahy?"],
		["ro", "Unde este cea mai apropiată gară și când pleacă următorul tren?"],
		["hu", "Hol van a legközelebbi állomás, és mikor indul a következő vonat?"],
		["vi", "Nhà ga gần nhất ở đâu và khi nào chuyến tàu tiếp theo khởi hành?"],
		["id", "Di mana stasiun terdekat dan kapan kereta berikutnya akan berangkat?"],
		["ru", "Где ближайший вокзал и когда отправляется следующий поезд?"],
		["uk", "Де найближчий вокзал і коли вирушає наступний поїзд?"],
		["el", "Πού είναι ο πλησιέστερος σταθμός;"],
		["he", "איפה התחנה הקרובה?"],
		["ar", "أين أقرب محطة ومتى يغادر القطار التالي؟"],
		["fa", "نزدیک‌ترین ایستگاه کجاست و قطار بعدی چه وقت می‌رود؟"],
		["hi", "सबसे नज़दीकी स्टेशन कहाँ है?"],
		["bn", "নিকটতম স্টেশন কোথায়?"],
		["th", "สถานีที่ใกล้ที่สุดอยู่ที่ไหน"],
		["zh", "最近的车站在哪里？下一班火车几点开？"],
		["ja", "最寄りの駅はどこですか。次の電車は何時に出ますか。"],
		["ko", "가장 가까운 역이 어디에 있나요?"],
	])("%s", (language, text) => {
		const found = detectLanguage(text);
		expect(found.language).toBe(language);
		expect(found.confidence).toBeGreaterThanOrEqual(200);
		expect(found.confidence).toBeLessThanOrEqual(1000);
	});

	it.each(["", "1234 5678 — 90 %", "xq zzt prwl", "{}[]();"])("says nothing of %j", (text) => {
		expect(detectLanguage(text)).toEqual({ confidence: expect.any(Number) });
		expect(detectLanguage(text).confidence).toBeLessThan(100);
	});

	it("reads no further than its bound", () => {
		const text = "The train does not run today because a tree lies on the track. ".repeat(100).slice(0, MAX_LANGUAGE_CHARS);
		expect(detectLanguage(text + "Der Zug fährt heute nicht. ".repeat(4000))).toEqual(detectLanguage(text));
	});
});

describe("hostile input", () => {
	it.each(HOSTILE)("takes bounded time on %s", (_, make) => {
		expectLinear((text) => languageDetector.scan(text, GOLDEN_CONTEXT), make, { from: 65_536 });
	});
});
