// A closed-loop HTTP load: a fixed number of connections, each sending its next request when the last is answered.
import { Agent, request } from "node:http";

export type Load = { readonly url: string; readonly headers: Record<string, string>; readonly body: string };
export type Measured = { readonly perSecond: number; readonly p50: number; readonly p99: number };

const CONNECTIONS = 8;

/** Runs the load for some seconds; throws on any answer but 200. */
export async function run(load: Load, seconds: number): Promise<Measured> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const latencies: number[] = [];
	const end = performance.now() + seconds * 1000;
	const worker = async () => {
		while (performance.now() < end) {
			const start = performance.now();
			await post(agent, load);
			latencies.push(performance.now() - start);
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: CONNECTIONS }, worker));
	const elapsed = (performance.now() - started) / 1000;
	agent.destroy();
	latencies.sort((a, b) => a - b);
	const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
	return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99) };
}

function post(agent: Agent, { url, headers, body }: Load): Promise<void> {
	return new Promise((resolve, reject) => {
		const sent = request(
			url,
			{
				method: "POST",
				agent,
				headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
			},
			(response) => {
				response.resume();
				response.on("end", () =>
					response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
				);
			},
		);
		sent.on("error", reject);
		sent.end(body);
	});
}
