CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text,
	`app` text,
	`decision_id` text,
	`reason` text NOT NULL,
	`digest` text,
	`message` text,
	`at` integer NOT NULL,
	`replayed_at` integer
);
--> statement-breakpoint
CREATE INDEX `dead_letters_tenant` ON `dead_letters` (`tenant`,`replayed_at`,`at`);--> statement-breakpoint
CREATE TABLE `decision_rules` (
	`tenant` text NOT NULL,
	`rule` text NOT NULL,
	`time` integer NOT NULL,
	`decision_id` text NOT NULL,
	PRIMARY KEY(`tenant`, `rule`, `time`, `decision_id`)
);
--> statement-breakpoint
CREATE TABLE `decisions` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant` text NOT NULL,
	`decision_id` text NOT NULL,
	`time` integer NOT NULL,
	`app` text NOT NULL,
	`tier` integer NOT NULL,
	`stage` text NOT NULL,
	`decision` text NOT NULL,
	`outcome` text NOT NULL,
	`policy` text NOT NULL,
	`config` text NOT NULL,
	`epoch` integer NOT NULL,
	`subject_token` text,
	`session_token` text,
	`commitment` text NOT NULL,
	`commitment_key` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `decisions_id` ON `decisions` (`tenant`,`decision_id`);--> statement-breakpoint
CREATE INDEX `decisions_time` ON `decisions` (`tenant`,`time`,`decision_id`);--> statement-breakpoint
CREATE INDEX `decisions_app` ON `decisions` (`tenant`,`app`,`time`,`decision_id`);--> statement-breakpoint
CREATE INDEX `decisions_policy` ON `decisions` (`tenant`,`policy`,`time`,`decision_id`);--> statement-breakpoint
CREATE INDEX `decisions_subject` ON `decisions` (`tenant`,`subject_token`,`time`,`decision_id`) WHERE subject_token IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_session` ON `decisions` (`tenant`,`session_token`,`time`,`decision_id`) WHERE session_token IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_restricted` ON `decisions` (`tenant`,`decision`,`time`,`decision_id`) WHERE decision <> 'allow';--> statement-breakpoint
CREATE INDEX `decisions_undecided` ON `decisions` (`tenant`,`outcome`,`time`,`decision_id`) WHERE outcome <> 'decided';--> statement-breakpoint
CREATE TABLE `feedback` (
	`tenant` text NOT NULL,
	`decision_id` text NOT NULL,
	`by` text NOT NULL,
	`kind` text NOT NULL,
	`note` text NOT NULL,
	`rule` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `decision_id`, `by`, `kind`, `note`, `rule`)
);
