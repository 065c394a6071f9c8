-- The person is found by a living session of this transaction's tenant, never by an id that the caller names; nobody who
-- acts or looks as somebody else gets an answer.
CREATE FUNCTION app.own_tenants(asking_session uuid)
RETURNS TABLE (tenant_id uuid, membership_id uuid, slug text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT t.id, m.id, t.slug, t.name
  FROM public.sessions s
  JOIN public.memberships own ON own.id = s.membership_id AND own.tenant_id = s.tenant_id AND own.status = 'active'
  JOIN public.users u ON u.id = own.user_id AND u.status = 'active'
  JOIN public.memberships m ON m.user_id = own.user_id AND m.status = 'active'
  JOIN public.tenants t ON t.id = m.tenant_id AND t.kind = 'tenant' AND t.status IN ('active', 'read_only')
  WHERE s.id = asking_session AND s.tenant_id = (SELECT app.tenant_id()) AND s.audience = 'staff'
    AND s.revoked_at IS NULL AND s.impersonation_id IS NULL AND s.view_as IS NULL
    AND s.idle_expires_at > now() AND s.expires_at > now()
  ORDER BY lower(t.name), t.id
  LIMIT 100
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_platform;
--> statement-breakpoint
ALTER FUNCTION app.own_tenants(uuid) OWNER TO trama_platform;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_platform;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.own_tenants(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.own_tenants(uuid) TO trama_app;
