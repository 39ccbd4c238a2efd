// The region that a declared locale speaks of: whose telephone plan and national ids to expect.

// Where a language is declared without a region, the country where most of its writers live.
const REGION_OF_LANGUAGE: Record<string, string> = Object.fromEntries(
	(
		"en:us de:de fr:fr es:es it:it pt:br nl:nl pl:pl sv:se da:dk nb:no nn:no no:no fi:fi is:is et:ee lv:lv lt:lt cs:cz sk:cz " +
		"hu:hu ro:ro bg:bg hr:hr sr:rs el:gr uk:ua ru:ru tr:tr he:il hi:in bn:in th:th id:id ms:my vi:vn ja:jp ko:kr zh:cn"
	)
		.split(" ")
		.map((entry) => entry.split(":") as [string, string]),
);

/** Lower-case country code of a BCP 47 tag; undefined when nothing is declared or the language has no home. */
export function regionOf(locale: string | undefined): string | undefined {
	if (locale === undefined) return undefined;
	const [language = "", ...subtags] = locale.toLowerCase().split("-");
	return subtags.find((subtag) => /^[a-z]{2}$/.test(subtag)) ?? REGION_OF_LANGUAGE[language];
}
