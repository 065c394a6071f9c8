-- Fences of the tables of 0025.
SELECT app.protect_tenant_table('business_units');
--> statement-breakpoint
SELECT app.protect_tenant_table('branches');
--> statement-breakpoint
SELECT app.protect_tenant_table('template_versions');
--> statement-breakpoint
SELECT app.protect_tenant_table('teams');
--> statement-breakpoint
SELECT app.protect_tenant_table('custom_roles');
--> statement-breakpoint
SELECT app.protect_tenant_table('customers');
--> statement-breakpoint
SELECT app.protect_tenant_table('devices');
--> statement-breakpoint
SELECT app.protect_tenant_table('impersonations');
--> statement-breakpoint
SELECT app.protect_tenant_table('api_key_networks');
--> statement-breakpoint
SELECT app.protect_tenant_table('totp_factors');
--> statement-breakpoint
SELECT app.protect_tenant_table('recovery_codes');
--> statement-breakpoint
SELECT app.protect_tenant_table('passkeys');
--> statement-breakpoint
SELECT app.protect_tenant_table('auth_challenges');
--> statement-breakpoint
SELECT app.protect_tenant_table('one_time_codes');
--> statement-breakpoint
SELECT app.protect_tenant_table('invitations');
--> statement-breakpoint
SELECT app.protect_tenant_table('password_resets');
--> statement-breakpoint
SELECT app.protect_tenant_table('external_identities');
--> statement-breakpoint
SELECT app.protect_tenant_table('security_log');
--> statement-breakpoint
SELECT app.protect_tenant_table('sign_ups');
--> statement-breakpoint
SELECT app.protect_tenant_table('saved_views');
--> statement-breakpoint
SELECT app.protect_tenant_table('long_tasks');
--> statement-breakpoint
SELECT app.protect_tenant_table('long_task_items');
--> statement-breakpoint
SELECT app.protect_tenant_table('staff_notifications');
--> statement-breakpoint
-- A session is a member's or a customer's, never both, never nobody's.
ALTER TABLE sessions ADD CONSTRAINT sessions_one_person CHECK ((membership_id IS NULL) <> (customer_id IS NULL));
--> statement-breakpoint
-- The brand travels with the hosts, so that the first paint needs no query.
CREATE OR REPLACE FUNCTION app.host_snapshot() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT jsonb_build_object(
    'version', app.host_version(),
    'tenants', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'tenantId', t.id, 'slug', t.slug, 'status', t.status, 'name', t.name, 'locale', t.locale, 'timeZone', t.time_zone,
        'brandKey', coalesce(s.data ->> 'brandKey', t.slug), 'brand', s.data -> 'brand')), '[]')
      FROM public.tenants t LEFT JOIN public.tenant_settings s ON s.tenant_id = t.id AND s.module = 'branding'
      WHERE t.kind = 'tenant' AND t.status <> 'closed'),
    'domains', (SELECT coalesce(jsonb_agg(jsonb_build_object('host', d.host, 'slug', t.slug, 'face', d.face)), '[]')
      FROM public.tenant_domains d JOIN public.tenants t ON t.id = d.tenant_id
      WHERE d.status = 'verified' AND t.kind = 'tenant' AND t.status <> 'closed'))
$$;
