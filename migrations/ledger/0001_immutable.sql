-- What was recorded is never changed, only erased as a whole.
CREATE TRIGGER `decisions_immutable` BEFORE UPDATE ON `decisions` BEGIN SELECT RAISE(ABORT, 'decisions are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `decision_rules_immutable` BEFORE UPDATE ON `decision_rules` BEGIN SELECT RAISE(ABORT, 'decision_rules are immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `feedback_immutable` BEFORE UPDATE ON `feedback` BEGIN SELECT RAISE(ABORT, 'feedback is append-only'); END;
