// Applies SQL migrations to a D1 database, in the books that `wrangler d1 migrations` keeps.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const BOOKS = `CREATE TABLE IF NOT EXISTS d1_migrations(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT UNIQUE,
	applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Applies those files of a folder that were not applied yet, each whole or not at all; gives their names. */
export async function applyMigrations(db: D1Database, folder: string): Promise<string[]> {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
	await db.prepare(BOOKS).run();
	const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
	const applied = new Set(results.map(({ name }) => name));
	const missing = files.filter((name) => !applied.has(name));
	if (missing.length === 0) return [];
	// Loaded only when it is needed: it takes half a second.
	const { unstable_splitSqlQuery } = await import("wrangler");
	for (const name of missing) {
		const statements = unstable_splitSqlQuery(await readFile(join(folder, name), "utf8"));
		await db.batch([
			...statements.map((statement) => db.prepare(statement)),
			db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
		]);
	}
	return missing;
}
