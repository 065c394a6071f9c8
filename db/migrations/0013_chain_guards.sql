-- One step of the chain as the state function of an aggregate: `app.chain(…) OVER (ORDER BY …)` folds a whole batch
-- in one statement. No SET clause here: it would cost more than the hash; callers pin their search_path.
CREATE FUNCTION app.chain_fold(state text, start text, seq bigint, body text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(coalesce(state, start) || E'\n' || seq || E'\n' || body, 'UTF8')), 'hex');
END $$;
--> statement-breakpoint
CREATE AGGREGATE app.chain(text, bigint, text) (SFUNC = app.chain_fold, STYPE = text);
--> statement-breakpoint
-- Appends facts to the chain of the current tenant, in array order; the last statement of a transaction,
-- so that the head is locked for milliseconds. Wakes live updates at commit. Returns the last seq.
CREATE OR REPLACE FUNCTION app.append_events(ids uuid[], names text[], entity_types text[], entity_ids text[], occurred timestamptz[], bodies text[])
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
DECLARE
  tenant uuid := app.tenant_id();
  head_seq bigint;
  head_hash text;
  last_hash text;
BEGIN
  SELECT h.seq, h.hash INTO head_seq, head_hash FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO event_heads (tenant_id, seq, hash) VALUES (tenant, 0, repeat('0', 64)) ON CONFLICT (tenant_id) DO NOTHING;
    SELECT h.seq, h.hash INTO STRICT head_seq, head_hash FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  END IF;
  IF cardinality(ids) = 0 THEN RETURN head_seq; END IF;
  INSERT INTO events (id, tenant_id, seq, name, entity_type, entity_id, occurred_at, body, prev_hash, hash)
  SELECT c.id, tenant, head_seq + c.ord, c.name, c.entity_type, c.entity_id, c.occurred, c.body,
    lag(c.hash, 1, head_hash) OVER (ORDER BY c.ord), c.hash
  FROM (
    SELECT u.*, app.chain(head_hash, head_seq + u.ord, u.body) OVER (ORDER BY u.ord ROWS UNBOUNDED PRECEDING) AS hash
    FROM unnest(ids, names, entity_types, entity_ids, occurred, bodies) WITH ORDINALITY
      AS u(id, name, entity_type, entity_id, occurred, body, ord)
  ) c;
  head_seq := head_seq + cardinality(ids);
  SELECT e.hash INTO STRICT last_hash FROM events e WHERE e.tenant_id = tenant AND e.seq = head_seq;
  UPDATE event_heads h SET seq = head_seq, hash = last_hash WHERE h.tenant_id = tenant;
  PERFORM pg_notify('trama_events', tenant || ':' || head_seq);
  RETURN head_seq;
END $$;
--> statement-breakpoint
-- Whoever inserts, by whatever statement: each row must be the true successor of the row before it.
CREATE FUNCTION app.check_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (
      SELECT n.tenant_id, n.seq, n.body, n.prev_hash, n.hash, lag(n.seq) OVER w AS before_seq, lag(n.hash) OVER w AS before_hash
      FROM inserted n WINDOW w AS (PARTITION BY n.tenant_id ORDER BY n.seq)
    ) c
    WHERE c.seq < 1
      OR c.hash <> encode(sha256(convert_to(c.prev_hash || E'\n' || c.seq || E'\n' || c.body, 'UTF8')), 'hex')
      OR c.prev_hash IS DISTINCT FROM CASE
        WHEN c.seq = 1 THEN repeat('0', 64)
        WHEN c.before_seq = c.seq - 1 THEN c.before_hash
        ELSE (SELECT e.hash FROM events e WHERE e.tenant_id = c.tenant_id AND e.seq = c.seq - 1)
      END
  ) THEN
    RAISE EXCEPTION 'events: a row does not continue the chain' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_continue_chain AFTER INSERT ON events REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION app.check_chain();
--> statement-breakpoint
-- A head begins at nothing and moves forward onto rows that exist; it never goes back and never goes away.
CREATE FUNCTION app.guard_event_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'event_heads: a head is never deleted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.tenant_id <> OLD.tenant_id OR NEW.seq <= OLD.seq) THEN
    RAISE EXCEPTION 'event_heads: a head only moves forward' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.seq = 0 AND NEW.hash = repeat('0', 64) THEN
    IF EXISTS (SELECT 1 FROM events e WHERE e.tenant_id = NEW.tenant_id) THEN
      RAISE EXCEPTION 'event_heads: the chain has begun' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM events e WHERE e.tenant_id = NEW.tenant_id AND e.seq = NEW.seq AND e.hash = NEW.hash) THEN
    RAISE EXCEPTION 'event_heads: no such event' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_heads_guard BEFORE INSERT OR UPDATE OR DELETE ON event_heads FOR EACH ROW EXECUTE FUNCTION app.guard_event_head();
--> statement-breakpoint
CREATE TRIGGER event_heads_no_truncate BEFORE TRUNCATE ON event_heads FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- What witnesses a chain from outside it is insert-only too.
CREATE TRIGGER audit_checkpoints_insert_only BEFORE UPDATE OR DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_verifications_insert_only BEFORE UPDATE OR DELETE ON audit_verifications FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- Personal details are written before their fact, so that the chain's head stays the last thing to be locked.
ALTER TABLE event_details ALTER CONSTRAINT event_details_event_fk DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
-- Replaced by app.chain_fold.
DROP FUNCTION app.chain_step(text, bigint, text);
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.chain_fold(text, text, bigint, text), app.chain(text, bigint, text) TO trama_app, trama_platform;
