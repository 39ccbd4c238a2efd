// Does memory stay flat? Many evaluations of a policy with large inputs in one instance.
import type { Builtins } from "../../src/policy/builtins/builtin.ts";
import { createEngine } from "../../src/policy/engine.ts";

export type Memory = {
	readonly evaluations: number;
	readonly inputKilobytes: number;
	readonly pagesBefore: number;
	readonly pagesAfter: number;
};

export type Subject = { readonly module: WebAssembly.Module; readonly entrypoint: string; readonly builtins: Builtins };

/** The subject answers any input of the form `{"items": [{"name": …}]}`. */
export function measureMemory({ module, entrypoint, builtins }: Subject, evaluations: number, inputKilobytes: number): Memory {
	const engine = createEngine(module, "{}", { builtins, mode: "strict" });
	const item = JSON.stringify({ name: "x".repeat(100) });
	const input = `{"items":[${Array.from({ length: Math.ceil((inputKilobytes * 1024) / (item.length + 1)) }, () => item).join(",")}]}`;
	let pagesBefore = 0;
	for (let done = 1; done <= evaluations; done++) {
		const result = engine.evaluate(entrypoint, input, "json");
		if (!result.ok) throw new Error(result.error.reason);
		if (done === Math.min(100, evaluations)) pagesBefore = engine.pages();
	}
	return { evaluations, inputKilobytes, pagesBefore, pagesAfter: engine.pages() };
}
