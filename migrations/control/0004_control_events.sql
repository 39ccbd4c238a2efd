CREATE TABLE `events` (
	`tenant` text NOT NULL,
	`seq` integer NOT NULL,
	`epoch` integer NOT NULL,
	`hash` text NOT NULL,
	`event` text NOT NULL,
	PRIMARY KEY(`tenant`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_by_epoch` ON `events` (`tenant`,`epoch`);--> statement-breakpoint
ALTER TABLE `activations` ADD `roots` text;