// What a control object refuses of exceptions, grants and kill switches, as an answer.
import type { ItemFault } from "../item-orders.ts";
import { refuse, refuseOrder, wrong } from "./reply.ts";

export function refuseItem(fault: ItemFault): Response {
	switch (fault) {
		case "own":
			return refuse("conflict", "Another person must say so: whoever asked for it, or has said so already, cannot.");
		case "state":
			return refuse("conflict", "It is over, or not yet as far.");
		case "duration":
			return refuse("conflict", "It ends in the past, before it begins, or later than its tier allows.");
		case "never-active":
			return wrong("/switch/version", "was never in force: no channel of the guard led to it");
		case "operator":
			return refuse("forbidden", "The operator's tenant alone stops all tenants.");
		default:
			return refuseOrder(fault);
	}
}
