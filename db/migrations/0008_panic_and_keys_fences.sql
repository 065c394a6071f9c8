SELECT app.protect_tenant_table('panic_failures');
--> statement-breakpoint
-- The switches that bind the tenant of this transaction: its own and the platform's. A definer function, because
-- row-level security hides the platform's rows from a tenant; owned by trama_platform, whose policy shows them
-- even where the migration owner may not bypass the fences. Takes no argument, so it can tell of nobody else.
CREATE FUNCTION app.active_panics()
RETURNS TABLE (id uuid, tenant_id uuid, scope text, action_class text, state text, origin text, reason text, hold_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT s.id, s.tenant_id, s.scope, s.action_class, s.state, s.origin, s.reason, s.hold_until
  FROM public.panic_switches s
  WHERE s.tenant_id IN (app.tenant_id(), app.platform_tenant_id()) AND s.state <> 'off'
$$;
--> statement-breakpoint
GRANT trama_platform TO CURRENT_USER;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO trama_platform;
--> statement-breakpoint
ALTER FUNCTION app.active_panics() OWNER TO trama_platform;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM trama_platform;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.active_panics() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.active_panics() TO trama_app;
