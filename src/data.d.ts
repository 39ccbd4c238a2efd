// A `.gz` import is its bytes: an ArrayBuffer in workerd and the test plugin, a Uint8Array by the local bundler.
declare module "*.gz" {
	const bytes: ArrayBuffer;
	// biome-ignore lint/style/noDefaultExport: that is how the platform exports it
	export default bytes;
}
