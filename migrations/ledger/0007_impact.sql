CREATE TABLE `impact_changes` (
	`tenant` text NOT NULL,
	`job` text NOT NULL,
	`at` integer NOT NULL,
	`change` text NOT NULL,
	PRIMARY KEY(`tenant`, `job`, `at`)
);
--> statement-breakpoint
CREATE TABLE `impact_jobs` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`policy` text NOT NULL,
	`digest` text NOT NULL,
	`asked` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`steps` integer NOT NULL,
	`cursor` text NOT NULL,
	`done` integer NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `impact_jobs_by_age` ON `impact_jobs` (`tenant`,`created_at`);