-- Bodies travel as one text, a line each: canonical JSON has no raw line break, and quoting them into an array literal
-- took the client longer than the whole append takes the server.
DROP FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]);
--> statement-breakpoint
-- Appends facts to the chain of the current tenant, in array order; the last statement of a transaction,
-- so that the head is locked for milliseconds. Wakes live updates at commit. Returns whether a delivery must be asked for.
-- The windows have no ORDER BY: unnest gives array order, a sort would carry every body; app.check_chain holds the result.
CREATE FUNCTION app.append_events(ids uuid[], names text[], entity_types text[], entity_ids text[], occurred timestamptz[], bodies text)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
DECLARE
  tenant uuid := app.tenant_id();
  head_seq bigint;
  head_hash text;
  last_hash text;
  asked boolean;
  lines text[] := string_to_array(bodies, E'\n');
BEGIN
  SELECT h.seq, h.hash, h.delivering INTO head_seq, head_hash, asked FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  IF NOT FOUND THEN
    -- Two first facts at once: the second waits here, or its genesis would be refused, the chain having begun meanwhile.
    PERFORM pg_advisory_xact_lock(hashtextextended('event_heads ' || tenant, 0));
    SELECT h.seq, h.hash, h.delivering INTO head_seq, head_hash, asked FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  END IF;
  IF NOT FOUND THEN
    INSERT INTO event_heads (tenant_id, seq, hash) VALUES (tenant, 0, repeat('0', 64));
    SELECT h.seq, h.hash, h.delivering INTO STRICT head_seq, head_hash, asked FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  END IF;
  IF cardinality(ids) = 0 THEN RETURN false; END IF;
  IF cardinality(lines) IS DISTINCT FROM cardinality(ids) THEN
    RAISE EXCEPTION 'append_events: % facts, % bodies', cardinality(ids), cardinality(lines) USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO events (id, tenant_id, seq, name, entity_type, entity_id, occurred_at, body, prev_hash, hash)
  SELECT c.id, tenant, head_seq + c.ord, c.name, c.entity_type, c.entity_id, c.occurred, c.body,
    lag(c.hash, 1, head_hash) OVER (), c.hash
  FROM (
    SELECT u.*, app.chain(head_hash, head_seq + u.ord, u.body) OVER (ROWS UNBOUNDED PRECEDING) AS hash
    FROM unnest(ids, names, entity_types, entity_ids, occurred, lines) WITH ORDINALITY
      AS u(id, name, entity_type, entity_id, occurred, body, ord)
  ) c;
  head_seq := head_seq + cardinality(ids);
  SELECT e.hash INTO STRICT last_hash FROM events e WHERE e.tenant_id = tenant AND e.seq = head_seq;
  UPDATE event_heads h SET seq = head_seq, hash = last_hash, delivering = true WHERE h.tenant_id = tenant;
  PERFORM pg_notify('trama_events', tenant || ':' || head_seq);
  RETURN NOT asked;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text) TO trama_app, trama_platform;
--> statement-breakpoint
-- Whoever inserts, by whatever statement: each row must be the true successor of the row before it. Hashes first, in any
-- order; then the links, sorted without the bodies.
CREATE OR REPLACE FUNCTION app.check_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM inserted n
    WHERE n.seq < 1 OR n.hash <> encode(sha256(convert_to(n.prev_hash || E'\n' || n.seq || E'\n' || n.body, 'UTF8')), 'hex')
  ) OR EXISTS (
    SELECT 1 FROM (
      SELECT n.tenant_id, n.seq, n.prev_hash, lag(n.seq) OVER w AS before_seq, lag(n.hash) OVER w AS before_hash
      FROM inserted n WINDOW w AS (PARTITION BY n.tenant_id ORDER BY n.seq)
    ) c
    WHERE c.prev_hash IS DISTINCT FROM CASE
        WHEN c.seq = 1 THEN repeat('0', 64)
        WHEN c.before_seq = c.seq - 1 THEN c.before_hash
        ELSE (SELECT e.hash FROM events e WHERE e.tenant_id = c.tenant_id AND e.seq = c.seq - 1)
      END
  ) THEN
    RAISE EXCEPTION 'events: a row does not continue the chain' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
