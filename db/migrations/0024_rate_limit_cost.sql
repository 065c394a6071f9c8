-- A batch costs as many hits as it holds. Who still calls with five arguments pays one.
DROP FUNCTION app.hit_rate_limit(uuid, text, int, int, boolean);
--> statement-breakpoint
CREATE FUNCTION app.hit_rate_limit(tenant uuid, name text, max_hits int, window_seconds int, sweep boolean, cost int DEFAULT 1)
RETURNS TABLE (used int, reset_at timestamptz) LANGUAGE plpgsql SET search_path = pg_catalog, public, app AS $$
DECLARE
  current text := current_setting('app.tenant_id', true);
  span interval := make_interval(secs => window_seconds);
BEGIN
  IF window_seconds < 1 OR window_seconds > 86400 OR max_hits < 1 OR cost < 1 THEN
    RAISE EXCEPTION 'rate limit: window of 1 to 86400 seconds and at least one hit' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF current <> '' AND current <> tenant::text THEN
    RAISE EXCEPTION 'rate limit: inside the transaction of another tenant' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('synchronous_commit', 'off', true);
  IF sweep THEN
    DELETE FROM rate_limits r WHERE r.tenant_id = tenant AND r.window_start < now() - interval '2 days';
  END IF;
  -- clock_timestamp(): a hit that waited for the row's lock counts in the window that stands when it gets it.
  RETURN QUERY
  INSERT INTO rate_limits AS r (tenant_id, key, window_start, used) VALUES (tenant, name, clock_timestamp(), cost)
  ON CONFLICT (tenant_id, key) DO UPDATE SET
    window_start = CASE WHEN r.window_start + span <= clock_timestamp() THEN clock_timestamp() ELSE r.window_start END,
    used = CASE WHEN r.window_start + span <= clock_timestamp() THEN cost ELSE least(r.used, max_hits) + cost END
  RETURNING r.used, r.window_start + span;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.hit_rate_limit(uuid, text, int, int, boolean, int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.hit_rate_limit(uuid, text, int, int, boolean, int) TO trama_app;
