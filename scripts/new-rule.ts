// Lays out a new guard rule: `node scripts/new-rule.ts privacy.my_rule`.
import { scaffoldRule } from "../src/cli/policy/scaffold.ts";

const id = process.argv[2];
if (id === undefined) {
	console.error("usage: node scripts/new-rule.ts <category>.<rule>");
	process.exit(1);
}
try {
	for (const path of await scaffoldRule(id, { rego: "rego", docs: "docs/rules" })) console.log(path);
	console.log("next: change them, then node scripts/policy.ts test, check, docs and build");
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
