CREATE TABLE `log_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`idx` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `log_progress` (
	`one` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);

--> statement-breakpoint
CREATE TRIGGER `log_entries_immutable` BEFORE UPDATE ON `log_entries` BEGIN SELECT RAISE(ABORT, 'a leaf keeps its place'); END;
