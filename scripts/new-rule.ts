// Lays out a new guard rule: `npm run new:rule -- privacy.my_rule`.
import { scaffoldRule } from "../src/cli/policy/scaffold.ts";

const USAGE = `usage: npm run new:rule -- <category>.<rule>
  lays out a rule that works as it is: source, test, defaults, page, vector; docs/patterns/your-first-rule.md goes on from there`;

const [id, ...more] = process.argv.slice(2);
if (id === "--help" || id === "-h") {
	console.log(USAGE);
} else if (id === undefined || id.startsWith("-") || more.length > 0) {
	console.error(USAGE);
	process.exitCode = 1;
} else {
	const written = await scaffoldRule(id, { rego: "rego", docs: "docs/rules", vectors: "test/vectors" });
	if (written.ok) {
		for (const path of written.value) console.log(path);
		console.log(`next: change them, with npm run policy:test -- --watch --run ${id.split(".")[1]} beside you; then
  npm run policy:fix                  the form of sources and defaults
  npm run policy:check -- --sources   what is still wrong
  npm run policy:build                the release, and the index of the rules
  npm run policy:vectors              verdicts that the rule changes; review them`);
	} else {
		console.error(written.error);
		process.exitCode = 1;
	}
}
