-- Customers are searched by the policy of a role (docs/decisions/0107). `like` is not leakproof, so that no index may serve it
-- ahead of a fence; standing in the fence itself, beside the tenant, it may. The role trama_search is made by db/migrate.ts.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
-- What is written waits in a list that every search reads too: 256 kB of it, not 4 MB, is what an import gains by and a search can bear.
CREATE INDEX "customers_search_idx" ON "customers" USING gin ("tenant_id","search_text" gin_trgm_ops) WITH (gin_pending_list_limit=256);
--> statement-breakpoint
-- The pattern of the n-th word that this transaction looks for. Its first word missing, nothing is like it; others missing,
-- all is. Escaped here and not by the caller: a pattern that ends in a backslash would raise for the rows that have the
-- rest of it, and tell of a neighbour's.
CREATE FUNCTION app.sought(place int) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN place = 1 OR (nullif(pg_catalog.current_setting('app.sought', true), '')::text[])[place] IS NOT NULL
    THEN '%' || pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
      (nullif(pg_catalog.current_setting('app.sought', true), '')::text[])[place], '\', '\\'), '%', '\%'), '_', '\_') || '%'
    ELSE '%' END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.sought(int) FROM PUBLIC;
--> statement-breakpoint
CREATE POLICY search ON customers FOR SELECT TO trama_search USING (
  tenant_id = (SELECT app.tenant_id())
  AND search_text LIKE (SELECT app.sought(1))
  AND search_text LIKE (SELECT app.sought(2))
  AND search_text LIKE (SELECT app.sought(3)));
--> statement-breakpoint
GRANT USAGE ON SCHEMA app, public TO trama_search;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.tenant_id(), app.refuse_without_tenant(), app.sought(int) TO trama_search;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, search_text) ON customers TO trama_search;
--> statement-breakpoint
-- The customers that have all of at most three words, or null where they are more than `most`. With its caller's rights, as
-- trama_search while it runs: PostgreSQL gives the role back however it ends. The fence says which tenant; the condition says
-- it once more as a value, by which the planner knows how many rows that is, each time anew (force_custom_plan).
CREATE FUNCTION app.search_customers(words text[], most int) RETURNS uuid[] LANGUAGE plpgsql
SET role = 'trama_search' SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
  tenant uuid := app.tenant_id();
  ids uuid[];
BEGIN
  -- The policy knows three: a fourth would be left out.
  IF coalesce(cardinality(words), 0) NOT BETWEEN 1 AND 3 OR array_position(words, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'one to three words are looked for' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM pg_catalog.set_config('app.sought', words::text, true);
  ids := ARRAY(SELECT id FROM public.customers WHERE tenant_id = tenant LIMIT most + 1);
  PERFORM pg_catalog.set_config('app.sought', '', true);
  RETURN CASE WHEN cardinality(ids) <= most THEN ids END;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.search_customers(text[], int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.search_customers(text[], int) TO trama_app;
