-- Versions are appended, never edited: what an auditor needs of the past cannot be changed by a bug either.
CREATE TRIGGER `epochs_no_update` BEFORE UPDATE ON `epochs` BEGIN
	SELECT RAISE(ABORT, 'epochs is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `epochs_no_delete` BEFORE DELETE ON `epochs` BEGIN
	SELECT RAISE(ABORT, 'epochs is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `tenants_no_update` BEFORE UPDATE ON `tenants` BEGIN
	SELECT RAISE(ABORT, 'tenants is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `tenants_no_delete` BEFORE DELETE ON `tenants` BEGIN
	SELECT RAISE(ABORT, 'tenants is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `apps_no_update` BEFORE UPDATE ON `apps` BEGIN
	SELECT RAISE(ABORT, 'apps is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `apps_no_delete` BEFORE DELETE ON `apps` BEGIN
	SELECT RAISE(ABORT, 'apps is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `tools_no_update` BEFORE UPDATE ON `tools` BEGIN
	SELECT RAISE(ABORT, 'tools is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `tools_no_delete` BEFORE DELETE ON `tools` BEGIN
	SELECT RAISE(ABORT, 'tools is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `config_versions_no_update` BEFORE UPDATE ON `config_versions` BEGIN
	SELECT RAISE(ABORT, 'config_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `config_versions_no_delete` BEFORE DELETE ON `config_versions` BEGIN
	SELECT RAISE(ABORT, 'config_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activations_no_update` BEFORE UPDATE ON `activations` BEGIN
	SELECT RAISE(ABORT, 'activations is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `activations_no_delete` BEFORE DELETE ON `activations` BEGIN
	SELECT RAISE(ABORT, 'activations is append-only');
END;
