-- hash_n = sha256(hash_{n-1} || '\n' || seq || '\n' || body), hex text; the genesis is 64 zeros.
CREATE FUNCTION app.chain_step(previous text, seq bigint, body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT encode(sha256(convert_to(previous || chr(10) || seq::text || chr(10) || body, 'UTF8')), 'hex') $$;
--> statement-breakpoint
-- Appends facts to the chain of the current tenant, in array order; the last statement of a transaction,
-- so that the head is locked for milliseconds. Returns the last seq.
CREATE FUNCTION app.append_events(ids uuid[], names text[], entity_types text[], entity_ids text[], occurred timestamptz[], bodies text[])
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
DECLARE
  tenant uuid := app.tenant_id();
  head_seq bigint;
  head_hash text;
  previous text;
BEGIN
  INSERT INTO event_heads (tenant_id, seq, hash) VALUES (tenant, 0, repeat('0', 64)) ON CONFLICT (tenant_id) DO NOTHING;
  SELECT h.seq, h.hash INTO head_seq, head_hash FROM event_heads h WHERE h.tenant_id = tenant FOR UPDATE;
  FOR i IN 1 .. cardinality(ids) LOOP
    previous := head_hash;
    head_seq := head_seq + 1;
    head_hash := app.chain_step(previous, head_seq, bodies[i]);
    INSERT INTO events (id, tenant_id, seq, name, entity_type, entity_id, occurred_at, body, prev_hash, hash)
    VALUES (ids[i], tenant, head_seq, names[i], entity_types[i], entity_ids[i], occurred[i], bodies[i], previous, head_hash);
  END LOOP;
  UPDATE event_heads h SET seq = head_seq, hash = head_hash WHERE h.tenant_id = tenant;
  RETURN head_seq;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.append_events(uuid[], text[], text[], text[], timestamptz[], text[]), app.chain_step(text, bigint, text) TO trama_app, trama_platform;
