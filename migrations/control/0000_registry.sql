CREATE TABLE `activations` (
	`tenant` text NOT NULL,
	`policy` text NOT NULL,
	`channel` text NOT NULL,
	`epoch` integer NOT NULL,
	`digest` text NOT NULL,
	`revision` text NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL,
	`host` text NOT NULL,
	PRIMARY KEY(`tenant`, `policy`, `channel`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `apps` (
	`tenant` text NOT NULL,
	`name` text NOT NULL,
	`epoch` integer NOT NULL,
	`body` text NOT NULL,
	`retired` integer NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`tenant`, `name`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `config_versions` (
	`tenant` text NOT NULL,
	`scope` text NOT NULL,
	`epoch` integer NOT NULL,
	`digest` text NOT NULL,
	`layer` text NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`tenant`, `scope`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `epochs` (
	`tenant` text NOT NULL,
	`epoch` integer NOT NULL,
	`change` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`tenant`, `epoch`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `epochs_by_change` ON `epochs` (`tenant`,`change`);--> statement-breakpoint
CREATE TABLE `keys` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`role` text NOT NULL,
	`principal` text NOT NULL,
	`apps` text NOT NULL,
	`origins` text NOT NULL,
	`expires_at` integer,
	`rate_per_minute` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`replaced_by` text,
	`replaced_at` integer,
	`overlap_until` integer,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keys_by_hash` ON `keys` (`hash`);--> statement-breakpoint
CREATE INDEX `keys_by_age` ON `keys` (`tenant`,`created_at`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`tenant` text NOT NULL,
	`epoch` integer NOT NULL,
	`body` text NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`tenant`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `tools` (
	`tenant` text NOT NULL,
	`name` text NOT NULL,
	`epoch` integer NOT NULL,
	`body` text NOT NULL,
	`retired` integer NOT NULL,
	`since` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`tenant`, `name`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `usage` (
	`tenant` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant`, `day`)
);
