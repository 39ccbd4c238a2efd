CREATE TABLE `leaf_bodies` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`position` integer NOT NULL,
	`body` text NOT NULL,
	`commitment` text NOT NULL,
	`commitment_key` text NOT NULL,
	`idx` integer,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `leaf_bodies_position` ON `leaf_bodies` (`tenant`,`type`,`position`);--> statement-breakpoint
CREATE INDEX `leaf_bodies_waiting` ON `leaf_bodies` (`tenant`,`type`,`position`) WHERE idx IS NULL;