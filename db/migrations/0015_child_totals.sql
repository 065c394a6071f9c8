-- A reseller's own children: what each uses now (flow: this month in the child's zone) and was given. Takes the reseller
-- from the transaction, never from the caller. Owned by trama_platform, whose policy reads all tenants.
CREATE FUNCTION app.child_totals()
RETURNS TABLE (id uuid, slug text, name text, status text, created_at timestamptz, used jsonb, limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT t.id, t.slug, t.name, t.status, t.created_at,
    (SELECT coalesce(jsonb_object_agg(u.resource, u.used), '{}') FROM public.tenant_usage u
      WHERE u.tenant_id = t.id AND u.period IN ('', to_char(now() AT TIME ZONE t.time_zone, 'YYYY-MM'))),
    (SELECT coalesce(jsonb_object_agg(l.resource, l.maximum), '{}') FROM public.tenant_limits l WHERE l.tenant_id = t.id)
  FROM public.tenants t WHERE t.parent_tenant_id = (SELECT app.tenant_id()) ORDER BY t.slug
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_platform;
--> statement-breakpoint
ALTER FUNCTION app.child_totals() OWNER TO trama_platform;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_platform;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.child_totals() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.child_totals() TO trama_app, trama_platform;
--> statement-breakpoint
-- The attempts of a demo tenant are wiped with its endpoints; only the platform's role may.
GRANT DELETE ON webhook_attempts TO trama_platform;
