// What is evaluated against OPA: one policy of many rules of mixed kinds, and inputs of two sizes.

export const RULES = [30, 100] as const;
export const INPUTS = ["small", "large"] as const;
export type InputName = (typeof INPUTS)[number];
const ELEMENTS = 1_000;
const ACTIONS = ["read", "write", "delete", "list", "share", "export"];

/** Rule `index`: a third can be found by OPA's index, a tenth walks the elements, the rest compare, look up and match. */
function rule(index: number): string {
	if (index % 10 === 9) return `some item in input.items; item.size > ${900 + index}; item.owner == "o${index}"`;
	switch (index % 6) {
		case 0:
		case 1:
			return `input.action == "${ACTIONS[index % ACTIONS.length]}"; input.resource.kind == "k${index}"; not input.user.admin`;
		case 2:
			return `input.resource.size > ${1_000 + index}; input.user.level < ${index % 7}`;
		case 3:
			return `startswith(input.resource.path, "/private/${index}/"); not "staff" in input.user.roles`;
		case 4:
			return `not input.resource.region in {"eu", "us", "r${index}"}; input.user.level < 9`;
		default:
			return `limit := data.limits[input.resource.kind]; input.resource.size > limit * ${index}`;
	}
}

/** Package \`<root>.r<count>\`, entrypoint \`decision\`. */
export function policySource(root: string, count: number): string {
	const rules = Array.from(
		{ length: count },
		(_, index) => `deny contains "rule ${index}" if {\n\t${rule(index).replaceAll("; ", "\n\t")}\n}`,
	);
	const limits = 'limits := {"doc": 5000, "image": 90000}';
	const head = `package ${root}.r${count}\n\n${limits}\n\ndefault allow := false\n\nallow if {\n\tinput.user.id\n\tcount(deny) == 0\n}\n\ndecision := {"allow": allow, "deny": deny}\n`;
	return `${head}\n${rules.map((text) => text.replace("data.limits", "limits")).join("\n\n")}\n`;
}

export function inputOf(name: InputName): string {
	const items = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: `i${index}`, size: index % 950, owner: `o${index % 50}` }));
	return JSON.stringify({
		action: "write",
		user: { id: "u1", level: 5, roles: ["dev", "staff"], admin: false },
		resource: { kind: "doc", path: "/public/7/report", region: "eu", size: 1_050 },
		items: items(name === "small" ? 3 : ELEMENTS),
	});
}
