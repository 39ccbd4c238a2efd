// Every bound of the service, each with its reason. A test hits each one.

/** One decide request. Four texts of 256 KB in JSON escapes fit; above it a caller should split. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Nesting of a JSON body: deeper is never a real request and costs stack. */
export const MAX_JSON_DEPTH = 32;
/** All judged text of a request, UTF-16 code units: bounds the CPU of a decision, since nothing can interrupt it. */
export const MAX_TEXT_CHARS = 512 * 1024;
/** Judged texts of a request (messages × parts, documents, string arguments). */
export const MAX_SEGMENTS = 1024;

/** How many readings deep a text is decoded: base64 in percent escapes is real, deeper is padding. */
export const MAX_VIEW_DEPTH = 2;
/** Readings of one text; attackers nest, honest texts have one or two. */
export const MAX_VIEWS = 24;
/** Characters of all views of one text together: every view is read by the normaliser and by detectors. */
export const MAX_VIEW_CHARS = 3 * 1024 * 1024;
/** Decoded text per original text, in characters, over all views except whole-text ones. */
export const MAX_DECODED_CHARS = 64 * 1024;

/** Units of detector work a decision may spend (see `Detector.cost`): about 4 s of CPU at the worst. */
export const MAX_WORK_UNITS = 800_000_000;
/** Signals a record holds; the rest become one overflow signal. */
export const MAX_SIGNALS = 512;
/** Hits one detector may give for one view before the rest is dropped, with a signal. */
export const MAX_HITS_PER_SCAN = 256;
/** Links of one text that are judged: a long page has hundreds, and each costs about 5 µs. */
export const MAX_LINKS_PER_SCAN = 4096;
/** Telephone numbers checked against their country's plan in one text (5–25 µs each); later ones are judged by shape. */
export const MAX_PHONE_PARSES = 2048;

/** A text's language shows in its beginning. */
export const MAX_LANGUAGE_CHARS = 4096;
/** A text longer than this, or with a longer run without white space, is called oversized: few honest ones are. */
export const OVERSIZED_CHARS = 128 * 1024;
export const OVERSIZED_RUN_CHARS = 16 * 1024;
/** Texts shorter than this repeat themselves by chance. */
export const MIN_REPETITION_CHARS = 400;
/** Random-looking runs shorter than this are ids and hashes. */
export const MIN_ENTROPY_RUN_CHARS = 256;

/** Facts about a tool call's arguments: enough for any real schema. */
export const MAX_ARGUMENT_FACTS = 256;
/** Characters compared to tell which arguments came from untrusted text: about 0.2 s; past it, all count as tainted. */
export const MAX_TAINT_STEPS = 64 * 1024 * 1024;
/** Longest string that the patterns of a registered schema are tried on; with two repetitions that is 16 million steps. */
export const MAX_PATTERN_CHARS = 4_096;
/** Nesting of tool arguments that is described. */
export const MAX_ARGUMENT_DEPTH = 16;

/** Nodes of a schema that a call declares itself: the caller writes it, perhaps from a stranger's description of the tool. */
export const MAX_DECLARED_SCHEMA_NODES = 2_000;

/** A canonical record above this goes to the ledger directly: a queue message holds 128 KB. */
export const MAX_RECORD_BYTES = 100 * 1024;
/** A canonical record above this is not taken: 512 signals, each in findings and orders, are some 200 KB; a D1 row holds 2 MB. */
export const MAX_STORED_RECORD_BYTES = 1024 * 1024;
/** Maximum merge delay a receipt promises, seconds: queue batch + consumer + sequencer, with room for retries. */
export const MAX_MERGE_DELAY_S = 86_400;

/** A tenant's context (pointer, registry, configuration) is used this long, ms. */
export const CONTEXT_FRESH_MS = 1_000;
/** … used and refreshed this long, ms. */
export const CONTEXT_STALE_MS = 2_000;
/** … and used in `degraded` this long when D1 cannot be reached, ms. */
export const CONTEXT_GRACE_MS = 60_000;
/** How far a declared time may lie ahead of the decision's clock and still count as now, ms. */
export const MAX_CLOCK_SKEW_MS = 300_000;
/** A credential is used this long without asking D1 again, ms: the longest a revoked key lives while D1 answers. */
export const CREDENTIAL_FRESH_MS = 5_000;
/** … and this long when D1 cannot be reached, ms: as long as the context is, since one is no use without the other. */
export const CREDENTIAL_GRACE_MS = 60_000;
/** An unknown key is refused this long without asking D1 again, ms: what a new key may have to wait. */
export const CREDENTIAL_REFUSED_MS = 1_000;
/** Credentials an isolate remembers; about 1 KB each. */
export const MAX_CACHED_CREDENTIALS = 4_096;
/** Refused keys an isolate remembers, apart from the good ones, which a flood of guesses must not push out. */
export const MAX_CACHED_REFUSALS = 1_024;
/** Tenant contexts an isolate remembers: the largest are megabytes, an isolate has 128 MB. */
export const MAX_CACHED_CONTEXTS = 128;
/** An older version may have gone on deciding this long after the next was activated, ms: the longest a context is used. */
export const ACTIVATION_SPREAD_MS = 60_000;

/** Body of a registry or configuration request: the largest real document is far below, and a D1 row holds 2 MB. */
export const MAX_REGISTRY_BODY_BYTES = 256 * 1024;
/** Apps, tools or living keys of one tenant: its context is read as a whole. */
export const MAX_REGISTERED = 1_000;
/** Nesting of a tool's registered schema. */
export const MAX_SCHEMA_DEPTH = 16;

/** Rows of one page. */
export const MAX_PAGE = 200;
/** Documents on one page of changes, characters, the one that crosses it included: 200 of the largest would be 50 MB. */
export const MAX_CHANGES_CHARS = 1024 * 1024;

/** Channels of all policies of a tenant that lead somewhere: the pointer is read every second, and 256 make it some 50 KB. */
export const MAX_POINTER_TARGETS = 256;
/** Exceptions of a tenant that are not over: the pointer carries them, and 256 make it some 60 KB. */
export const MAX_EXCEPTIONS = 256;
/** An exception begins this long after its approval at the earliest, ms: by then every isolate knows it. */
export const EXCEPTION_LEAD_MS = 5_000;
/** Kill switches of a tenant that hold: every decision looks at each. */
export const MAX_KILL_SWITCHES = 64;
/** A grant lasts this long at the most, ms: a person has looked at the request just now. */
export const MAX_GRANT_MS = 900_000;
/** Grants of a tenant that are not over: 1,000 in 15 minutes are more than people can look at. */
export const MAX_GRANTS = 1_000;
/** A drill looks for its decision this long, ms. */
export const DRILL_WAIT_MS = 10_000;
/** Signing keys a tenant has revoked: each is a person's who left or lost it, and the pointer names all of them. */
export const MAX_REVOKED_SIGNERS = 1_024;
/** Callers that wait for a change in one control object; whoever comes then is answered at once and asks again. */
export const MAX_WAITERS = 1_024;
/** An answer to a change waits this long for D1, ms; the change holds before, and reaches D1 all the same. */
export const PROJECTION_WAIT_MS = 5_000;
/** Tenants one scheduled run compares: each is a call, and a run has a thousand. */
export const MAX_RECONCILED = 500;
/** The control object tries D1 again after this, ms, then after twice as long each time … */
export const PROJECTION_RETRY_MS = 2_000;
/** … and at least this often, ms. */
export const PROJECTION_RETRY_MAX_MS = 300_000;

/** Token keys an isolate keeps: ten purposes and a few epochs for the tenants an isolate serves, under 1 MB. */
export const MAX_TOKEN_KEYS = 2_048;

/** A policy input: 512 signals, 256 arguments and 256 documents described are about 200 KB. */
export const MAX_POLICY_INPUT_BYTES = 1024 * 1024;
/** Memory of one policy instance, in 64 KB pages (32 MB of an isolate's 128). */
export const MAX_POLICY_PAGES = 512;
/** An instance that has grown beyond this is replaced after the evaluation: WASM memory never shrinks. */
export const RECYCLE_POLICY_PAGES = 128;
/** CPU of one call into a loaded version, ms: a decision takes under 1, a large batch some 100; the platform stops what takes more. */
export const LOADED_CPU_MS = 1_000;
/** Loaded versions of one tenant that an isolate keeps ready: stable, canary and shadow of two policies, and room to change. */
export const MAX_WARM_VERSIONS_PER_TENANT = 8;
/** Loaded versions that an isolate keeps ready, of all tenants. */
export const MAX_WARM_VERSIONS = 64;
/** Their bytes together: kept to load them again when the platform has dropped their isolate; an isolate has 128 MB. */
export const MAX_WARM_VERSION_BYTES = 24 * 1024 * 1024;
/** Channels of tenants of which an isolate remembers the version that served last: some 100 bytes each. */
export const MAX_LAST_GOOD = 1_024;
/** A new version is loaded before it gets traffic for at most this long, ms; then whoever needs it awaits it. */
export const PRELOAD_MS = 1_000;

/** Units of work a character costs to normalise, as measured by the bench. */
export const NORMALISE_COST = 10;

/** A repeat under the same idempotency key is answered from the first for this long, ms. */
export const IDEMPOTENCY_TTL_MS = 86_400_000;
/** An idempotency key is a UUID or the like. */
export const MAX_IDEMPOTENCY_KEY_CHARS = 255;

/** JSON bound to one D1 statement, bytes: a bound value may have 2 MB, and a batch of 100 small records fits in one. */
export const MAX_STATEMENT_JSON_BYTES = 1_500_000;
/** Index entries one page of a search walks: D1 answers one query at a time, so no search may hold it for long. */
export const MAX_SCAN_ROWS = 5_000;
/** Feedback kept for one decision: more is a loop, not an opinion. */
export const MAX_FEEDBACK = 100;
/** Dead letters one replay takes on: a batch as large as the queue's. */
export const MAX_REPLAY = 100;

/** Requests a minute of a key that has no rate of its own, counted in each isolate. */
export const DEFAULT_RATE_PER_MINUTE = 60_000;
/** Requests a minute of all keys of a tenant, counted in each isolate. */
export const TENANT_RATE_PER_MINUTE = 300_000;
/** Buckets an isolate keeps; the one unused longest goes first and starts full again. */
export const MAX_RATE_BUCKETS = 10_000;

/** A release's manifest: 512 rules with their metadata are about 250 KB; a D1 row holds 2 MB. */
export const MAX_MANIFEST_BYTES = 512 * 1024;
/** A signed envelope: the largest manifest in base64, and its signatures. */
export const MAX_ENVELOPE_BYTES = 768 * 1024;
/** Signatures of one envelope that are tried: people who sign one release can be counted on their hands. */
export const MAX_SIGNATURES = 16;
/** One file of a release: the guard's module has 0.3 MB, and a loaded one is held by an isolate of 128 MB. */
export const MAX_RELEASE_FILE_BYTES = 8 * 1024 * 1024;
/** All parts of an upload: each is held in memory until every check has passed. */
export const MAX_UPLOAD_BYTES = 24 * 1024 * 1024;
/** Signing keys of one tenant: each that counts is tried on a version's signatures. */
export const MAX_SIGNING_KEYS = 256;
/** Versions one policy line of a tenant keeps: ten a day for a year; each is a row that lists read. */
export const MAX_VERSIONS = 4_000;

/** Events of one explained evaluation: a decision of the guard has some 3,000; more are counted, not told. */
export const MAX_TRACE_EVENTS = 20_000;
/** Characters of the variables that one event tells of: enough for a person to read; what is longer is left out. */
export const MAX_TRACE_VALUE_CHARS = 4_000;
/** Characters of all variables of one explanation: it is held in memory together with the answer. */
export const MAX_TRACE_CHARS = 2_000_000;
/** Lines that `print` and `trace` write in one explanation, and characters of each. */
export const MAX_TRACE_NOTES = 1_000;
export const MAX_TRACE_NOTE_CHARS = 2_000;

/** Nesting of a policy's input or data that a digest of its numbers as written is made of: reading it costs stack. */
export const MAX_LITERAL_DEPTH = 512;
/** Versions of each line that a list tells, the newest: one page for people. */
export const MAX_LISTED_VERSIONS = 100;

/** Nesting of JSON on OPA's surface: deeper than any real document; each level costs stack here and in the policy's module. */
export const MAX_OPA_JSON_DEPTH = 512;
/** Answers on OPA's surface are compressed from this size on, bytes: OPA's own default. */
export const OPA_GZIP_MIN_BYTES = 1024;
/** Questions of one batch on OPA's surface: each is a decision with a record of its own, awaited before the answer. */
export const MAX_OPA_BATCH = 500;

/** Leaves of one call to a log: a batch of the queue has 100, a replay as many; one call is one turn of the object. */
export const MAX_LEAVES_PER_APPEND = 1_000;
/** Leaves one checkpoint takes in: some megabytes of entries and half a second of hashing at the most; the next takes the rest. */
export const MAX_LEAVES_PER_ROUND = 16_384;
/** A leaf waits this long for others before a checkpoint is made, ms: what an idle log adds to the way of one decision. */
export const LOG_BATCH_MS = 250;
/** No two signatures of a log in less, ms: a checkpoint a second is what monitors and the bucket's list are spared by. */
export const LOG_SIGN_INTERVAL_MS = 1_000;
/** After failures the next try waits twice as long each time, up to this, ms. */
export const LOG_MAX_BACKOFF_MS = 60_000;
/** A leaf that no checkpoint covers for so long is an alarm, ms. */
export const LOG_STALL_MS = 60_000;
/** Rows one look for records without a place in their log goes through: D1 answers one query at a time. */
export const MAX_SWEEP_ROWS = 5_000;
/** … and looks of one run of the schedule: 500,000 records in ten minutes are more than one database takes in. */
export const MAX_SWEEP_RUNS = 100;

/** An upload of decisions by an agent as it arrives: OPA sends 32 KB unless told otherwise, Edict's discovery 128 KB. */
export const MAX_LOG_CHUNK_BYTES = 1024 * 1024;
/** … and unpacked: text and what is read of it must fit into an isolate of 128 MB beside other requests. */
export const MAX_LOG_CHUNK_TEXT_BYTES = 16 * 1024 * 1024;
/** Decisions of one upload: each is a message of a queue that takes 100 at once, and a request may send 1,000 times. */
export const MAX_LOG_ENTRIES = 20_000;
/** A status of an agent, unpacked: with OPA's Prometheus metrics some 100 KB. */
export const MAX_AGENT_STATUS_BYTES = 1024 * 1024;
/** Bundles or plugins of one agent that are kept of its status. */
export const MAX_AGENT_PARTS = 32;
/** Labels of an agent that are kept. */
export const MAX_AGENT_LABELS = 16;
/** Agents of one tenant: the oldest make room after `AGENT_KEPT_MS`; until then further ones are refused. */
export const MAX_AGENTS = 10_000;
/** An agent that was not heard of for this long is forgotten, ms: each start of OPA is a new agent unless it is given an id. */
export const AGENT_KEPT_MS = 7 * 86_400_000;
/** An agent that was not heard of for this long is called silent, ms: OPA reports at each poll, every 2 minutes at the least. */
export const AGENT_SILENT_MS = 300_000;
/** Longest wait of an agent's poll, s: enough to save requests, and short for proxies between that drop idle ones after 60. */
export const MAX_AGENT_WAIT_S = 30;
/** An agent's bundle, unpacked, of which the signature's key is read. */
export const MAX_AGENT_BUNDLE_BYTES = 16 * 1024 * 1024;

/** Pieces of evidence of one version, and approvals: a person reads them all; each is checked at every step. */
export const MAX_NOTES = 256;
/** A piece of evidence as it arrives: names of a few thousand tests; it is kept in the chain of changes. */
export const MAX_EVIDENCE_BYTES = 128 * 1024;
/** A signed approval is handed in within this of its own time, ms: what lay in a drawer is no word about today. */
export const MAX_APPROVAL_AGE_MS = 3_600_000;

/** Evaluations of recorded decisions in one hop to a version: some 10 ms of CPU, which `LOADED_CPU_MS` bounds. */
export const MAX_REPLAY_HOP = 64;
/** Differences of one record that are told: the first ones say where to look. */
export const MAX_REPLAY_DIFFERENCES = 16;
/** Questions to the policy that one what-if may cost: at 60 µs each some 30 ms. */
export const MAX_WHAT_IF_EVALUATIONS = 512;
/** Contributions that wait for the other arm's, in a rollout's guard: at the planned shares a hundred wait, rarely more. */
export const MAX_GUARD_WAITING = 4_096;
/** Units that a rollout's monitor keeps apart in one step: 64 bits each, and more evidence decides nothing that so much did not. */
export const MAX_ROLLOUT_UNITS = 200_000;
/** Disagreements of a shadow that are kept, the newest: a person reads them. */
export const MAX_DISAGREEMENTS = 200;
/** Rules and apps that a shadow's disagreements are counted by. */
export const MAX_SHADOW_TALLIES = 1_000;
/** Shadow evaluations of one isolate at once: more would take the memory and connections of decisions. */
export const MAX_SHADOWS_AT_ONCE = 4;
/** A shadow evaluation that takes longer is given up, ms: it must not hold its place. */
export const SHADOW_TIMEOUT_MS = 5_000;
/** What an isolate has seen of rollouts and not told yet. */
export const MAX_ROLLOUT_BUFFER = 500;
/** An isolate tells what it has seen this long after the first of it, ms: one call then stands for many decisions. */
export const ROLLOUT_FLUSH_MS = 1_000;
/** Observations of one call to a monitor. */
export const MAX_ROLLOUT_BATCH = 1_000;
/** Isolates that are silent this long while a rollout runs are an alarm, ms. */
export const ROLLOUT_STALL_MS = 600_000;
/** How often a monitor looks whether it is told anything, ms. */
export const ROLLOUT_WATCH_MS = 60_000;

/** Decisions one call of the export tells: some 100 MB of text and 250 reads of D1; the next call goes on after it. */
export const MAX_EXPORTED = 50_000;
/** Decisions of one read of it: at 1 MB each at the most they must fit into an isolate of 128 MB. */
export const EXPORT_PAGE = 50;
/** A witness is waited for this long, ms; checkpoints go on meanwhile. */
export const WITNESS_TIMEOUT_MS = 5_000;
/** Witnesses a log asks: each gets every checkpoint, and each is a line of it. */
export const MAX_WITNESSES = 16;
/** A body of `add-checkpoint`: 63 hashes and a checkpoint with its signatures. */
export const MAX_ADD_CHECKPOINT_BYTES = 64 * 1024;
/** Edits after which the shortest difference of two texts is not sought any more: the work grows with their square. */
export const MAX_DIFF_EDITS = 2_000;
/** Values that differ, of one part of two versions, that are told. */
export const MAX_DIFF_VALUES = 500;
/** Characters of textual differences of two versions that are told: people read no more. */
export const MAX_DIFF_CHARS = 1_000_000;
/** Impact jobs of a tenant that are kept: the oldest that are done make room. */
export const MAX_IMPACT_JOBS = 100;
/** Records of one step of an impact job: one page of a search, some 50 ms of evaluations. */
export const IMPACT_STEP_RECORDS = 200;
/** Changed decisions of one page of an impact's answer: some 100 KB. */
export const MAX_IMPACT_PAGE = 200;
