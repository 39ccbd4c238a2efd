// `node scripts/operator-key.ts [FILE]`: SQL that gives a new deployment its operator tenant and first admin key; the key
// goes to standard output once, the SQL (with the key's hash alone) to the file.
import { writeFile } from "node:fs/promises";
import { getTableColumns } from "drizzle-orm";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { bootstrapRows } from "../src/control/bootstrap.ts";
import { OPERATOR_TENANT } from "../src/control/names.ts";
import { epochs, keys, tenants } from "../src/control/schema.ts";

const file = process.argv[2] ?? "operator.sql";
if (file === "--help") {
	process.stdout.write(
		"Usage: node scripts/operator-key.ts [FILE]\nWrites SQL for the first operator key to FILE (operator.sql) and prints the key.\n",
	);
	process.exit(0);
}

const { rows, install } = await bootstrapRows(Date.now(), "live");
const ofOperator = <T extends { tenant: string }>(all: readonly T[]) => all.filter((row) => row.tenant === OPERATOR_TENANT);
const statements = [
	...inserts(epochs, ofOperator(rows.epochs)),
	...inserts(tenants, ofOperator(rows.tenants)),
	...inserts(keys, ofOperator(rows.keys)),
];
await writeFile(file, `${statements.join("\n")}\n`);
process.stdout.write(`${install.operatorKey}\n`);
process.stderr.write(
	`The line above is the operator's key; it is not stored anywhere. Apply ${file}:\n  npx wrangler d1 execute CONTROL --remote --file ${file}\n`,
);

function inserts(table: SQLiteTable, values: readonly Record<string, unknown>[]): string[] {
	const columns = Object.entries(getTableColumns(table));
	const { name } = getTableConfig(table);
	return values.map((row) => {
		const given = columns.filter(([key]) => row[key] !== undefined && row[key] !== null);
		const names = given.map(([, column]) => `"${column.name}"`).join(", ");
		return `INSERT INTO "${name}" (${names}) VALUES (${given.map(([key, column]) => literal(column.mapToDriverValue(row[key]))).join(", ")});`;
	});
}

function literal(value: unknown): string {
	return typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
