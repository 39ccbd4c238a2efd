// Puts the interop requests to a real OPA and to this service's surface and compares the answers: `npm run compare:opa`.
// With --record the answers become the vectors that `npm test` checks without OPA.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { comparable } from "../test/interop/opa/compare.ts";
import { allowedDifference } from "../test/interop/opa/differences.ts";
import { type Answered, exchange } from "../test/interop/opa/exchange.ts";
import { buildVersion, openSurface } from "../test/interop/opa/harness.ts";
import { exchangeLocally } from "../test/interop/opa/local.ts";
import { type Asked, REQUESTS } from "../test/interop/opa/requests.ts";
import { buildOpa, OPA_VERSION, startOpa } from "../test/interop/opa/server.ts";

const VECTORS = join(import.meta.dirname, "../test/vectors/opa-rest");
const record = process.argv.includes("--record");

const opa = await startOpa(await buildOpa());
try {
	const surface = openSurface(await buildVersion());
	const counts = { same: 0, allowed: new Map<string, number>(), different: 0 };
	for (const [family, requests] of Object.entries(REQUESTS)) {
		const vectors: unknown[] = [];
		for (const asked of requests) {
			// OPA compiles a query when it first meets it, and says so in its metrics: the second answer is like the later ones.
			await exchange(opa.origin, asked);
			const theirs = comparable(await exchange(opa.origin, asked));
			const ours = comparable(await exchangeLocally(surface, asked));
			vectors.push(judge(asked, theirs, ours, counts));
		}
		if (!record) continue;
		await mkdir(VECTORS, { recursive: true });
		await writeFile(join(VECTORS, `${family}.json`), `${JSON.stringify({ opa: OPA_VERSION, vectors }, null, "\t")}\n`);
	}
	const allowed = [...counts.allowed].map(([name, count]) => `${count} ${name}`).join(", ");
	console.log(`${counts.same} the same to the byte, ${counts.different} different; allowed differences: ${allowed}`);
	process.exitCode = counts.different === 0 ? 0 : 1;
} finally {
	opa.stop();
}

type Counts = { same: number; allowed: Map<string, number>; different: number };

/** The vector of a request: OPA's answer, and this service's where it may be another. */
function judge(asked: Asked, theirs: Answered, ours: Answered, counts: Counts): unknown {
	if (JSON.stringify(theirs) === JSON.stringify(ours)) {
		counts.same++;
		return { asked, opa: theirs };
	}
	const difference = allowedDifference(asked, theirs, ours);
	if (difference === undefined) {
		counts.different++;
		console.log(`${asked.name}\n  OPA   ${JSON.stringify(theirs).slice(0, 600)}\n  Edict ${JSON.stringify(ours).slice(0, 600)}`);
		return { asked, opa: theirs };
	}
	counts.allowed.set(difference, (counts.allowed.get(difference) ?? 0) + 1);
	return { asked, opa: theirs, edict: ours, difference };
}
