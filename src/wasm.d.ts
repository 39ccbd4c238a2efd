// A `.wasm` import is a compiled module, as workerd and the test plugin give it.
declare module "*.wasm" {
	const module: WebAssembly.Module;
	// biome-ignore lint/style/noDefaultExport: that is how the platform exports it
	export default module;
}
