// Every place where the sequencer may die between two steps that must not be torn apart; tests let it die at each.

export const FAULT_POINTS = [
	/** The order is written, not yet said to be durable. */
	"append.written",
	/** The order is durable; the caller has not heard of it. */
	"append.durable",
	/** Size and root to come are written down; nothing has left the object. */
	"publish.intended",
	/** Some tiles are in the bucket, others are not. */
	"publish.tile",
	/** All tiles are in the bucket; the head is not. */
	"publish.tiles",
	/** The head is claimed in the bucket; nobody has looked whether another was claimed beside it. */
	"publish.claimed",
	/** The claim stands; nothing is signed. */
	"publish.unsigned",
	/** Signed, and the signature is in memory alone. */
	"publish.signed",
	/** The checkpoint is written down and visible; the next round is not ordered. */
	"publish.visible",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Called at each point; in service it does nothing. */
export type Fault = (point: FaultPoint) => void;
