// The Worker that evaluates cases with the host, for the comparison of workerd with Node.

import { loadAllBuiltins } from "../../src/policy/builtins/registry.ts";
import { type Asked, askModule, modesOf } from "./own-engine.ts";

type Body = { readonly data: readonly string[]; readonly cases: readonly (Asked & { readonly module: number })[] };

/** Answers what is asked of the modules, in order. */
export async function answer(request: Request, modules: readonly WebAssembly.Module[]): Promise<Response> {
	const { data, cases } = (await request.json()) as Body;
	const builtins = await loadAllBuiltins();
	const engines = modules.map((module, index) => modesOf(module, data[index] ?? "{}", builtins));
	return Response.json(cases.map((one) => askModule(engines[one.module] as ReturnType<typeof modesOf>, one)));
}
