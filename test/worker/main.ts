// Entry point of the worker tests that import modules directly: it serves nothing.
// biome-ignore lint/style/noDefaultExport: the platform calls the default export
export default { fetch: () => new Response(null, { status: 404 }) };
