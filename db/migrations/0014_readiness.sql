-- Readiness asks which migrations have run; it may see their list and nothing else of that schema.
GRANT USAGE ON SCHEMA drizzle TO trama_app;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO trama_app;
