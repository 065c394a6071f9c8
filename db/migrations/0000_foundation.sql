-- Roles trama_app, trama_platform and trama_jobs are made by scripts/migrate.ts before this runs (they need passwords).
CREATE SCHEMA IF NOT EXISTS app;
--> statement-breakpoint
GRANT USAGE ON SCHEMA app TO trama_app, trama_platform;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO trama_app, trama_platform;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
-- Says that a tenant is missing, instead of letting a query answer nothing.
CREATE FUNCTION app.refuse_without_tenant() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION 'app.tenant_id is not set: use inTenant()' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
-- The tenant of this transaction. STABLE, so that `(select app.tenant_id())` runs once per query; plain SQL without
-- settings of its own, so that the planner inlines it; raises when unset (after a commit the setting is an empty string).
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(nullif(pg_catalog.current_setting('app.tenant_id', true), '')::pg_catalog.uuid, app.refuse_without_tenant()) $$;
--> statement-breakpoint
-- The platform's own tenant row: its chain holds the platform's facts.
CREATE FUNCTION app.platform_tenant_id() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT '00000000-0000-7000-8000-000000000000'::uuid $$;
--> statement-breakpoint
-- One line per tenant table in a migration gives it everything the laws ask for.
CREATE FUNCTION app.protect_tenant_table(target regclass, app_grants text DEFAULT 'select, insert, update, delete') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s FOR ALL TO trama_app USING (tenant_id = (SELECT app.tenant_id())) WITH CHECK (tenant_id = (SELECT app.tenant_id()))', target);
  EXECUTE format('CREATE POLICY platform ON %s FOR ALL TO trama_platform USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO trama_app', app_grants, target);
  EXECUTE format('GRANT %s ON %s TO trama_platform', app_grants, target);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.protect_tenant_table(regclass, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.tenant_id(), app.refuse_without_tenant(), app.platform_tenant_id() TO trama_app, trama_platform;
