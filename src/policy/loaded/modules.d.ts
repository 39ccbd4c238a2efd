// A `.txt` import is the text, as the loader gives a module of text.
declare module "*.txt" {
	const text: string;
	// biome-ignore lint/style/noDefaultExport: that is how the platform exports it
	export default text;
}
// Made by `scripts/build-loaded.ts`; read as data, so that types do not depend on whether it has been made yet.
declare module "*/loaded/host.json" {
	const host: unknown;
	// biome-ignore lint/style/noDefaultExport: that is how a JSON module is exported
	export default host;
}
