CREATE TABLE `documents` (
	`tenant` text NOT NULL,
	`digest` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`epoch` integer NOT NULL,
	PRIMARY KEY(`tenant`, `digest`)
);
