-- Layers that were in force before there was this table; each stands under its digest, whatever scopes it was of.
INSERT INTO `documents` (`tenant`, `digest`, `kind`, `body`, `epoch`)
SELECT `tenant`, `digest`, 'config', `layer`, min(`epoch`) FROM `config_versions` GROUP BY `tenant`, `digest`;
--> statement-breakpoint
-- A record names a document for as long as the record is kept: none is changed or taken out.
CREATE TRIGGER `documents_no_update` BEFORE UPDATE ON `documents` BEGIN
	SELECT RAISE(ABORT, 'documents is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `documents_no_delete` BEFORE DELETE ON `documents` BEGIN
	SELECT RAISE(ABORT, 'documents is append-only');
END;
