// `node scripts/build-loaded.ts`: makes `dist/loaded/host.json`; wrangler runs it before it bundles the Worker.
import { buildLoadedHost, LOADED_HOST } from "./local/loaded-host.ts";

const { version, modules } = await buildLoadedHost();
const bytes = Object.values(modules).reduce((sum, text) => sum + text.length, 0);
process.stdout.write(`${LOADED_HOST}: host ${version}, ${Object.keys(modules).length} modules, ${Math.round(bytes / 1024)} KB\n`);
