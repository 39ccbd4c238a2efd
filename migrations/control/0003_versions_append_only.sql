-- What was published stays as it was; a signing key's row changes once, from counting to revoked.
CREATE TRIGGER `versions_no_update` BEFORE UPDATE ON `versions` BEGIN
	SELECT RAISE(ABORT, 'versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `versions_no_delete` BEFORE DELETE ON `versions` BEGIN
	SELECT RAISE(ABORT, 'versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `version_signatures_no_update` BEFORE UPDATE ON `version_signatures` BEGIN
	SELECT RAISE(ABORT, 'version_signatures is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `version_signatures_no_delete` BEFORE DELETE ON `version_signatures` BEGIN
	SELECT RAISE(ABORT, 'version_signatures is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `signing_keys_no_delete` BEFORE DELETE ON `signing_keys` BEGIN
	SELECT RAISE(ABORT, 'signing_keys is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `signing_keys_revoked_once` BEFORE UPDATE ON `signing_keys`
WHEN OLD.`revoked_at` IS NOT NULL OR NEW.`revoked_at` IS NULL
	OR OLD.`tenant` IS NOT NEW.`tenant` OR OLD.`fingerprint` IS NOT NEW.`fingerprint` OR OLD.`principal` IS NOT NEW.`principal`
	OR OLD.`public_key` IS NOT NEW.`public_key` OR OLD.`purpose` IS NOT NEW.`purpose`
	OR OLD.`registered_at` IS NOT NEW.`registered_at` OR OLD.`registered_by` IS NOT NEW.`registered_by`
BEGIN
	SELECT RAISE(ABORT, 'a signing key changes once, when it is revoked');
END;
