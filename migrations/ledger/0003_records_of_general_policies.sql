DROP INDEX `decisions_restricted`;--> statement-breakpoint
ALTER TABLE `decisions` ADD `kind` text DEFAULT 'decision' NOT NULL;--> statement-breakpoint
ALTER TABLE `decisions` ADD `policy_name` text DEFAULT 'guard' NOT NULL;--> statement-breakpoint
ALTER TABLE `decisions` ADD `path` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `agent` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `agent_decision_id` text;--> statement-breakpoint
CREATE INDEX `decisions_data` ON `decisions` (`tenant`,`kind`,`time`,`decision_id`) WHERE kind <> 'decision';--> statement-breakpoint
CREATE INDEX `decisions_path` ON `decisions` (`tenant`,`path`,`time`,`decision_id`) WHERE path IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_agent` ON `decisions` (`tenant`,`agent`,`time`,`decision_id`) WHERE agent IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_agent_decision` ON `decisions` (`tenant`,`agent_decision_id`,`time`,`decision_id`) WHERE agent_decision_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `decisions_restricted` ON `decisions` (`tenant`,`decision`,`time`,`decision_id`) WHERE decision <> 'allow' AND decision <> '';