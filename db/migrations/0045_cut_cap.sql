-- Who lets more cuts through than a router may get at once, and when.
ALTER TABLE "enforcement_commands" ADD COLUMN "approved_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "enforcement_commands" ADD COLUMN "capped_at" timestamp with time zone;
--> statement-breakpoint
CREATE INDEX "enforcement_commands_router_idx" ON "enforcement_commands" ("tenant_id","integration_id","id");
--> statement-breakpoint
-- How long a router took for one question, when it last answered.
ALTER TABLE "routers" ADD COLUMN "latency_ms" integer;
