// `npm start`: runs Edict on this machine, shows three decisions, and goes on serving until it is told to stop.
import { parseArgs } from "node:util";
import { sendFirstRequests } from "./local/first-requests.ts";
import { DEFAULT_PORT, type Local, startLocal } from "./local/server.ts";
import { credentialsPath, StartError } from "./local/state.ts";

const HELP = `npm start -- [options]

  --port N      port to serve on (default ${DEFAULT_PORT}; 0: any free one)
  --host HOST   address to serve on (default 127.0.0.1)
  --state DIR   folder of databases, keys and secrets (default .edict)
  --help        this text

Local keys are in DIR/credentials.json. Remove DIR to start anew.`;

type Options = { readonly port: number; readonly host: string; readonly state: string };

/** What was asked for; `undefined` when only help was. */
function readOptions(args: string[]): Options | undefined {
	let values: { port: string; host: string; state: string; help: boolean };
	try {
		({ values } = parseArgs({
			args,
			options: {
				port: { type: "string", default: String(DEFAULT_PORT) },
				host: { type: "string", default: "127.0.0.1" },
				state: { type: "string", default: ".edict" },
				help: { type: "boolean", default: false },
			},
		}));
	} catch (error) {
		throw new StartError(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
	}
	if (values.help) return undefined;
	const port = Number(values.port);
	if (!/^\d+$/.test(values.port) || port > 65_535) throw new StartError(`--port must be 0 to 65535, not ${values.port}.`);
	return { port, host: values.host, state: values.state };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options === undefined) return console.log(HELP);
	const from = performance.now();
	console.log("Edict starts.");
	const local = await startLocal({
		...options,
		onStep: (name, ms, note) => console.log(`  ${name.padEnd(22)}${seconds(ms).padStart(7)}  ${note}`),
	});
	stopOnSignal(local);
	console.log(`Ready after ${seconds(performance.now() - from)}: ${local.url} (API: /docs, /openapi.json)`);
	try {
		await sendFirstRequests(local, credentialsPath(options.state), console.log);
	} catch (error) {
		// An operator mends it through the service, so that the service goes on.
		console.error(`\nNo decision came back: ${error instanceof Error ? error.message : String(error)}`);
		console.error(
			`See ${local.url}/readyz; to move a channel: POST /v1/policies/guard/activate or …/rollback with the admin key.`,
		);
	}
	console.log(`\nServing on ${local.url} with the keys of ${credentialsPath(options.state)}. Stop with Ctrl-C.`);
}

function stopOnSignal(local: Local): void {
	let stopping = false;
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		// The runtime's library has a listener of its own that exits at once, with what is on its way lost.
		process.removeAllListeners(signal);
		process.on(signal, () => {
			if (stopping) return;
			stopping = true;
			console.log("\nStopping; what was decided is being stored.");
			local.stop().then(
				() => process.exit(0),
				() => process.exit(1),
			);
		});
	}
}

try {
	await main();
} catch (error) {
	console.error(error instanceof StartError ? error.message : error);
	process.exit(1);
}
