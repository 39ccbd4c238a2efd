// Tables of the ledger: records as they were committed, what finds them, what was said of them, and what could not be kept.
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * One row a decision of either kind; never updated (a trigger sees to it), deleted only by erasure and retention. Everything
 * but the record and its commitment is a copy of fields of the record, for searching. Identifiers are tokens. What a record of
 * a general policy has not (app, stage, decision, config; policy and epoch where they are not known) is empty, tier 0, epoch -1.
 */
export const decisions = sqliteTable(
	"decisions",
	{
		/** Order of arrival; says nothing of the order of decisions. */
		seq: integer("seq").primaryKey({ autoIncrement: true }),
		tenant: text("tenant").notNull(),
		decisionId: text("decision_id").notNull(),
		/** The decision's clock, ms. */
		time: integer("time").notNull(),
		app: text("app").notNull(),
		tier: integer("tier").notNull(),
		stage: text("stage").notNull(),
		decision: text("decision").notNull(),
		outcome: text("outcome").notNull(),
		/** Digest of the release manifest: the version. */
		policy: text("policy").notNull(),
		/** Digest of the manifest of configuration documents. */
		config: text("config").notNull(),
		epoch: integer("epoch").notNull(),
		/** `decision` of the guard, `data` of a general policy. */
		kind: text("kind").notNull().default("decision"),
		policyName: text("policy_name").notNull().default("guard"),
		/** What a general policy was asked for. */
		path: text("path"),
		/** The OPA agent that decided, and its own id of the decision. */
		agent: text("agent"),
		agentDecisionId: text("agent_decision_id"),
		subjectToken: text("subject_token"),
		sessionToken: text("session_token"),
		/** base64url; what receipt and leaf carry. */
		commitment: text("commitment").notNull(),
		/** base64url; opens the commitment. */
		commitmentKey: text("commitment_key").notNull(),
		/** ms, never below that of a row that arrived before: a reader can name a state of the table by it. */
		recordedAt: integer("recorded_at").notNull(),
		/** Canonical JSON. Behind what is filtered by most, so that a scan does not read its overflow pages. */
		record: text("record").notNull(),
	},
	(row) => [
		uniqueIndex("decisions_id").on(row.tenant, row.decisionId),
		index("decisions_time").on(row.tenant, row.time, row.decisionId),
		index("decisions_app").on(row.tenant, row.app, row.time, row.decisionId),
		index("decisions_policy").on(row.tenant, row.policy, row.time, row.decisionId),
		index("decisions_subject").on(row.tenant, row.subjectToken, row.time, row.decisionId).where(sql`subject_token IS NOT NULL`),
		index("decisions_session").on(row.tenant, row.sessionToken, row.time, row.decisionId).where(sql`session_token IS NOT NULL`),
		// Most decisions allow and most are decided: only the others are worth an entry.
		index("decisions_restricted")
			.on(row.tenant, row.decision, row.time, row.decisionId)
			.where(sql`decision <> 'allow' AND decision <> ''`),
		// Only of general policies: the guard's rows pay nothing for them.
		index("decisions_data").on(row.tenant, row.kind, row.time, row.decisionId).where(sql`kind <> 'decision'`),
		index("decisions_path").on(row.tenant, row.path, row.time, row.decisionId).where(sql`path IS NOT NULL`),
		index("decisions_agent").on(row.tenant, row.agent, row.time, row.decisionId).where(sql`agent IS NOT NULL`),
		index("decisions_agent_decision")
			.on(row.tenant, row.agentDecisionId, row.time, row.decisionId)
			.where(sql`agent_decision_id IS NOT NULL`),
		index("decisions_undecided").on(row.tenant, row.outcome, row.time, row.decisionId).where(sql`outcome <> 'decided'`),
	],
);

/** One row for each rule that fired in a decision, suppressed or not. */
export const decisionRules = sqliteTable(
	"decision_rules",
	{
		tenant: text("tenant").notNull(),
		rule: text("rule").notNull(),
		time: integer("time").notNull(),
		decisionId: text("decision_id").notNull(),
	},
	(row) => [primaryKey({ columns: [row.tenant, row.rule, row.time, row.decisionId] })],
);

/** Where a decision's leaf stands in its tenant's log; a row is written once the leaf has its place, and never changed. */
export const logEntries = sqliteTable("log_entries", {
	/** Of `decisions`; numbers are never used again. A key of one integer costs one row written, not three. */
	seq: integer("seq").primaryKey(),
	index: integer("idx").notNull(),
});

/** One row: up to which `seq` every decision's leaf has its place. What lies behind is never looked at again. */
export const logProgress = sqliteTable("log_progress", { one: integer("one").primaryKey(), seq: integer("seq").notNull() });

/**
 * What stands behind leaves that are no decisions: events of the chain of changes, accesses, tombstones. Append-only; where its
 * leaf stands is written once.
 */
export const leafBodies = sqliteTable(
	"leaf_bodies",
	{
		tenant: text("tenant").notNull(),
		/** Of the leaf: `event:<epoch>`, `access:<uuid>`, `tombstone:<uuid>`. */
		id: text("id").notNull(),
		type: text("type").notNull(),
		/** Orders those of a type: an event's epoch, else a clock in ms. */
		position: integer("position").notNull(),
		/** Canonical JSON of what was committed to. */
		body: text("body").notNull(),
		commitment: text("commitment").notNull(),
		commitmentKey: text("commitment_key").notNull(),
		/** In the log; absent until the leaf has its place. */
		index: integer("idx"),
	},
	(row) => [
		primaryKey({ columns: [row.tenant, row.id] }),
		index("leaf_bodies_position").on(row.tenant, row.type, row.position),
		index("leaf_bodies_waiting").on(row.tenant, row.type, row.position).where(sql`idx IS NULL`),
	],
);

/** What people and apps said of a decision. Append-only; saying the same again changes nothing. */
export const feedback = sqliteTable(
	"feedback",
	{
		tenant: text("tenant").notNull(),
		decisionId: text("decision_id").notNull(),
		/** Principal of the credential. */
		by: text("by").notNull(),
		kind: text("kind").notNull(),
		/** Class of the note; empty: none, since two NULLs would count as different. */
		note: text("note").notNull(),
		rule: text("rule").notNull(),
		at: integer("at").notNull(),
	},
	(row) => [primaryKey({ columns: [row.tenant, row.decisionId, row.by, row.kind, row.note, row.rule] })],
);

/** Messages that did not become rows of `decisions`, until an operator replays them. */
export const deadLetters = sqliteTable(
	"dead_letters",
	{
		/** Id of the queue's message, so that its redelivery is the same letter. */
		id: text("id").primaryKey(),
		/** Absent when the message does not name one; such a letter is nobody's to list. */
		tenant: text("tenant"),
		app: text("app"),
		decisionId: text("decision_id"),
		reason: text("reason").notNull(),
		/** Digest of the message's canonical JSON; absent when it has none. */
		digest: text("digest"),
		/** The message, for replay. Kept only when its shape is that of a record, which holds no content. */
		message: text("message"),
		at: integer("at").notNull(),
		replayedAt: integer("replayed_at"),
	},
	(row) => [index("dead_letters_tenant").on(row.tenant, row.replayedAt, row.at)],
);

/** Jobs that ask a draft about recorded decisions: where each stands, and what it has counted. Content-free like the records. */
export const impactJobs = sqliteTable(
	"impact_jobs",
	{
		tenant: text("tenant").notNull(),
		id: text("id").notNull(),
		policy: text("policy").notNull(),
		digest: text("digest").notNull(),
		/** JSON: which decisions, how many, and of which apps whoever asked may see them. */
		asked: text("asked").notNull(),
		createdAt: integer("created_at").notNull(),
		createdBy: text("created_by").notNull(),
		/** Batches so far: each is counted once, whoever does it. */
		steps: integer("steps").notNull(),
		/** Of the search, where the next batch begins; empty: at its beginning. */
		cursor: text("cursor").notNull(),
		done: integer("done", { mode: "boolean" }).notNull(),
		counts: text("counts").notNull(),
	},
	(row) => [primaryKey({ columns: [row.tenant, row.id] }), index("impact_jobs_by_age").on(row.tenant, row.createdAt)],
);

/** Decisions that a draft would change, as a job found them. */
export const impactChanges = sqliteTable(
	"impact_changes",
	{
		tenant: text("tenant").notNull(),
		job: text("job").notNull(),
		/** Step and place within it: `step * 1000 + place`. */
		at: integer("at").notNull(),
		change: text("change").notNull(),
	},
	(row) => [primaryKey({ columns: [row.tenant, row.job, row.at] })],
);
