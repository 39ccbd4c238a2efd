CREATE TABLE `idempotency` (
	`tenant` text NOT NULL,
	`app` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`message` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant`, `app`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_expiry` ON `idempotency` (`expires_at`);