-- While a delivery is under way nobody asks for another: the flag stands in the head's row, which is locked anyway.
DROP FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]);
--> statement-breakpoint
-- Appends facts to the chain of the current tenant, in array order; the last statement of a transaction,
-- so that the head is locked for milliseconds. Wakes live updates at commit. Returns whether a delivery must be asked for.
CREATE FUNCTION app.append_events(ids uuid[], names text[], entity_types text[], entity_ids text[], occurred timestamptz[], bodies text[])
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
DECLARE
  tenant uuid := app.tenant_id();
  head_seq bigint;
  head_hash text;
  last_hash text;
  asked boolean;
BEGIN
  SELECT h.seq, h.hash, h.delivering INTO head_seq, head_hash, asked FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO event_heads (tenant_id, seq, hash) VALUES (tenant, 0, repeat('0', 64)) ON CONFLICT (tenant_id) DO NOTHING;
    SELECT h.seq, h.hash, h.delivering INTO STRICT head_seq, head_hash, asked FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  END IF;
  IF cardinality(ids) = 0 THEN RETURN false; END IF;
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
  UPDATE event_heads h SET seq = head_seq, hash = last_hash, delivering = true WHERE h.tenant_id = tenant;
  PERFORM pg_notify('trama_events', tenant || ':' || head_seq);
  RETURN NOT asked;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]) TO trama_app, trama_platform;
--> statement-breakpoint
-- A head begins at nothing and moves forward onto rows that exist; it never goes back and never goes away.
-- Only the delivery flag may change where it stands.
CREATE OR REPLACE FUNCTION app.guard_event_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'event_heads: a head is never deleted' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.tenant_id = OLD.tenant_id AND NEW.seq = OLD.seq AND NEW.hash = OLD.hash THEN
      RETURN NEW;
    END IF;
    IF NEW.tenant_id <> OLD.tenant_id OR NEW.seq <= OLD.seq THEN
      RAISE EXCEPTION 'event_heads: a head only moves forward' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
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
