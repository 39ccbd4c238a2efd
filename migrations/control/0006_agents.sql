CREATE TABLE `agents` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`principal` text NOT NULL,
	`version` text,
	`labels` text NOT NULL,
	`bundles` text NOT NULL,
	`plugins` text NOT NULL,
	`decision_logs` text,
	`discovery` text,
	`first_seen` integer NOT NULL,
	`last_seen` integer NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `agents_by_last_seen` ON `agents` (`tenant`,`last_seen`);