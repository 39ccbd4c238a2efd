CREATE TABLE `signing_keys` (
	`tenant` text NOT NULL,
	`fingerprint` text NOT NULL,
	`principal` text NOT NULL,
	`public_key` text NOT NULL,
	`purpose` text NOT NULL,
	`registered_at` integer NOT NULL,
	`registered_by` text NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`revoked_reason` text,
	PRIMARY KEY(`tenant`, `fingerprint`)
);
--> statement-breakpoint
CREATE TABLE `version_signatures` (
	`tenant` text NOT NULL,
	`digest` text NOT NULL,
	`fingerprint` text NOT NULL,
	`signature` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`tenant`, `digest`, `fingerprint`)
);
--> statement-breakpoint
CREATE TABLE `versions` (
	`tenant` text NOT NULL,
	`digest` text NOT NULL,
	`policy` text NOT NULL,
	`kind` text NOT NULL,
	`revision` text NOT NULL,
	`manifest` text NOT NULL,
	`bytes` integer NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	`tried_on` text,
	PRIMARY KEY(`tenant`, `digest`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_by_revision` ON `versions` (`tenant`,`policy`,`revision`);--> statement-breakpoint
CREATE INDEX `versions_by_age` ON `versions` (`tenant`,`policy`,`published_at`);