// Loaded before a TypeScript entry: an older Node would stop at the first type with a message that helps nobody.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
	console.error(
		`Edict runs on Node 22.18 or newer; this is ${process.versions.node}.\n` +
			"`npm ci` installs one for Linux and Windows beside the project, and `npm start` finds it: start with npm, not with node.",
	);
	process.exit(1);
}
