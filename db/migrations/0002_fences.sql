-- The platform's own tenant row, before the fences close (a migration owner without BYPASSRLS could not write it after).
INSERT INTO tenants (id, kind, slug, name, country, time_zone, currency, locale)
VALUES (app.platform_tenant_id(), 'platform', 'admin', 'Trama', 'PE', 'America/Lima', 'USD', 'es');
--> statement-breakpoint
-- Fences of the tables of 0001: forced row-level security, policies, grants.
SELECT app.protect_tenant_table('tenant_domains');
--> statement-breakpoint
SELECT app.protect_tenant_table('tenant_settings');
--> statement-breakpoint
SELECT app.protect_tenant_table('tenant_limits');
--> statement-breakpoint
SELECT app.protect_tenant_table('tenant_usage');
--> statement-breakpoint
SELECT app.protect_tenant_table('tenant_flags');
--> statement-breakpoint
SELECT app.protect_tenant_table('memberships');
--> statement-breakpoint
SELECT app.protect_tenant_table('sessions');
--> statement-breakpoint
SELECT app.protect_tenant_table('sign_in_tickets');
--> statement-breakpoint
SELECT app.protect_tenant_table('sign_in_attempts');
--> statement-breakpoint
SELECT app.protect_tenant_table('api_keys');
--> statement-breakpoint
SELECT app.protect_tenant_table('event_cursors');
--> statement-breakpoint
SELECT app.protect_tenant_table('webhook_endpoints');
--> statement-breakpoint
SELECT app.protect_tenant_table('webhook_deliveries');
--> statement-breakpoint
SELECT app.protect_tenant_table('job_runs');
--> statement-breakpoint
SELECT app.protect_tenant_table('job_dead_letters');
--> statement-breakpoint
SELECT app.protect_tenant_table('job_outbox');
--> statement-breakpoint
SELECT app.protect_tenant_table('tenant_keys');
--> statement-breakpoint
SELECT app.protect_tenant_table('integrations');
--> statement-breakpoint
SELECT app.protect_tenant_table('panic_switches');
--> statement-breakpoint
SELECT app.protect_tenant_table('panic_held');
--> statement-breakpoint
SELECT app.protect_tenant_table('idempotency_keys');
--> statement-breakpoint
SELECT app.protect_tenant_table('files');
--> statement-breakpoint
SELECT app.protect_tenant_table('rate_limits');
--> statement-breakpoint
SELECT app.protect_tenant_table('events', 'select, insert');
--> statement-breakpoint
SELECT app.protect_tenant_table('webhook_attempts', 'select, insert');
--> statement-breakpoint
SELECT app.protect_tenant_table('audit_checkpoints', 'select, insert');
--> statement-breakpoint
SELECT app.protect_tenant_table('audit_verifications', 'select, insert');
--> statement-breakpoint
SELECT app.protect_tenant_table('event_details', 'select, insert, delete');
--> statement-breakpoint
SELECT app.protect_tenant_table('event_heads', 'select, insert, update');
--> statement-breakpoint
-- Global tables with policies of their own.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON tenants FOR ALL TO trama_app USING (id = (SELECT app.tenant_id())) WITH CHECK (id = (SELECT app.tenant_id()));
--> statement-breakpoint
CREATE POLICY platform ON tenants FOR ALL TO trama_platform USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, UPDATE (name, country, time_zone, currency, locale) ON tenants TO trama_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants TO trama_platform;
--> statement-breakpoint
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE users FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A tenant sees a person only through a membership of its own.
CREATE POLICY tenant ON users FOR ALL TO trama_app
  USING (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = (SELECT app.tenant_id())))
  WITH CHECK (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = users.id AND m.tenant_id = (SELECT app.tenant_id())));
--> statement-breakpoint
CREATE POLICY platform ON users FOR ALL TO trama_platform USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, UPDATE (name, password_hash, locale) ON users TO trama_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO trama_platform;
--> statement-breakpoint
GRANT SELECT ON saas_plans TO trama_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON saas_plans, platform_admins TO trama_platform;
--> statement-breakpoint
-- May this person of the platform tenant enter the admin host? A yes or no, nothing else leaves the table.
CREATE FUNCTION app.is_platform_admin(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT EXISTS (SELECT 1 FROM public.platform_admins p WHERE p.user_id = person AND p.active) $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.is_platform_admin(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.is_platform_admin(uuid) TO trama_app, trama_platform;
--> statement-breakpoint
-- Facts cannot be denied: nobody changes or deletes an event, whatever the grants.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only', tg_table_name USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER events_insert_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
