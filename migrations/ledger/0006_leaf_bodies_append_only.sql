-- What a leaf was committed to is never changed; its place is written once.
CREATE TRIGGER `leaf_bodies_immutable` BEFORE UPDATE ON `leaf_bodies`
WHEN OLD.idx IS NOT NULL OR NEW.tenant <> OLD.tenant OR NEW.id <> OLD.id OR NEW.type <> OLD.type OR NEW.position <> OLD.position
	OR NEW.body <> OLD.body OR NEW.commitment <> OLD.commitment OR NEW.commitment_key <> OLD.commitment_key
BEGIN SELECT RAISE(ABORT, 'leaf_bodies are append-only'); END;
