-- The life of a version is history: none of it is changed or taken out.
CREATE TRIGGER `version_states_no_update` BEFORE UPDATE ON `version_states` BEGIN
	SELECT RAISE(ABORT, 'version_states is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `version_states_no_delete` BEFORE DELETE ON `version_states` BEGIN
	SELECT RAISE(ABORT, 'version_states is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_no_update` BEFORE UPDATE ON `evidence` BEGIN
	SELECT RAISE(ABORT, 'evidence is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `evidence_no_delete` BEFORE DELETE ON `evidence` BEGIN
	SELECT RAISE(ABORT, 'evidence is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `approvals_no_update` BEFORE UPDATE ON `approvals` BEGIN
	SELECT RAISE(ABORT, 'approvals is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `approvals_no_delete` BEFORE DELETE ON `approvals` BEGIN
	SELECT RAISE(ABORT, 'approvals is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `break_glasses_no_update` BEFORE UPDATE ON `break_glasses` BEGIN
	SELECT RAISE(ABORT, 'break_glasses is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `break_glasses_no_delete` BEFORE DELETE ON `break_glasses` BEGIN
	SELECT RAISE(ABORT, 'break_glasses is append-only');
END;
