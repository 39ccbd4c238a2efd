// Graphs: the paths that can be walked from given nodes.
import type { OpaObject, Value } from "../value.ts";
import { isMember, lookUp } from "../value-order.ts";
import { type Builtins, builtinError } from "./builtin.ts";
import { members, objectOperand, operand, typeError } from "./operand.ts";

/** Paths multiply: a graph of 40 nodes may have a billion. */
const MAX_PATHS = 100_000;

export const GRAPH: Builtins = {
	"graph.reachable_paths": (args) => {
		const graph = objectOperand(args, 1);
		const initial = operand(args, 2);
		const nodes = members(initial);
		if (nodes === undefined) throw typeError(2, initial, "{array, set}");
		const paths: Value[][] = [];
		for (const node of nodes) {
			const edges = lookUp(graph, node);
			if (edges === undefined) continue;
			const neighbours = members(edges) ?? [];
			if (neighbours.length === 0) paths.push([node]);
			for (const neighbour of neighbours) walk(graph, neighbour, [node], [node], paths);
		}
		return new Set<Value>(paths);
	},
};

/** A path ends at a node without edges, in front of one that is not in the graph, and where it would turn in a circle. */
function walk(graph: OpaObject, node: Value, path: readonly Value[], seen: readonly Value[], paths: Value[][]): void {
	if (paths.length > MAX_PATHS) throw builtinError("graph.reachable_paths: too many paths");
	const edges = lookUp(graph, node);
	if (edges === undefined) {
		paths.push([...path]);
		return;
	}
	const longer = [...path, node];
	const neighbours = members(edges) ?? [];
	if (neighbours.length === 0) paths.push(longer);
	const reached = [...seen, node];
	for (const neighbour of neighbours) {
		if (isMember(reached, neighbour)) paths.push(longer);
		else walk(graph, neighbour, longer, reached, paths);
	}
}
