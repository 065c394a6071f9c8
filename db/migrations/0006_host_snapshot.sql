-- One counter per tenant, so that two tenants' transactions never wait for each other; the sum moves at every commit.
CREATE TABLE app.host_versions (tenant uuid PRIMARY KEY, version bigint NOT NULL DEFAULT 1);
--> statement-breakpoint
INSERT INTO app.host_versions (tenant) SELECT id FROM tenants;
--> statement-breakpoint
-- Something that host resolution reads has changed: count it, and tell processes that listen. Both happen at commit.
CREATE FUNCTION app.touch_host_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  changed uuid := (CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0])::uuid;
BEGIN
  INSERT INTO app.host_versions AS v (tenant) VALUES (changed) ON CONFLICT (tenant) DO UPDATE SET version = v.version + 1;
  PERFORM pg_notify('trama_hosts', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.touch_host_version() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER tenants_host_version AFTER INSERT OR DELETE OR UPDATE OF slug, name, status, kind, locale, time_zone ON tenants
  FOR EACH ROW EXECUTE FUNCTION app.touch_host_version('id');
--> statement-breakpoint
CREATE TRIGGER tenant_domains_host_version AFTER INSERT OR DELETE OR UPDATE OF host, face, status ON tenant_domains
  FOR EACH ROW EXECUTE FUNCTION app.touch_host_version('tenant_id');
--> statement-breakpoint
CREATE TRIGGER tenant_settings_host_version_insert AFTER INSERT OR UPDATE ON tenant_settings
  FOR EACH ROW WHEN (NEW.module = 'branding') EXECUTE FUNCTION app.touch_host_version('tenant_id');
--> statement-breakpoint
CREATE TRIGGER tenant_settings_host_version_delete AFTER DELETE ON tenant_settings
  FOR EACH ROW WHEN (OLD.module = 'branding') EXECUTE FUNCTION app.touch_host_version('tenant_id');
--> statement-breakpoint
-- Asked every half second by each process: a number that differs after any change that has been committed.
CREATE FUNCTION app.host_version() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
  $$ SELECT coalesce(sum(v.version), 0)::text FROM app.host_versions v $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.host_version() FROM PUBLIC;
--> statement-breakpoint
-- Public routing facts of every open tenant, in one statement and so of one instant. Nothing here that a sign-in page does not show.
-- Owned by trama_platform, whose policy reads all tenants; the migration owner may be under forced row-level security.
CREATE FUNCTION app.host_snapshot() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT jsonb_build_object(
    'version', app.host_version(),
    'tenants', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'tenantId', t.id, 'slug', t.slug, 'status', t.status, 'name', t.name, 'locale', t.locale, 'timeZone', t.time_zone,
        'brandKey', coalesce(s.data ->> 'brandKey', t.slug))), '[]')
      FROM public.tenants t LEFT JOIN public.tenant_settings s ON s.tenant_id = t.id AND s.module = 'branding'
      WHERE t.kind = 'tenant' AND t.status <> 'closed'),
    'domains', (SELECT coalesce(jsonb_agg(jsonb_build_object('host', d.host, 'slug', t.slug, 'face', d.face)), '[]')
      FROM public.tenant_domains d JOIN public.tenants t ON t.id = d.tenant_id
      WHERE d.status = 'verified' AND t.kind = 'tenant' AND t.status <> 'closed'))
$$;
--> statement-breakpoint
GRANT trama_platform TO CURRENT_USER;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_platform;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.host_version() TO trama_app, trama_platform;
--> statement-breakpoint
ALTER FUNCTION app.host_snapshot() OWNER TO trama_platform;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_platform;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.host_snapshot() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.host_snapshot() TO trama_app, trama_platform;
