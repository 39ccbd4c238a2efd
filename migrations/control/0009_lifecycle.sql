CREATE TABLE `approvals` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`epoch` integer NOT NULL,
	`policy` text NOT NULL,
	`digest` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`, `epoch`)
);
--> statement-breakpoint
CREATE INDEX `approvals_by_version` ON `approvals` (`tenant`,`policy`,`digest`);--> statement-breakpoint
CREATE TABLE `break_glasses` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`epoch` integer NOT NULL,
	`policy` text NOT NULL,
	`digest` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`, `epoch`)
);
--> statement-breakpoint
CREATE INDEX `break_glasses_by_version` ON `break_glasses` (`tenant`,`policy`,`digest`);--> statement-breakpoint
CREATE TABLE `evidence` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`epoch` integer NOT NULL,
	`policy` text NOT NULL,
	`digest` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`, `epoch`)
);
--> statement-breakpoint
CREATE INDEX `evidence_by_version` ON `evidence` (`tenant`,`policy`,`digest`);--> statement-breakpoint
CREATE TABLE `version_states` (
	`tenant` text NOT NULL,
	`policy` text NOT NULL,
	`digest` text NOT NULL,
	`epoch` integer NOT NULL,
	`state` text NOT NULL,
	`revision` text NOT NULL,
	`paused` text,
	`since` integer NOT NULL,
	PRIMARY KEY(`tenant`, `policy`, `digest`, `epoch`)
);
--> statement-breakpoint
ALTER TABLE `events` ADD `body` text;